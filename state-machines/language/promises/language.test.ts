import { Done, machine, poll, send, startIt, told } from './promises.test-support';

describe('a machine that keeps its promises', () => {
  it('compiles: a poll loop, caught errors beside the payload, the context object, placed results', () => {
    const good = {
      comment: 'good',
      startAt: 'Start',
      timeoutSeconds: 60,
      states: {
        Start: {
          ...startIt,
          retry: [
            { errorEquals: ['States.Timeout', 'Lambda.Unknown'] },
            { errorEquals: ['States.ALL'], maxAttempts: 1 },
          ],
          catch: [{ errorEquals: ['States.ALL'], resultPath: '$.failure', next: 'Failed' }],
          next: 'Poll',
        },
        Poll: { type: 'Task', run: poll, next: 'Done?' },
        'Done?': {
          type: 'Choice',
          choices: [
            { variable: '$.state', oneOf: ['DONE'], next: 'Send' },
            { variable: '$.size', numericGreaterThanEquals: 100, next: 'TooBig' },
            { variable: '$.state', oneOf: ['RUNNING'], next: 'Wait' },
          ],
          default: 'Lost',
        },
        Wait: { type: 'Wait', seconds: 30, next: 'Poll' },
        Send: {
          type: 'Task',
          run: send,
          parameters: { id: '$.id', owner: { name: '$$.Execution.Name', run: '$$.Execution.RedriveCount' } },
          resultPath: '$.receipt',
          next: 'Name',
        },
        Name: {
          type: 'Pass',
          parameters: { id: '$.id', sent: '$.receipt.sent', tags: ['a', { id: '$.id' }] },
          next: 'Done',
        },
        Done,
        Lost: { type: 'Fail', error: 'Lost', cause: '$.id' },
        TooBig: { type: 'Fail', error: 'TooBig', cause: 'The result is too big' },
        Failed: { type: 'Fail', error: '$.failure.Error', cause: '$.failure.Cause' },
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });
});

describe('what the language does not know does not compile', () => {
  it('unknown fields of a machine, a state, a Retry, a Catch', () => {
    const bad = {
      startAt: 'Start',
      version: '1.0',
      states: {
        Start: {
          ...startIt,
          seconds: 3,
          retry: [{ errorEquals: ['States.Timeout'], attempts: 3 }],
          catch: [{ errorEquals: ['States.ALL'], goto: 'Done', next: 'Done' }],
          next: 'Done',
        },
        Done,
      },
    } as const;
    // @ts-expect-error four unknown fields
    machine(bad);
    told<
      | "A state machine takes no 'version'"
      | "A Task state takes no 'seconds'"
      | "A Retry takes no 'attempts'"
      | "A Catch takes no 'goto'"
    >()(bad, bad);
  });

  it('fields of JSONata in JSONPath, and a variable of a Succeed', () => {
    const bad = {
      startAt: 'Done',
      states: { Done: { type: 'Succeed', assign: { a: 1 }, output: '{% $states.input %}' } },
    } as const;
    // @ts-expect-error no queryLanguage says so
    machine(bad);
    told<
      | "A Succeed state takes no 'output': that is JSONata's"
      | "A Succeed state takes no 'assign': variables are assigned by every state but Succeed and Fail, by a choice and by a Catch"
    >()(bad, bad);
  });

  it('a misspelt error name, States.ALL in company or before others', () => {
    const misspelt = {
      startAt: 'Start',
      states: { Start: { ...startIt, retry: [{ errorEquals: ['States.Timedout'] }], next: 'Done' }, Done },
    } as const;
    const company = {
      startAt: 'Start',
      states: { Start: { ...startIt, retry: [{ errorEquals: ['States.ALL', 'Mine'] }], next: 'Done' }, Done },
    } as const;
    const early = {
      startAt: 'Start',
      states: {
        Start: { ...startIt, retry: [{ errorEquals: ['States.ALL'] }, { errorEquals: ['Mine'] }], next: 'Done' },
        Done,
      },
    } as const;
    // @ts-expect-error States.Timeout
    machine(misspelt);
    told<"'States.Timedout' is no error name of the States Language">()(misspelt, misspelt);
    // @ts-expect-error ALL includes Mine
    machine(company);
    told<'States.ALL must stand alone in its errorEquals'>()(company, company);
    // @ts-expect-error Mine is never tried
    machine(early);
    told<'States.ALL must stand in the last clause: those after it never match'>()(early, early);
  });
});
