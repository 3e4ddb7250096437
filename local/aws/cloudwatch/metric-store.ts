/** What a metric is known by. Another set of dimensions is another metric. */
export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Sample {
  readonly id: MetricId;
  readonly value: number;
  readonly at: Date;
}

export type Statistic = 'Sum' | 'Maximum' | 'Minimum' | 'Average' | 'SampleCount';

/** One value a period, the oldest first; undefined where the metric has none. */
export type Series = readonly (number | undefined)[];

/** An alarm asks for the keys of its own metrics at each evaluation. */
const keys = new WeakMap<MetricId, string>();

export function metricKey(id: MetricId): string {
  const known = keys.get(id);
  if (known !== undefined) return known;
  const key = JSON.stringify([id.namespace, id.name, Object.entries(id.dimensions).sort()]);
  keys.set(id, key);
  return key;
}

const statistics: Readonly<Record<Statistic, (values: readonly number[]) => number>> = {
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
  Maximum: (values) => Math.max(...values),
  Minimum: (values) => Math.min(...values),
  Average: (values) => statistics.Sum(values) / values.length,
  SampleCount: (values) => values.length,
};

export const isStatistic = (name: string): name is Statistic => Object.hasOwn(statistics, name);

interface Metric {
  readonly id: MetricId;
  /** The oldest first. */
  readonly samples: { readonly at: number; readonly value: number }[];
  /** Of all samples. */
  sum: number;
}

/** What services have reported. */
export class MetricStore {
  readonly #data = new Map<string, Metric>();
  /** How many values were reported. */
  count = 0;

  readonly #listeners: ((sample: Sample) => void)[] = [];

  /** Hears of each sample from now on. */
  onPut(listener: (sample: Sample) => void): void {
    this.#listeners.push(listener);
  }

  /** Metric by metric, the oldest first. */
  *samples(): Generator<Sample> {
    for (const { id, samples } of this.#data.values()) {
      for (const { at, value } of samples) yield { id, value, at: new Date(at) };
    }
  }

  put(id: MetricId, value: number, at: Date): void {
    for (const listener of this.#listeners) listener({ id, value, at });
    const key = metricKey(id);
    const metric = this.#data.get(key) ?? { id, samples: [], sum: 0 };
    this.#data.set(key, metric);
    const time = at.getTime();
    let place = metric.samples.length;
    // Almost always the last.
    while ((metric.samples[place - 1]?.at ?? -Infinity) > time) place -= 1;
    metric.samples.splice(place, 0, { at: time, value });
    metric.sum += value;
    this.count += 1;
  }

  /** Of one, whatever was reported; undefined while nothing was. */
  find(id: MetricId): Readonly<Omit<Metric, 'id'>> | undefined {
    return this.#data.get(metricKey(id));
  }

  metrics(): MetricId[] {
    return [...this.#data.values()].map(({ id }) => id);
  }

  /**
   * @param starts of the periods, the oldest first, in milliseconds since the epoch
   * @param period seconds
   */
  series(id: MetricId, statistic: Statistic, starts: readonly number[], period: number): Series {
    const samples = this.#data.get(metricKey(id))?.samples ?? [];
    const [from = Infinity] = starts;
    let next = firstFrom(samples, from);
    return starts.map((start) => {
      const values: number[] = [];
      for (let sample = samples[next]; sample && sample.at < start + period * 1000; sample = samples[++next]) {
        values.push(sample.value);
      }
      return values.length === 0 ? undefined : statistics[statistic](values);
    });
  }
}

/** The index of the first sample that is not older. */
function firstFrom(samples: readonly { readonly at: number }[], from: number): number {
  let [low, high] = [0, samples.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.at ?? Infinity) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
