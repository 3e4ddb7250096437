import { array, assume, format, mathAdd } from '../written/intrinsic';
import { Done, machine, poll, send, startIt, told } from './promises.test-support';

describe('a variable has the type that it was assigned on every way', () => {
  it('is read in paths, templates, functions, choices and waits, and within branches and processors', () => {
    const good = {
      startAt: 'Start',
      states: {
        Start: {
          ...startIt,
          assign: { query: '$', id: '$.id', state: '$.state', one: 1, day: '$$.Execution.StartTime' },
          next: 'Wait',
        },
        Wait: { type: 'Wait', secondsPath: '$one', next: 'Poll' },
        Poll: { type: 'Task', run: poll, parameters: { id: '$query.id' }, resultPath: null, next: 'Which' },
        Which: {
          type: 'Choice',
          choices: [
            { variable: '$state', stringEquals: 'DONE', next: 'Both' },
            { variable: '$query.size', numericGreaterThanPath: '$one', next: 'Poll' },
          ],
          default: 'Wrong',
        },
        Both: {
          type: 'Parallel',
          branches: [
            {
              startAt: 'In',
              states: {
                In: { type: 'Pass', assign: { more: mathAdd('$one', 1), list: ['a'] }, next: 'Send' },
                Send: {
                  type: 'Task',
                  run: send,
                  parameters: { id: '$id', owner: { name: format('{}', '$id'), run: '$more' } },
                  end: true,
                },
              },
            },
          ],
          assign: { sent: '$[0].sent' },
          next: 'Each',
        },
        Each: {
          type: 'Map',
          itemSelector: { sent: '$sent', item: '$$.Map.Item.Value' },
          itemProcessor: {
            startAt: 'P',
            states: { P: { type: 'Pass', parameters: { id: '$id', sent: '$.sent' }, end: true } },
          },
          next: 'Done',
        },
        Wrong: { type: 'Fail', error: '$state', cause: format('{}', '$query.state') },
        Done,
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('may be of either type where ways meet, and is what the last one assigned', () => {
    const good = {
      startAt: 'Which',
      states: {
        Which: { type: 'Choice', choices: [{ variable: '$.count', numericEquals: 1, next: 'A' }], default: 'B' },
        A: { type: 'Pass', assign: { said: '$.day', kept: 1 }, next: 'C' },
        B: { type: 'Pass', assign: { said: 'never', kept: '$.day' }, next: 'C' },
        C: { type: 'Pass', assign: { kept: '$said' }, next: 'F' },
        F: { type: 'Fail', error: '$said', cause: '$kept' },
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('reads the variables as they were, and the result before its resultSelector', () => {
    const good = {
      startAt: 'A',
      states: {
        A: { type: 'Pass', assign: { n: '$.count' }, next: 'B' },
        B: { ...startIt, assign: { n: '$.id', before: '$n' }, resultSelector: { other: '$.id' }, next: 'W' },
        W: { type: 'Wait', secondsPath: '$before', next: 'F' },
        F: { type: 'Fail', error: '$n', cause: '$.other' },
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });
});

describe('a variable that is not there, or of another type, does not compile', () => {
  it('one that no state assigns, or not on every way', () => {
    const never = { startAt: 'F', states: { F: { type: 'Fail', error: '$none', cause: 'x' } } } as const;
    const some = {
      startAt: 'Which',
      states: {
        Which: { type: 'Choice', choices: [{ variable: '$.count', numericEquals: 1, next: 'A' }], default: 'F' },
        A: { type: 'Pass', assign: { x: 'x' }, next: 'F' },
        F: { type: 'Fail', error: '$x', cause: 'x' },
      },
    } as const;
    // @ts-expect-error nobody assigns it
    machine(never);
    told<"'$none': there is a way to here that does not assign 'none'">()(never, never);
    // @ts-expect-error not from Which
    machine(some);
    told<"'$x': there is a way to here that does not assign 'x': from 'Which'">()(some, some);
  });

  it('one of the failed state, where its error is caught', () => {
    const bad = {
      startAt: 'Start',
      states: {
        Start: {
          ...startIt,
          assign: { id: '$.id' },
          catch: [{ errorEquals: ['States.ALL'], next: 'F' }],
          next: 'Done',
        },
        F: { type: 'Fail', error: '$id', cause: 'x' },
        Done,
      },
    } as const;
    // @ts-expect-error Start failed before it assigned
    machine(bad);
    told<"'$id': there is a way to here that does not assign 'id': from 'Start'">()(bad, bad);
  });

  it('one from around a distributed Map, whose items are executions of their own', () => {
    const bad = {
      startAt: 'A',
      states: {
        A: { type: 'Pass', result: [1], assign: { x: 'x' }, next: 'B' },
        B: {
          type: 'Map',
          itemProcessor: {
            processorConfig: { mode: 'DISTRIBUTED', executionType: 'STANDARD' },
            startAt: 'F',
            states: { F: { type: 'Fail', error: '$x', cause: 'x' } },
          },
          next: 'Done',
        },
        Done,
      },
    } as const;
    // @ts-expect-error x is of the execution around
    machine(bad);
    told<"'$x': there is a way to here that does not assign 'x'">()(bad, bad);
  });

  it('a field that it lacks, and a type that its place does not take', () => {
    const bad = {
      startAt: 'A',
      states: {
        A: { type: 'Pass', assign: { x: { day: '$.day' } }, next: 'W' },
        W: { type: 'Wait', secondsPath: '$x.day', next: 'F' },
        F: { type: 'Fail', error: '$x.week', cause: '$x.day[0]' },
      },
    } as const;
    // @ts-expect-error week, a text that is no list, and one that is no number
    machine(bad);
    told<
      | "'$x.day' is not a number"
      | "'$x.week': there is no field 'week' here"
      | "'$x.day[0]': there is no list before [0]"
    >()(bad, bad);
  });

  it('what can not be assigned: of nothing, an outer one, wherever that is assigned', () => {
    const nothing = {
      startAt: 'A',
      states: { A: { type: 'Pass', assign: { x: '$.none', states: 1 }, next: 'Done' }, Done },
    } as const;
    const outer = {
      startAt: 'A',
      states: {
        A: { type: 'Pass', assign: { x: 1 }, next: 'B' },
        B: {
          type: 'Parallel',
          branches: [
            { startAt: 'C', states: { C: { type: 'Pass', assign: { x: 2, y: '$x', own: 1, later: 1 }, end: true } } },
          ],
          assign: { own: 2 },
          next: 'D',
        },
        D: { type: 'Pass', assign: { later: 2 }, next: 'Done' },
        Done,
      },
    } as const;
    // @ts-expect-error there is no none, and states is AWS's
    machine(nothing);
    told<"'$.none': there is no field 'none' here" | "Assign takes no 'states'">()(nothing, nothing);
    // @ts-expect-error x and later are outer ones; B assigns its own when the branch is over
    machine(outer);
    told<
      | "'x' is a variable of the machine around this one: it can be read here, not assigned"
      | "'later' is a variable of the machine around this one: it can be read here, not assigned"
    >()(outer, outer);
  });

  it('a path in a list', () => {
    const bad = {
      startAt: 'C',
      states: {
        C: {
          type: 'Pass',
          assign: { list: ['$$.State.Name'], call: array('$$.State.Name', assume('$.a')) },
          next: 'Done',
        },
        Done,
      },
    } as const;
    // @ts-expect-error a list that reads no path
    machine(bad);
    told<"'$$.State.Name': the States Language reads no path that stands in a list; name it in an object, or use array()">()(
      bad,
      bad,
    );
  });
});
