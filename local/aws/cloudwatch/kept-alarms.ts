import { type Keeping, type KeptLine, type Restored } from '../service';
import { counts, Fields, Grown, NewLines } from '../shared/kept-line';
import { type AlarmState } from './alarm-configuration';
import { type StateChange } from './alarm-message';
import { type CloudWatchService, type Stated } from './cloudwatch';
import { type MetricId, type Sample } from './metric-store';

const STATES: readonly AlarmState[] = ['OK', 'ALARM', 'INSUFFICIENT_DATA'];

/** Metrics, and the alarms' states with their changes. */
export class KeptAlarms implements Keeping {
  readonly #samples = new NewLines();
  readonly #changes: Grown<StateChange>;
  /** When each alarm was updated, as it was told. */
  readonly #told = new Map<string, Date>();
  #isWhole = false;

  constructor(private readonly cloudWatch: CloudWatchService) {
    this.#changes = new Grown(cloudWatch.history);
    cloudWatch.metrics.onPut((sample) => this.#samples.add(lineOf(sample)));
  }

  save(): readonly KeptLine[] {
    const fresh = this.#samples.take();
    const samples = this.#isWhole ? fresh : [...this.cloudWatch.metrics.samples()].map(lineOf);
    this.#isWhole = true;
    const changes = this.#changes
      .take()
      .map(({ alarm, from, to, reason, at }) => ({ changed: alarm.name, from, to, reason, at }));
    const alarms = this.cloudWatch
      .alarms()
      .filter(({ configuration, updated }) => this.#told.get(configuration.name) !== updated);
    for (const { configuration, updated } of alarms) this.#told.set(configuration.name, updated);
    return [
      ...samples,
      ...changes,
      ...alarms.map(({ configuration, state, reason, updated, transitioned }) => ({
        alarm: configuration.name,
        state,
        reason,
        updated,
        transitioned,
      })),
    ];
  }

  restore(lines: Iterable<KeptLine>): Restored {
    const { cloudWatch } = this;
    const stated = new Map<string, Stated>();
    const changes: { readonly name: string; readonly change: Omit<StateChange, 'alarm'> }[] = [];
    let samples = 0;
    for (const line of lines) {
      const of = new Fields(line);
      if (of.has('alarm')) stated.set(of.text('alarm'), statedOf(of));
      else if (of.has('changed')) changes.push({ name: of.text('changed'), change: changeOf(of) });
      else {
        cloudWatch.metrics.put(idOf(of), of.number('value'), of.date('at'));
        samples += 1;
      }
    }
    const known = new Map(cloudWatch.alarms().map(({ configuration }) => [configuration.name, configuration]));
    // What the account did as it stood up, it did before.
    cloudWatch.history.length = 0;
    for (const { name, change } of changes) {
      const alarm = known.get(name);
      if (alarm) cloudWatch.history.push({ alarm, ...change });
    }
    const gone = [...stated].flatMap(([name, state]) => (cloudWatch.restore(name, state) ? [] : [name]));
    return {
      what: counts(samples, 'metric value'),
      told: gone.map((name) => `The alarm ${name} is not in the stack any more: its state is dropped.`),
    };
  }
}

const lineOf = ({ id, value, at }: Sample): KeptLine => ({
  namespace: id.namespace,
  metric: id.name,
  dimensions: id.dimensions,
  value,
  at,
});

const idOf = (of: Fields): MetricId => ({
  namespace: of.text('namespace'),
  name: of.text('metric'),
  dimensions: of.object('dimensions'),
});

const statedOf = (of: Fields): Stated => ({
  state: of.one('state', STATES),
  reason: of.text('reason'),
  updated: of.date('updated'),
  transitioned: of.date('transitioned'),
});

const changeOf = (of: Fields): Omit<StateChange, 'alarm'> => ({
  from: of.one('from', STATES),
  to: of.one('to', STATES),
  reason: of.text('reason'),
  at: of.date('at'),
});
