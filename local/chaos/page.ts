import { enumerated, kindsAt, type Reached, timesOf } from './scenarios/enumerate';
import { faultId, type FaultKind, isKill, isStop, times } from './scenarios/fault';
import { type Outcome, outcomes } from './judge';
import { type Scenario } from './scenarios/scenario';

export const PAGE = 'docs/reliability.md';

export type Outcomes = ReadonlyMap<string, Outcome>;

const head = `# One report, or the truth about it

Once a month the pipeline sends a report, and much can fail on the way. **What is promised:** a month ends in exactly one of

- **R**: subscribers have the report, once, and its numbers are those of the events that were accepted;
- **N**: they have a notice that it was not sent, which is true and stays true; operators have an alarm;
- **A**: they have nothing: it is not known whether something was sent, or nothing could be; operators have an alarm;
- **RA**: they have the report, and what came after it failed; operators have an alarm.

Never both report and notice, a report or a notice twice, a notice that is false, a month without a word to anybody, an
accepted event that is in no Parquet file, and no error object either, or a number that nobody counted.

**Where the promise ends:** when SNS has accepted a message; whether a mailbox takes it, SNS tells nobody. Where SNS
accepted a message and its answer was lost, the report is out and nobody knows (RA): it is not sent again, an alarm asks
the operators to look ([decision 24](decisions/0024-a-redrive-resumes-and-a-notice-is-true.md)). Of a redrive that a person
asks for, [operations](operations.md#when-a-report-was-not-made) tells.

**How it is tried:** \`npm run chaos\` has the synthesized stack run a month for each scenario, with its own functions, roles and
alarms, in simulated time: each fault at each request of each function, at each of its times, then random combinations of one to
three faults, a thousand by default. What mailboxes, alarms, executions and buckets show is held against the promise by a judge
that knows none of the code. Some, chosen so that each fault, each request and each outcome is among them, are run by
\`npm run test:chaos\`, a few of these by \`npm test\`, and told here: a point stands for one that the command runs, too. A scenario is repeated, with all that happens in it, by
its id:

\`\`\`console
$ npm run chaos -- --replay 'send-report sns:Publish, hung after, first'
\`\`\`

The requests are learned from runs that make each of them. This page is written by \`npm run chaos -- --bounded --write\`.

## What came of it
`;

const legend = `
## Each fault at each request

Three outcomes a cell: of the fault at the first time that the request is made, at the third (before it, requests are
throttled and environments killed, so that it comes), and at every time. One, where somebody stops the execution. _After_:
what was asked for is done, and its answer never comes; a function that is killed there has asked, and does nothing more. An
environment does nothing that others see between two requests, so that to kill it at any await is to kill it before or after
one of them.

A function goes on when its execution is stopped: _stopped before_, the notice is done before the request is; _stopped after_,
it waits until the function has ended. Stopped while it publishes, it is not known whether something was sent (A), whatever its
function says later.
`;

/** @param of by the id of a scenario; of what is absent, there is a point */
export function page(reached: readonly Reached[], of: Outcomes): string {
  const all = enumerated(reached);
  const functions = [...new Set(reached.map(({ place }) => place.split(' ')[0] ?? ''))];
  return `${[
    head,
    counts(all, of),
    legend,
    ...functions.map((name) => {
      const places = reached.filter(({ place }) => place.startsWith(`${name} `));
      return `### ${name}\n\n${table(functionTable(places, of))}`;
    }),
    `## Whole services, and the calendar\n\n${table(othersTable(all, reached, of))}`,
  ]
    .map((part) => part.trim())
    .join('\n\n')}\n`;
}

const short: Readonly<Record<Outcome, string>> = { report: 'R', 'report and alarm': 'RA', notice: 'N', alarm: 'A' };
const said = (id: string, of: Outcomes): string => {
  const outcome = of.get(id);
  return outcome === undefined ? '·' : short[outcome];
};

function counts(all: readonly Scenario[], of: Outcomes): string {
  const classes: readonly (readonly [string, (kind: FaultKind) => boolean])[] = [
    ['a request fails', (kind) => !isKill(kind) && !isStop(kind)],
    ['an environment is killed', isKill],
    ['somebody stops the execution', isStop],
  ];
  const isOther = ({ id }: Scenario) => /^edge: | away, /.test(id);
  const row = (name: string, some: readonly Scenario[]) => [
    name,
    ...outcomes.map((one) => String(some.filter(({ id }) => of.get(id) === one).length)),
    String(some.filter(({ id }) => of.has(id)).length),
  ];
  return table([
    ['', ...outcomes.map((one) => short[one]), 'all'],
    ...classes.map(([name, fits]) =>
      row(
        name,
        all.filter((one) => !isOther(one) && one.faults.slice(-1).some(({ kind }) => fits(kind))),
      ),
    ),
    row('a whole service is away; the calendar', all.filter(isOther)),
    row('all', all),
  ]);
}

function functionTable(places: readonly Reached[], of: Outcomes): string[][] {
  const kinds = [...new Set(places.flatMap((place) => kindsAt(place)))];
  const cell = (reached: Reached, kind: (typeof kinds)[number]): string => {
    if (!kindsAt(reached).includes(kind)) return '';
    return timesOf(kind)
      .map((one) => said(faultId({ place: reached.place, kind, times: one }), of))
      .join(' ');
  };
  return [
    ['', ...places.map(({ place }) => `\`${place.split(' ').slice(1).join(' ')}\``)],
    ...kinds.map((kind) => [kind, ...places.map((reached) => cell(reached, kind))]),
  ];
}

function othersTable(all: readonly Scenario[], reached: readonly Reached[], of: Outcomes): string[][] {
  const told = new Set(
    reached.flatMap((one) =>
      kindsAt(one).flatMap((kind) => timesOf(kind).map((when) => faultId({ place: one.place, kind, times: when }))),
    ),
  );
  const others = all.filter(({ id }) => !told.has(id) && of.has(id));
  return [['scenario', 'outcome'], ...others.map(({ id }) => [id, said(id, of)])];
}

/** As the formatter has it. */
function table([header = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) => Math.max(3, ...[header, ...rows].map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line), ''].join('\n');
}

/** What the page says, by the ids of scenarios. */
export function readPage(text: string, reached: readonly Reached[]): Outcomes {
  const read = new Map<string, Outcome>();
  const long = new Map(Object.entries(short).map(([outcome, letters]) => [letters, outcome as Outcome]));
  const keep = (id: string, letters: string) => {
    const outcome = long.get(letters);
    if (outcome) read.set(id, outcome);
  };
  const rowsBelow = (title: string): string[][] =>
    (text.split(`\n${title}\n`)[1]?.split('\n#')[0] ?? '')
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) =>
        line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      );
  for (const { place } of reached) {
    const [name = '', ...request] = place.split(' ');
    const [header = [], , ...rows] = rowsBelow(`### ${name}`);
    const column = header.indexOf(`\`${request.join(' ')}\``);
    for (const row of rows) {
      const [kind = ''] = row;
      const letters = (row[column] ?? '').split(' ');
      letters.forEach((one, index) => keep(`${place}, ${kind}, ${times[index] ?? ''}`, one));
    }
  }
  for (const [id = '', letters = ''] of rowsBelow('## Whole services, and the calendar').slice(2)) keep(id, letters);
  return read;
}
