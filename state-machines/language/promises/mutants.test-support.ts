import type { BranchLiteral, MachineLiteral, StateLiteral } from '../written/literal';

/** A promise broken: how, and whether it shows without types, so that `render` refuses it too. */
export interface Mutant {
  readonly breaks: string;
  readonly machine: MachineLiteral;
  readonly shows: boolean;
}

/** Each promise of the builder, broken in a machine that keeps all. Its first state is a Task that catches. */
export function mutantsOf(whole: BranchLiteral): Mutant[] {
  const machine = withoutLimits(whole);
  const { startAt, states } = machine;
  const first = (fields: object) => ({
    ...machine,
    states: { ...states, [startAt]: { ...states[startAt], ...fields } },
  });
  const more = (others: object) => ({ ...machine, states: { ...states, ...others } });
  const shown: [string, object][] = [
    ['a start that is no state', { ...machine, startAt: 'nowhere' }],
    ['a next that is no state', first({ next: 'nowhere' })],
    ['a catch that is no state', first({ catch: [{ errorEquals: ['States.ALL'], next: 'nowhere' }] })],
    ['an orphan', more({ orphan: { type: 'Pass', next: startAt } })],
    ['a loop without an end', first({ next: startAt, catch: [] })],
    ['both next and end', first({ end: true })],
    ['States.ALL in company', first({ retry: [{ errorEquals: ['States.ALL', 'Mine'] }] })],
    ['States.ALL before others', first({ retry: [{ errorEquals: ['States.ALL'] }, { errorEquals: ['Mine'] }] })],
    ['a misspelt error name', first({ retry: [{ errorEquals: ['States.TimeOut'] }] })],
    ['a heartbeat as long as the timeout', first({ timeoutSeconds: 10, heartbeatSeconds: 10 })],
    ['a limit given twice', first({ timeoutSeconds: 10, timeoutSecondsPath: '$.count' })],
    ['a field of another kind of state', first({ branches: [] })],
    ['a role that is read and one of none', first({ credentials: { roleArn: '$.text' } })],
    ['a variable of AWS’s own', first({ assign: { states: 1 } })],
    [
      'a name that stands twice',
      { startAt: 'outer', states: { outer: { type: 'Parallel', branches: [machine, machine], end: true } } },
    ],
    [
      'a Map with a reader and no executions of its own',
      {
        startAt: 'each',
        states: {
          each: {
            type: 'Map',
            itemsPath: '$.list',
            label: 'each',
            itemProcessor: { startAt: 'in', states: { in: { type: 'Pass', end: true } } },
            end: true,
          },
        },
      },
    ],
  ];
  const hidden: [string, object][] = [
    ['a path that leads nowhere', first({ parameters: { text: '$.nowhere' } })],
    ['a variable that nothing assigns', first({ parameters: { text: '$nowhere' } })],
    ['a path to another type', first({ parameters: { text: '$.count' } })],
    ['a field that the handler does not take', first({ parameters: { text: '$.text', colour: 'red' } })],
    ['a result that changes a type', first({ resultPath: '$.count' })],
    ['an InputPath that takes what is needed', first({ inputPath: '$.receipt', parameters: { text: '$.text' } })],
    ['a role that is no text', first({ credentials: { roleArn: '$.count', roles: [] } })],
    ['a limit that is no number', first({ timeoutSecondsPath: '$.text' })],
  ];
  const mutants = (list: [string, object][], shows: boolean) =>
    list.map(([breaks, mutant]) => ({ breaks, machine: mutant as MachineLiteral, shows }));
  return [...mutants(shown, true), ...mutants(hidden, false)];
}

/** So that each mutant has the limits that it says. */
function withoutLimits({ startAt, states, ...rest }: BranchLiteral): BranchLiteral {
  const first = Object.fromEntries(
    Object.entries(states[startAt] ?? {}).filter(([field]) => !/^(timeout|heartbeat)Seconds/.test(field)),
  );
  return { ...rest, startAt, states: { ...states, [startAt]: first as unknown as StateLiteral } };
}
