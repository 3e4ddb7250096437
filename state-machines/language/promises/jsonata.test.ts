import { assume, format } from '../written/intrinsic';
import { stateMachine } from '../state-machine';
import { Done, machine, poll, send, start, told } from './promises.test-support';

const startIt = { type: 'Task', run: start, arguments: { day: '{% $states.input.day %}', limit: 10 } } as const;
const inJsonata = { queryLanguage: 'JSONata' } as const;

describe('JSONata is typed as far as it is read', () => {
  it('the output of an expression', () => {
    stateMachine<{ n: number }>()({
      startAt: 'P',
      queryLanguage: 'JSONata',
      states: { P: { type: 'Pass', output: { x: '{% $states.input.n + 1 %}' }, end: true } },
    });
  });

  it('through every kind of state, variables, results, errors, branches and items', () => {
    const good = {
      ...inJsonata,
      startAt: 'Start',
      states: {
        Start: {
          ...startIt,
          timeoutSeconds: '{% $states.input.count * 60 %}',
          assign: { id: '{% $states.result.id %}', was: '{% $states.input %}', one: 1, text: '$.none' },
          output: { query: '{% $states.result %}', said: "{% 'size: ' & $states.result.size %}" },
          catch: [
            {
              errorEquals: ['States.ALL'],
              output: { why: '{% $states.errorOutput.Cause %}', day: '{% $states.input.day %}' },
              next: 'Failed',
            },
          ],
          next: 'Which',
        },
        Which: {
          type: 'Choice',
          choices: [
            { condition: "{% $states.input.query.state = 'DONE' and $was.count > 3 %}", next: 'Both' },
            { condition: "{% $was.note = 'a and b' or $was.count = 1 %}", next: 'Wait' },
            { condition: assume<boolean>('{% $contains($states.input.said, "x") %}'), next: 'Wait' },
          ],
          default: 'Wait',
        },
        Wait: { type: 'Wait', seconds: '{% $one + $was.count %}', next: 'Both' },
        Both: {
          type: 'Parallel',
          arguments: { id: '{% $id %}' },
          branches: [
            { startAt: 'Poll', states: { Poll: { type: 'Task', run: poll, end: true } } },
            { startAt: 'Two', states: { Two: { type: 'Pass', output: { run: 2 }, end: true } } },
          ],
          output: { rows: ['{% $id %}', 'b'], of: assume<{ run: number }>('{% $states.result[1] %}') },
          next: 'Each',
        },
        Each: {
          type: 'Map',
          items: '{% $states.input.rows %}',
          itemSelector: { id: '{% $states.context.Map.Item.Value %}', run: '{% $states.input.of.run %}' },
          maxConcurrency: '{% $one %}',
          itemProcessor: {
            startAt: 'Send',
            states: {
              Send: {
                type: 'Task',
                run: send,
                arguments: {
                  id: '{% $states.input.id %}',
                  owner: { name: '{% $states.context.Execution.Name %}', run: '{% $states.input.run %}' },
                },
                end: true,
              },
            },
          },
          next: 'Done',
        },
        Done,
        Failed: { type: 'Fail', error: '{% $states.input.day %}', cause: '{% $states.input.why %}' },
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('round a loop, what it hands on of what it got', () => {
    const good = {
      ...inJsonata,
      startAt: 'A',
      states: {
        A: {
          type: 'Pass',
          output: { n: '{% $states.input.count %}', count: '{% $states.input.count + 1 %}', day: 'x' },
          next: 'B',
        },
        B: {
          type: 'Wait',
          seconds: 1,
          output: { count: '{% $states.input.count %}', day: 'y', n: '{% $states.input.n %}' },
          next: 'C',
        },
        C: { type: 'Choice', choices: [{ condition: '{% $states.input.count = 9 %}', next: 'A' }], default: 'W' },
        W: { type: 'Wait', seconds: '{% $states.input.n %}', next: 'Done' },
        Done,
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('by state, in a machine in JSONPath', () => {
    const good = {
      startAt: 'A',
      states: {
        A: { type: 'Pass', ...inJsonata, output: { n: '{% $states.input.count %}' }, next: 'B' },
        B: { type: 'Wait', secondsPath: '$.n', next: 'Done' },
        Done,
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });
});

describe('what an expression reads that is not there does not compile', () => {
  it('fields, parts of $states, variables, what may be absent', () => {
    const bad = {
      ...inJsonata,
      startAt: 'A',
      states: {
        A: {
          type: 'Pass',
          output: {
            a: '{% $states.input.week %}',
            b: '{% $states.result.id %}',
            c: '{% $none.x %}',
            d: '{% $states.input.note %}',
            e: '{% $states.input.day.x + $f(1) %}',
          },
          end: true,
        },
      },
    } as const;
    // @ts-expect-error none of them
    machine(bad);
    told<
      | "'$states.input.week': there is no field 'week' here"
      | "'$states.result.id': there is no field 'result' here"
      | "'$none.x': there is a way to here that does not assign 'none'"
      | "'$states.input.note' may be absent here: it would give nothing, which is an error"
      | "'$states.input.day.x': there is no field 'x' here"
    >()(bad, bad);
  });
});

describe('what an expression gives that its place does not take does not compile', () => {
  it('operands, conditions, numbers, lists', () => {
    const bad = {
      ...inJsonata,
      startAt: 'A',
      states: {
        A: {
          type: 'Choice',
          choices: [
            { condition: '{% $states.input.count + 1 %}', next: 'B' },
            { condition: '{% $states.input.day < 3 %}', next: 'B' },
            { condition: "{% $states.input.count = 'x' %}", next: 'B' },
            { condition: '{% $f($states.input) %}', next: 'B' },
          ],
          default: 'B',
        },
        B: { type: 'Wait', seconds: '{% $states.input.day %}', next: 'C' },
        C: { type: 'Pass', output: '{% $states.input.day - 1 %}', next: 'D' },
        D: {
          type: 'Map',
          items: "{% 'a' %}",
          itemProcessor: { startAt: 'E', states: { E: { type: 'Pass', end: true } } },
          next: 'Done',
        },
        Done,
      },
    } as const;
    // @ts-expect-error each of them
    machine(bad);
    told<
      | "'{% $states.input.count + 1 %}' is not true or false"
      | "'$states.input.day' and 3: a comparison by order takes two numbers or two texts"
      | "'$states.input.count' is never 'x'"
      | 'What this expression gives is not known here: vouch for it, as in assume<number>({% … %})'
      | "'{% $states.input.day %}' is not a number"
      | "'$states.input.day' is not a number"
      | "'{% 'a' %}' is not a list"
    >()(bad, bad);
  });

  it('arguments of a handler', () => {
    const bad = {
      ...inJsonata,
      startAt: 'A',
      states: {
        A: { ...startIt, arguments: { day: '{% $states.input.count %}', limit: 1 }, next: 'A2' },
        A2: { ...startIt, arguments: { day: 'x', limit: 1, colour: 'red' }, next: 'B' },
        B: { ...startIt, arguments: { day: '{% $uppercase("a") %}', limit: 1 }, next: 'C' },
        C: { type: 'Task', run: poll, arguments: format('{}', 'x'), end: true },
      },
    } as const;
    // @ts-expect-error a number, a field too many, and what is not known
    machine(bad);
    told<
      | "State 'A': its handler takes another type of field 'day' than that in the arguments"
      | "The handler takes no field 'colour'"
      | 'What this expression gives is not known here: vouch for it, as in assume<number>({% … %})'
      | 'JSONata calls no intrinsic function: write an expression'
    >()(bad, bad);
  });
});

describe('a field of the other language does not compile', () => {
  it('of JSONPath, in each clause, and a state in JSONPath', () => {
    const bad = {
      ...inJsonata,
      startAt: 'A',
      states: {
        A: { ...startIt, resultPath: '$.x', catch: [{ errorEquals: ['X'], resultPath: '$.x', next: 'B' }], next: 'B' },
        B: { type: 'Wait', secondsPath: '$.count', next: 'C' },
        C: { type: 'Choice', choices: [{ variable: '$.count', numericEquals: 1, next: 'D' }], default: 'D' },
        D: { type: 'Pass', queryLanguage: 'JSONPath', result: 1, next: 'E' },
        E: {
          type: 'Map',
          items: [1],
          itemProcessor: {
            processorConfig: { mode: 'DISTRIBUTED', executionType: 'STANDARD' },
            startAt: 'F',
            states: { F: { type: 'Pass', end: true } },
          },
          toleratedFailureCountPath: '$.count',
          end: true,
        },
      },
    } as const;
    // @ts-expect-error each of them
    machine(bad);
    told<
      | "A Task state in JSONata takes no 'resultPath': that is JSONPath's"
      | "A Catch in JSONata takes no 'resultPath'"
      | "A Wait state in JSONata takes no 'secondsPath': that is JSONPath's"
      | 'A choice in JSONata has a condition'
      | "State 'D': a machine in JSONata has no state in JSONPath"
      | "A Pass state in JSONata takes no 'result': that is JSONPath's"
      | "A Map state in JSONata takes no 'toleratedFailureCountPath': that is JSONPath's"
    >()(bad, bad);
  });

  it('a loop whose output changes on each round', () => {
    const bad = {
      ...inJsonata,
      startAt: 'A',
      states: {
        A: { type: 'Pass', output: { in: '{% $states.input %}' }, next: 'B' },
        B: { type: 'Choice', choices: [{ condition: true, next: 'A' }], default: 'Done' },
        Done,
      },
    } as const;
    // @ts-expect-error each round is one deeper
    machine(bad);
    told<"State 'A': the payload's type would change on each round of its loop">()(bad, bad);
  });
});
