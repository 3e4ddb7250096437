import { type Keeping, type KeptLine, type Restored } from '../service';
import { counts, Fields, NewLines } from '../shared/kept-line';
import { type LambdaService } from './lambda';
import { type LogEvent } from './log-groups';

/** What functions logged, and which asynchronous invocations are under way. */
export class KeptInvocations implements Keeping {
  readonly #lines = new NewLines();
  readonly #told = new Set<string>();
  #isWhole = false;

  constructor(private readonly lambda: Pick<LambdaService, 'logs' | 'underWay'>) {
    lambda.logs.onEvent((group, event) => this.#lines.add({ group, ...event }));
  }

  save(): readonly KeptLine[] {
    const fresh = this.#lines.take();
    const asynchronous = this.#asynchronous();
    if (this.#isWhole) return [...fresh, ...asynchronous];
    this.#isWhole = true;
    const { logs } = this.lambda;
    return [
      ...logs.names().flatMap((group) => logs.events(group).map((event) => ({ group, ...event }))),
      ...asynchronous,
    ];
  }

  restore(lines: Iterable<KeptLine>): Restored {
    const underWay = new Map<string, string>();
    let count = 0;
    for (const line of lines) {
      const of = new Fields(line);
      if (of.has('began')) underWay.set(of.text('began'), of.text('function'));
      else if (of.has('ended')) underWay.delete(of.text('ended'));
      else {
        this.lambda.logs.restore(of.text('group'), eventOf(of));
        count += 1;
      }
    }
    const told = [...underWay].map(
      ([id, name]) =>
        `The asynchronous invocation ${id} of ${name} was under way when its account ended: it is not made again.`,
    );
    return { what: counts(count, 'log line'), told };
  }

  #asynchronous(): KeptLine[] {
    const { underWay } = this.lambda;
    const began = [...underWay].filter(([id]) => !this.#told.has(id));
    const ended = [...this.#told].filter((id) => !underWay.has(id));
    for (const [id] of began) this.#told.add(id);
    for (const id of ended) this.#told.delete(id);
    return [...began.map(([id, name]) => ({ began: id, function: name })), ...ended.map((id) => ({ ended: id }))];
  }
}

const eventOf = (of: Fields): LogEvent => ({
  timestamp: of.date('timestamp'),
  stream: of.text('stream'),
  message: of.text('message'),
});
