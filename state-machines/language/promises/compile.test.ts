import fc from '../../../scripts/jest/properties';
import { compile } from './compile.test-support';
import { ARNS, IDENTIFIERS_SOURCE, machineLiteral, PAYLOAD } from './machines.test-support';
import { mutantsOf } from './mutants.test-support';
import { render } from '../rendered/render';
import { checkEveryRender } from '../rendered/render-check';
import { sourceOf } from './source-of.test-support';
import { stateMachine } from '../state-machine';
import { faultyStates, sourceOfWays, ways } from './ways.test-support';

// What a user of the builder meets: where the compiler puts its messages, and how much work a large machine is for it.

const HEAD = `
import { lambdaTask } from '../written/lambda-task';
import { render } from '../rendered/render';
import { stateMachine } from '../state-machine';
interface Schema<T> { readonly _zod: { readonly input: T; readonly output: T } }
const poll = lambdaTask<Schema<{ id: string }>, Schema<{ id: string; state: 'RUNNING' | 'DONE' }>>()('poll');
const drop = lambdaTask<Schema<{ id: string }>, Schema<{ state: 'RUNNING' | 'DONE' }>>()('drop');
const toFailed = [{ errorEquals: ['States.ALL'], resultPath: '$.failure', next: 'Failed' }] as const;
`;

/** A chain of poll loops: per round two Tasks (one result placed beside the payload), a Choice and a Wait. */
const large = (rounds: number) => `${HEAD}
export const machine = stateMachine<{ id: string }>()({
  startAt: 'Poll0',
  states: {${Array.from({ length: rounds }, (_, n) => round(n, n + 1 < rounds ? `Poll${n + 1}` : 'Done')).join('')}
    Done: { type: 'Succeed' },
    Failed: { type: 'Fail', error: '$.failure.Error', cause: '$.failure.Cause' },
  },
});
`;
const round = (n: number, next: string) => `
    Poll${n}: { type: 'Task', run: poll, parameters: { id: '$.id' }, timeoutSeconds: 70, retry: [{ errorEquals: ['States.Timeout'] }], catch: toFailed, next: 'Which${n}' },
    Which${n}: { type: 'Choice', choices: [{ variable: '$.state', oneOf: ['DONE'], next: 'Note${n}' }], default: 'Wait${n}' },
    Wait${n}: { type: 'Wait', seconds: 30, next: 'Poll${n}' },
    Note${n}: { type: 'Task', run: poll, resultPath: '$.note', catch: toFailed, next: '${next}' },`;

/** A chain of Parallels and Maps, each of whose results is read by the next: per step eight states. */
const within = (steps: number) => `${HEAD}
import { mathAdd } from '../written/intrinsic';
export const machine = stateMachine<{ id: string; list: number[] }>()({
  startAt: 'Both0',
  states: {${Array.from({ length: steps }, (_, n) => step(n, n + 1 < steps ? `Both${n + 1}` : 'Done')).join('')}
    Done: { type: 'Succeed' },
  },
});
`;
const step = (n: number, next: string) => `
    Both${n}: { type: 'Parallel', branches: [
      { startAt: 'Left${n}', states: { Left${n}: { type: 'Task', run: poll, next: 'Wait${n}' }, Wait${n}: { type: 'Wait', seconds: 1, end: true } } },
      { startAt: 'Right${n}', states: { Right${n}: { type: 'Pass', parameters: { n: mathAdd(1, 2) }, end: true } } },
    ], resultSelector: { id: '$[0].id', n: '$[1].n' }, resultPath: '$.both${n}', next: 'Each${n}' },
    Each${n}: { type: 'Map', itemsPath: '$.list', itemSelector: { id: '$.both${n}.id', n: '$$.Map.Item.Value' }, itemProcessor: {
      startAt: 'Item${n}', states: { Item${n}: { type: 'Task', run: poll, next: 'End${n}' }, End${n}: { type: 'Succeed' } },
    }, resultPath: '$.each${n}', next: '${next}' },`;

/** Tasks that each assign a variable of the one before, with a Choice between them: what the last reads is the first's. */
const assigning = (tasks: number) => `${HEAD}
export const machine = stateMachine<{ id: string }>()({
  startAt: 'Start',
  states: {
    Start: { type: 'Pass', assign: { id0: '$.id' }, next: 'Poll0' },
    ${Array.from(
      { length: tasks },
      (_, n) =>
        `Poll${n}: { type: 'Task', run: poll, parameters: { id: '$id${n}' }, assign: { id${n + 1}: '$id${n}', state: '$.state' }, next: 'Which${n}' },
    Which${n}: { type: 'Choice', choices: [{ variable: '$state', oneOf: ['DONE'], next: 'Poll${n + 1}' }], default: 'Failed' },
    `,
    ).join('')}Poll${tasks}: { type: 'Task', run: poll, parameters: { id: '$id${tasks}' }, end: true },
    Failed: { type: 'Fail', error: '$state', cause: '$id0' },
  },
});
`;

/** Tasks that each place their result in a field of its own: what the last gets is what all before it made. */
const chain = (tasks: number) => `${HEAD}
export const machine = stateMachine<{ id: string }>()({
  startAt: 'Poll0',
  states: {${Array.from(
    { length: tasks },
    (_, n) => `
    Poll${n}: { type: 'Task', run: poll, resultPath: '$.of${n}', next: '${n + 1 < tasks ? `Poll${n + 1}` : 'Lost'}' },`,
  ).join('')}
    Lost: { type: 'Fail', error: '$.of0.state', cause: '$.of${tasks - 1}.state' },
  },
});
`;

/** In JSONata: per step a Task, a Choice and a Pass, each of whose outputs the next one reads. */
const inJsonata = (steps: number) => `${HEAD}
export const machine = stateMachine<{ id: string; n: number }>()({
  startAt: 'Poll0',
  queryLanguage: 'JSONata',
  states: {${Array.from(
    { length: steps },
    (_, n) => `
    Poll${n}: { type: 'Task', run: poll, arguments: { id: '{% $states.input.id %}' }, assign: { s${n}: '{% $states.result.state %}' },
      output: { id: '{% $states.result.id %}', n: '{% $states.input.n + ${n} %}' }, next: 'Which${n}' },
    Which${n}: { type: 'Choice', choices: [{ condition: "{% $s${n} = 'DONE' and $states.input.n > ${n} %}", next: 'Note${n}' }], default: 'Failed' },
    Note${n}: { type: 'Pass', output: { id: "{% 'of ' & $states.input.id %}", n: '{% $states.input.n * 2 %}' }, next: '${n + 1 < steps ? `Poll${n + 1}` : 'Done'}' },`,
  ).join('')}
    Done: { type: 'Succeed' },
    Failed: { type: 'Fail', error: '{% $s0 %}', cause: '{% $states.input.id %}' },
  },
});
`;

const FAULTY = `${HEAD}
const machine = stateMachine<{ id: string }>()({
  startAt: 'Poll',
  states: {
    Poll: {
      type: 'Task',
      run: drop,
      retry: [{ errorEquals: ['States.Timout'] }],
      next: 'Which',
    },
    Which: {
      type: 'Choice',
      choices: [
        { variable: '$.state', oneOf: ['DONE', 'ENDED'], next: 'Done' },
        { variable: '$.stat', oneOf: ['DONE'], next: 'Done' },
        { variable: '$.state', oneOf: ['RUNNING'], next: 'Wait' },
      ],
      default: 'Wiat',
    },
    Wait: { type: 'Wait', seconds: 30, next: 'Poll' },
    Done: { type: 'Succeed' },
    Orphan: { type: 'Succeed' },
  },
});
`;

const ARGUMENTS = `${HEAD}
const machine = stateMachine<{ id: string }>()({
  startAt: 'Poll',
  states: { Poll: { type: 'Task', run: poll, next: 'Done' }, Done: { type: 'Succeed' } },
});
render(machine, { poll: 'arn' });
render(machine, {});
render(machine, { poll: 'arn', other: 'arn' });
`;

/** Machines over every kind of state, as `render.property.test.ts` renders them. */
const generated = fc.sample(machineLiteral('s'), 6);
/** Of a machine without others in it: each mutant costs the compiler as much as a machine by itself. */
const mutants = fc.sample(machineLiteral('s', 0), 1).flatMap(mutantsOf);
const sourceOfAll = (machines: readonly object[]) =>
  `${IDENTIFIERS_SOURCE}interface Payload ${PAYLOAD}\n${machines
    .map((machine, n) => `export const machine${n} = stateMachine<Payload>()(${sourceOf(machine)});`)
    .join('\n')}\n`;
const WAYS = fc.sample(ways, 24);
const MUTANTS = Object.fromEntries(mutants.map(({ machine }, n) => [`mutant${n}.ts`, sourceOfAll([machine])]));

/** How many types a source makes, beside those that are made where there is no machine. */
const alone = compile({ 'alone.ts': HEAD });
function made(source: string): number {
  const { errors, instantiations } = compile({ 'made.ts': source });
  expect(errors('made.ts')).toEqual([]);
  return instantiations - alone.instantiations;
}

describe('the compiler', () => {
  const program = compile({
    'faulty.ts': FAULTY,
    'arns.ts': ARGUMENTS,
    'generated.ts': sourceOfAll(generated),
    'ways.ts': `${HEAD}${WAYS.map((machine, n) => sourceOfWays(machine, `m${n}s`)).join('')}`,
    ...MUTANTS,
  });

  it.each([
    // 12 rounds of 4 states: 48, and two ends.
    ['a machine of 50 states', large(12), 84_000, 110_000],
    ['50 states that stand in each other', within(6), 63_000, 82_000],
    ['40 results, each beside those before it', chain(40), 54_000, 70_000],
    ['12 variables, each of the one before', assigning(12), 90_000, 120_000],
    ['the expressions of 101 states in JSONata', inJsonata(33), 582_000, 760_000],
  ])('follows %s to the end with few instantiations', (_, source, _measured, most) => {
    expect(made(source)).toBeLessThan(most);
  });

  it('puts each fault where it is, in words', () => {
    const told = (text: string): unknown => expect.stringContaining(`Fault<"${text}">`);
    expect(program.errors('faulty.ts')).toEqual([
      { at: 'run: drop,', says: told("State 'Poll': its handler needs field 'id', which the payload may lack") },
      { at: expect.stringContaining('Timout'), says: told("'States.Timout' is no error name of the States Language") },
      { at: expect.stringContaining('ENDED'), says: told("'$.state' is never 'ENDED'") },
      { at: expect.stringContaining("'$.stat',"), says: told("'$.stat': there is no field 'stat' here") },
      { at: "default: 'Wiat',", says: told("default: there is no state 'Wiat' in this machine") },
      {
        at: expect.stringContaining('Orphan'),
        says: told("State 'Orphan' is unreachable: no way from startAt leads to it"),
      },
    ]);
  });

  it('asks render for exactly one ARN per function', () => {
    expect(program.errors('arns.ts')).toEqual([
      { at: 'render(machine, {});', says: expect.stringContaining("Property 'poll' is missing") },
      {
        at: expect.stringContaining('other'),
        says: expect.stringContaining("'other' does not exist"),
      },
    ]);
  });

  it('takes any machine that the generator says is right', () => {
    expect(program.errors('generated.ts')).toEqual([]);
  });

  it('follows variables by all ways, round loops too, to where they are missing or of another type', () => {
    const found = program.errors('ways.ts').map(({ at = '' }) => /^\w+/.exec(at)?.[0]);
    const faulty = WAYS.flatMap((machine, n) => faultyStates(machine).map((state) => `m${n}s${state}`));
    expect(faulty.length).toBeGreaterThan(10);
    expect([...new Set(found)].sort()).toEqual(faulty.sort());
  });

  it.each(mutants.map((mutant, n) => [mutant.breaks, n, mutant] as const))(
    'refuses the same with %s; so does render, where it shows without types',
    (_, n, { machine, shows }) => {
      expect(program.errors(`mutant${n}.ts`).map(({ says }) => says)).toEqual(
        expect.arrayContaining([expect.stringContaining('Fault<')]),
      );
      const rendering = () => render(stateMachine<unknown>()(machine), ARNS);
      if (shows) expect(rendering).toThrow('The state machine breaks its promises');
      else expect(rendering).not.toThrow();
    },
  );
});

// The validators look at machines by the dozen, elsewhere.
checkEveryRender(() => undefined);
