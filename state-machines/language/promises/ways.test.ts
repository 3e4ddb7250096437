import { array, mathAdd } from '../written/intrinsic';
import { Done, machine, poll, start, startIt, told } from './promises.test-support';

// Which variables there are, by which way: of the rules of a Choice, of a Catch, and round a loop; in both languages.

const inJsonata = { queryLanguage: 'JSONata' } as const;
const startInJsonata = {
  type: 'Task',
  run: start,
  arguments: { day: '{% $states.input.day %}', limit: 10 },
} as const;

describe('the rule of a Choice that holds assigns, and the Choice itself where none does', () => {
  it('by each way another, of what the Choice works on', () => {
    const good = {
      startAt: 'Which',
      states: {
        Which: {
          type: 'Choice',
          choices: [
            { variable: '$.count', numericEquals: 1, assign: { said: '$.day', one: '$.count' }, next: 'One' },
            { variable: '$.count', oneOf: [2, 3], assign: { said: 'more' }, next: 'F' },
          ],
          default: 'Other',
          assign: { said: 'other', none: true },
        },
        One: { type: 'Wait', secondsPath: '$one', next: 'F' },
        Other: { type: 'Choice', choices: [{ variable: '$none', booleanEquals: true, next: 'F' }], default: 'F' },
        F: { type: 'Fail', error: '$said', cause: '$said' },
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('and no other way has it', () => {
    const bad = {
      startAt: 'Which',
      states: {
        Which: {
          type: 'Choice',
          choices: [
            { variable: '$.count', numericEquals: 1, assign: { one: 1, gone: '$.week' }, next: 'F' },
            { variable: '$.count', numericEquals: 2, next: 'F' },
          ],
          default: 'F',
          assign: { two: 2, states: 2 },
        },
        F: { type: 'Fail', error: '$one', cause: '$two' },
      },
    } as const;
    // @ts-expect-error each of one way alone; and what the input has not, a name of AWS's, numbers where texts are wanted
    machine(bad);
    told<
      | "'$one': there is a way to here that does not assign 'one': from 'Which'"
      | "'$two': there is a way to here that does not assign 'two': from 'Which'"
      | "'$.week': there is no field 'week' here"
      | "Assign takes no 'states'"
    >()(bad, bad);
  });

  it('in JSONata with what it hands on', () => {
    const good = {
      ...inJsonata,
      startAt: 'Which',
      states: {
        Which: {
          type: 'Choice',
          choices: [
            {
              condition: '{% $states.input.count = 1 %}',
              assign: { n: '{% $states.input.count %}' },
              output: { text: '{% $states.input.day %}' },
              next: 'One',
            },
            { condition: true, next: 'Same' },
          ],
          default: 'Rest',
          assign: { n: 0 },
          output: 'none',
        },
        One: { type: 'Fail', error: '{% $states.input.text %}', cause: "{% 'n: ' & $n %}" },
        Same: { type: 'Fail', error: '{% $states.input.day %}', cause: 'x' },
        Rest: { type: 'Pass', output: '{% $n + 1 %}', next: 'Last' },
        Last: { type: 'Wait', seconds: '{% $states.input %}', next: 'Done' },
        Done,
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('and what goes another way in JSONata is not there', () => {
    const bad = {
      ...inJsonata,
      startAt: 'Which',
      states: {
        Which: {
          type: 'Choice',
          choices: [
            {
              condition: true,
              output: { a: 1, b: '{% $states.result %}' },
              assign: { x: '{% $states.input.a %}' },
              next: 'F',
            },
            { condition: true, output: { a: 'x' }, variable: '$.x', next: 'F' },
          ],
          default: 'F',
          output: { b: '{% $states.input.b %}' },
        },
        F: { type: 'Fail', error: '{% $states.input.day %}', cause: '{% $x %}' },
      },
    } as const;
    // @ts-expect-error none of the three hands on a day; one alone assigns x
    machine(bad);
    told<
      | "'$states.result': there is no field 'result' here"
      | "'$states.input.a': there is no field 'a' here"
      | "'$states.input.b': there is no field 'b' here"
      | "'$states.input.day': there is no field 'day' here"
      | "'$x': there is a way to here that does not assign 'x': from 'Which'"
      | "A choice in JSONata takes no 'variable'"
    >()(bad, bad);
  });
});

describe('a variable of another type by one way than by another', () => {
  it('does not compile where one of them is wanted, and the state that assigns it otherwise is named', () => {
    const paths = {
      startAt: 'Which',
      states: {
        Which: {
          type: 'Choice',
          choices: [
            { variable: '$.count', numericEquals: 1, assign: { n: 1, of: { n: '$.day' } }, next: 'W' },
            { variable: '$.count', numericEquals: 2, next: 'A' },
          ],
          default: 'B',
        },
        A: { type: 'Pass', assign: { n: '$.day', of: { n: 2 } }, next: 'W' },
        B: { type: 'Pass', assign: { n: '$$.State.Name', of: { n: 3 } }, next: 'W' },
        W: { type: 'Wait', secondsPath: '$n', next: 'V' },
        V: { type: 'Wait', secondsPath: '$of.n', next: 'F' },
        F: { type: 'Fail', error: '$of', cause: 'x' },
      },
    } as const;
    // @ts-expect-error n of two ways and of.n of one are texts, of none
    machine(paths);
    told<
      | "'$n' is not a number as 'A' assigns it"
      | "'$n' is not a number as 'B' assigns it"
      | "'$of.n' is not a number as 'Which' assigns it"
      | "'$of' is not a text"
    >()(paths, paths);
    const expressions = {
      ...inJsonata,
      startAt: 'Which',
      states: {
        Which: {
          type: 'Choice',
          choices: [{ condition: true, assign: { n: '{% $states.input.day %}' }, next: 'W' }],
          default: 'W',
          assign: { n: 1 },
        },
        W: { type: 'Wait', seconds: '{% $n %}', next: 'Done' },
        Done,
      },
    } as const;
    // @ts-expect-error a text where the rule holds
    machine(expressions);
    told<"'{% $n %}' is not a number as 'Which' assigns it">()(expressions, expressions);
  });
});

describe('a Catch assigns of its error, and sees what was assigned before the failed state', () => {
  it('in both languages', () => {
    const good = {
      startAt: 'Before',
      states: {
        Before: { type: 'Pass', assign: { count: '$.count' }, next: 'Start' },
        Start: {
          ...startIt,
          assign: { count: '$.id' },
          catch: [
            { errorEquals: ['States.ALL'], assign: { why: '$.Cause', was: '$count' }, resultPath: null, next: 'Wait' },
          ],
          next: 'Done',
        },
        Wait: { type: 'Wait', secondsPath: '$was', next: 'Again' },
        Again: {
          ...startInJsonata,
          ...inJsonata,
          assign: { count: '{% $states.result.id %}' },
          catch: [
            {
              errorEquals: ['States.ALL'],
              assign: {
                why: '{% $states.errorOutput.Error %}',
                was: '{% $count + 1 %}',
                of: '{% $states.input.day %}',
              },
              next: 'F',
            },
          ],
          next: 'Done',
        },
        F: { type: 'Fail', error: '$why', cause: '$of' },
        Done,
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('no result, no variable of the state that failed, nothing of another Catch', () => {
    const bad = {
      startAt: 'Start',
      states: {
        Start: {
          ...startIt,
          assign: { id: '$.id' },
          catch: [
            { errorEquals: ['States.Timeout'], assign: { late: true, id: '$.id' }, next: 'F' },
            { errorEquals: ['States.ALL'], assign: { id: '$id' }, next: 'F' },
          ],
          next: 'Again',
        },
        Again: {
          ...startInJsonata,
          ...inJsonata,
          arguments: { day: '{% $id %}', limit: 1 },
          catch: [{ errorEquals: ['States.ALL'], assign: { id: '{% $states.result.id %}' }, next: 'F' }],
          next: 'Done',
        },
        F: { type: 'Fail', error: 'x', cause: '$late' },
        Done,
      },
    } as const;
    // @ts-expect-error each of them
    machine(bad);
    told<
      | "'$.id': there is no field 'id' here"
      | "'$id': there is a way to here that does not assign 'id': from the start"
      | "'$states.result.id': there is no field 'result' here"
      | "'$late': there is a way to here that does not assign 'late': from 'Start'"
      | "'$late': there is a way to here that does not assign 'late': from 'Again'"
    >()(bad, bad);
  });
});

describe('a variable keeps its type round a loop', () => {
  it('counts, in both languages', () => {
    const paths = {
      startAt: 'A',
      states: {
        A: { type: 'Pass', assign: { n: 0 }, next: 'Poll' },
        Poll: {
          ...startIt,
          assign: { n: mathAdd('$n', 1), state: '$.state', last: '$' },
          resultPath: null,
          next: 'Which',
        },
        Which: {
          type: 'Choice',
          choices: [
            { variable: '$state', stringEquals: 'DONE', next: 'Done' },
            { variable: '$n', numericGreaterThan: 9, next: 'F' },
          ],
          default: 'Wait',
        },
        Wait: { type: 'Wait', secondsPath: '$n', next: 'Poll' },
        F: { type: 'Fail', error: '$last.id', cause: '$state' },
        Done,
      },
    } as const;
    machine(paths);
    told<never>()(paths, paths);
    const expressions = {
      ...inJsonata,
      startAt: 'A',
      states: {
        A: { type: 'Pass', assign: { n: 0, from: '{% $states.input %}' }, next: 'Poll' },
        Poll: { type: 'Task', run: start, arguments: { day: '{% $from.day %}', limit: '{% $n %}' }, next: 'Which' },
        Which: {
          type: 'Choice',
          choices: [
            { condition: "{% $states.input.state = 'DONE' %}", next: 'Done' },
            { condition: '{% $n < 9 %}', assign: { n: '{% $n + 1 %}' }, next: 'Wait' },
          ],
          default: 'F',
          output: '{% $states.input.id %}',
        },
        Wait: { type: 'Wait', seconds: '{% $n * 30 %}', output: { of: '{% $n %}' }, next: 'Poll' },
        F: { type: 'Fail', error: '{% $states.input %}', cause: "{% $n & ' times' %}" },
        Done,
      },
    } as const;
    machine(expressions);
    told<never>()(expressions, expressions);
  });

  it('through a Catch, branches, and variables that are made of each other', () => {
    const good = {
      startAt: 'A',
      states: {
        A: { type: 'Pass', assign: { n: 0, m: 1 }, next: 'Both' },
        Both: {
          type: 'Parallel',
          branches: [
            {
              startAt: 'P',
              states: {
                P: { type: 'Task', run: poll, parameters: { id: 'x' }, assign: { k: '$n' }, next: 'W' },
                W: { type: 'Wait', secondsPath: '$k', end: true },
              },
            },
          ],
          resultPath: null,
          catch: [
            {
              errorEquals: ['States.ALL'],
              assign: { n: mathAdd('$n', '$m'), m: '$n' },
              resultPath: null,
              next: 'Wait',
            },
          ],
          next: 'Done',
        },
        Wait: { type: 'Wait', secondsPath: '$m', next: 'Which' },
        Which: { type: 'Choice', choices: [{ variable: '$n', numericGreaterThan: 9, next: 'Done' }], default: 'Both' },
        Done,
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('or does not compile: another type, one that grows, one that the first round has not', () => {
    const bad = {
      startAt: 'A',
      states: {
        A: { type: 'Pass', assign: { n: 0, list: '$$.Execution.Name' }, next: 'B' },
        B: { type: 'Wait', secondsPath: '$n', next: 'C' },
        C: { type: 'Pass', assign: { n: '$.day', list: array('$list', 'x'), late: '$late' }, next: 'D' },
        D: { type: 'Choice', choices: [{ variable: '$.count', numericEquals: 1, next: 'B' }], default: 'Done' },
        Done,
      },
    } as const;
    // @ts-expect-error n is a text from the second round on, the list holds the one before, and late is not there at first
    machine(bad);
    told<
      | "'$n' is not a number as 'C' assigns it"
      | "State 'C': the type of variable 'list' would change on each round of its loop"
      | "'$late': there is a way to here that does not assign 'late': from 'B'"
    >()(bad, bad);
  });

  it('nor do a rule and a Catch whose variable or output would change on each round', () => {
    const bad = {
      ...inJsonata,
      startAt: 'A',
      states: {
        A: { type: 'Pass', assign: { x: 1 }, next: 'B' },
        B: {
          type: 'Task',
          run: poll,
          arguments: { id: 'x' },
          catch: [
            {
              errorEquals: ['States.ALL'],
              assign: { x: { in: '{% $x %}' } },
              output: { in: '{% $states.input %}' },
              next: 'B',
            },
          ],
          next: 'C',
        },
        C: {
          type: 'Choice',
          choices: [
            { condition: true, assign: { x: { of: '{% $x %}' } }, output: { of: '{% $states.input %}' }, next: 'C' },
          ],
          default: 'Done',
        },
        Done,
      },
    } as const;
    // @ts-expect-error each round is one deeper
    machine(bad);
    told<
      | "State 'B': the type of variable 'x' would change on each round of its loop"
      | "State 'C': the type of variable 'x' would change on each round of its loop"
      | "State 'B': the payload's type would change on each round of its loop"
      | "State 'C': the payload's type would change on each round of its loop"
    >()(bad, bad);
  });
});
