import { mkdirSync, rmSync } from 'node:fs';
import { inChildOf } from '../shared/child';
import { type Checkout, type Contestant, type Role } from '../shared/contestant';
import { type Run } from '../shared/run';
import { synthesizedIn } from '../shared/stacks';

interface OnEvents<Answer> {
  readonly role: Extract<Role, 'here' | 'there'>;
  /** Of the bench's, and called with a number of events, a stack and a folder. */
  readonly entry: string;
  /** Empty before each run; the last one's is left. */
  readonly folder: string;
  readonly runsOf: (answer: Answer) => Readonly<Record<string, Run>>;
}

/** A checkout's own, with so many events, in a process of its own. */
export async function onEvents<Answer>(
  checkout: Checkout,
  events: number,
  { role, entry, folder, runsOf }: OnEvents<Answer>,
): Promise<Contestant> {
  const { stack } = await synthesizedIn(checkout);
  return {
    name: checkout.name,
    role,
    async run() {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      return runsOf(await inChildOf<Answer>(checkout.folder, `local/bench/${entry}`, String(events), stack, folder));
    },
  };
}
