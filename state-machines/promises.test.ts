import type { Checked } from './check';
import type { MessagesIn } from './fault';
import { lambdaTask } from './lambda-task';
import type { MachineLiteral } from './literal';
import { stateMachine } from './state-machine';

// What must not compile. `tsc` is the judge (npm run check): each @ts-expect-error fails once its line compiles, and
// each `told` once the compiler would say something else.

interface Schema<T> {
  readonly _zod: { readonly input: T; readonly output: T };
}
interface Input {
  day: string;
  count: number;
  note?: string;
}
interface Query {
  id: string;
  state: 'RUNNING' | 'DONE' | 'LOST';
  size: number;
}
const start = lambdaTask<Schema<{ day: string; limit: number }>, Schema<Query>>()('start');
const poll = lambdaTask<Schema<{ id: string }>, Schema<Query>>()('poll');
const forgetfulPoll = lambdaTask<Schema<{ id: string }>, Schema<Omit<Query, 'id'>>>()('forgetful-poll');
const send = lambdaTask<Schema<{ id: string; owner: { name: string; run: number } }>, Schema<{ sent: boolean }>>()(
  'send',
);

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** The call's argument type is `never` unless the machine draws exactly `Message`. */
const told =
  <Message extends string>() =>
  <const Machine extends MachineLiteral>(
    _: Equal<MessagesIn<Checked<Input, Machine>>, Message> extends true ? Machine : never,
    machine: Machine,
  ) =>
    expect(Object.keys(machine.states)).not.toHaveLength(0);

const machine = stateMachine<Input>();
const Done = { type: 'Succeed' } as const;
const startIt = { type: 'Task', run: start, parameters: { day: '$.day', limit: 10 } } as const;

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
            { variable: '$.size', atLeast: 100, next: 'TooBig' },
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

describe('a dangling name does not compile', () => {
  it('startAt', () => {
    const bad = { startAt: 'Begin', states: { Done } } as const;
    // @ts-expect-error startAt names no state
    machine(bad);
    told<
      | "startAt: there is no state 'Begin' in this machine"
      | "State 'Done' is unreachable: no way from startAt leads to it"
    >()(bad, bad);
  });

  it('next', () => {
    const bad = { startAt: 'Start', states: { Start: { ...startIt, next: 'Nowhere' } } } as const;
    // @ts-expect-error next names no state
    machine(bad);
    told<"next: there is no state 'Nowhere' in this machine">()(bad, bad);
  });

  it('catch', () => {
    const bad = {
      startAt: 'Start',
      states: { Start: { ...startIt, catch: [{ errorEquals: ['States.ALL'], next: 'Nowhere' }], next: 'Done' }, Done },
    } as const;
    // @ts-expect-error a Catch leads nowhere
    machine(bad);
    told<"catch: there is no state 'Nowhere' in this machine">()(bad, bad);
  });

  it('default and choices', () => {
    const bad = {
      startAt: 'Which',
      states: {
        Which: { type: 'Choice', choices: [{ variable: '$.count', lessThan: 1, next: 'Here' }], default: 'There' },
      },
    } as const;
    // @ts-expect-error both ways lead nowhere
    machine(bad);
    told<"choices: there is no state 'Here' in this machine" | "default: there is no state 'There' in this machine">()(
      bad,
      bad,
    );
  });
});

describe('a graph without a way in or out does not compile', () => {
  it('an unreachable state', () => {
    const bad = { startAt: 'Done', states: { Done, Orphan: { type: 'Pass', next: 'Done' } } } as const;
    // @ts-expect-error nothing leads to Orphan
    machine(bad);
    told<"State 'Orphan' is unreachable: no way from startAt leads to it">()(bad, bad);
  });

  it('states that only lead to each other', () => {
    const bad = {
      startAt: 'Done',
      states: { Done, Ping: { type: 'Pass', next: 'Pong' }, Pong: { type: 'Pass', next: 'Ping' } },
    } as const;
    // @ts-expect-error nothing leads to either
    machine(bad);
    told<
      | "State 'Ping' is unreachable: no way from startAt leads to it"
      | "State 'Pong' is unreachable: no way from startAt leads to it"
    >()(bad, bad);
  });

  it('a loop without an end', () => {
    const bad = { startAt: 'Wait', states: { Wait: { type: 'Wait', seconds: 1, next: 'Wait' } } } as const;
    // @ts-expect-error no Succeed or Fail
    machine(bad);
    told<"State 'Wait' is in a loop without an end: no Succeed or Fail can be reached from it">()(bad, bad);
  });
});

describe('a payload that does not fit does not compile', () => {
  it('a poll handler that drops a field on the way round the loop', () => {
    const bad = {
      startAt: 'Start',
      states: {
        Start: { ...startIt, next: 'Poll' },
        Poll: { type: 'Task', run: forgetfulPoll, next: 'Done?' },
        'Done?': { type: 'Choice', choices: [{ variable: '$.state', oneOf: ['DONE'], next: 'Done' }], default: 'Wait' },
        Wait: { type: 'Wait', seconds: 30, next: 'Poll' },
        Done,
      },
    } as const;
    // @ts-expect-error the second round has no id
    machine(bad);
    told<"State 'Poll': its handler needs field 'id', which the payload may lack">()(bad, bad);
  });

  it('a caught error that replaces the payload', () => {
    const bad = {
      startAt: 'Start',
      states: {
        Start: { ...startIt, catch: [{ errorEquals: ['States.ALL'], next: 'Poll' }], next: 'Poll' },
        Poll: { type: 'Task', run: poll, next: 'Done' },
        Done,
      },
    } as const;
    // @ts-expect-error an error output has no id
    machine(bad);
    told<"State 'Poll': its handler needs field 'id', which the payload may lack">()(bad, bad);
  });

  it('a field that may be absent, or of another type', () => {
    const note = lambdaTask<Schema<{ note: string }>, Schema<object>>()('note');
    const day = lambdaTask<Schema<{ day: number }>, Schema<object>>()('day');
    const absent = { startAt: 'A', states: { A: { type: 'Task', run: note, next: 'Done' }, Done } } as const;
    const other = { startAt: 'A', states: { A: { type: 'Task', run: day, next: 'Done' }, Done } } as const;
    // @ts-expect-error note is optional
    machine(absent);
    told<"State 'A': its handler needs field 'note', which the payload may lack">()(absent, absent);
    // @ts-expect-error day is a string
    machine(other);
    told<"State 'A': its handler takes another type of field 'day' than that in the payload">()(other, other);
  });

  it('parameters that lack a field, have another type or one too many', () => {
    const state = <const P extends { readonly [field: string]: string | number }>(parameters: P) =>
      ({ startAt: 'A', states: { A: { type: 'Task', run: start, parameters, next: 'Done' }, Done } }) as const;
    const lacking = state({ day: '$.day' });
    const other = state({ day: '$.day', limit: '$.day' });
    const excess = state({ day: '$.day', limit: 1, colour: 'red' });
    // @ts-expect-error limit is missing
    machine(lacking);
    told<"State 'A': its handler needs field 'limit', which the parameters may lack">()(lacking, lacking);
    // @ts-expect-error limit is a number
    machine(other);
    told<"State 'A': its handler takes another type of field 'limit' than that in the parameters">()(other, other);
    // @ts-expect-error nobody asked for colour
    machine(excess);
    told<"The handler takes no field 'colour'">()(excess, excess);
  });

  it('a result that would change the type of a field', () => {
    const bad = {
      startAt: 'Start',
      states: { Start: { ...startIt, resultPath: '$.count', next: 'Done' }, Done },
    } as const;
    // @ts-expect-error count is a number
    machine(bad);
    told<"resultPath '$.count' would change the type of the payload's field 'count'">()(bad, bad);
  });

  it('a Pass that hands on something else on each round', () => {
    const bad = {
      startAt: 'Shift',
      states: {
        Shift: { type: 'Pass', parameters: { day: '$.count', count: '$.day' }, next: 'Which' },
        Which: { type: 'Choice', choices: [{ variable: '$.day', oneOf: [1], next: 'Done' }], default: 'Shift' },
        Done,
      },
    } as const;
    // @ts-expect-error day and count swap their types on each round
    machine(bad);
    told<"State 'Shift': the payload's type would change on each round of its loop">()(bad, bad);
  });
});

describe('a path that leads nowhere does not compile', () => {
  const fail = <const Error extends string>(error: Error) =>
    ({ startAt: 'F', states: { F: { type: 'Fail', error, cause: 'x' } } }) as const;

  it('an unknown field', () => {
    const bad = fail('$.reason');
    // @ts-expect-error there is no reason
    machine(bad);
    told<"'$.reason': there is no field 'reason' here">()(bad, bad);
  });

  it('an unknown field of the context object', () => {
    const bad = fail('$$.Execution.Nmae');
    // @ts-expect-error misspelt
    machine(bad);
    told<"'$$.Execution.Nmae': there is no field 'Nmae' here">()(bad, bad);
  });

  it('a field that may be absent', () => {
    const bad = fail('$.note');
    // @ts-expect-error note is optional
    machine(bad);
    told<"'$.note': field 'note' may be absent here">()(bad, bad);
  });

  it('a field that only some of the ways there have', () => {
    const bad = {
      startAt: 'Start',
      states: {
        Start: { ...startIt, catch: [{ errorEquals: ['States.ALL'], next: 'F' }], next: 'F' },
        F: { type: 'Fail', error: '$.id', cause: '$.Cause' },
      },
    } as const;
    // @ts-expect-error a query has no Cause, an error no id
    machine(bad);
    told<"'$.id': there is no field 'id' here" | "'$.Cause': there is no field 'Cause' here">()(bad, bad);
  });

  it('what is not a path, not a text, or in a list', () => {
    const filter = fail('$..day');
    const number = fail('$.count');
    const list = {
      startAt: 'P',
      states: { P: { type: 'Pass', parameters: { days: ['$.day'] }, next: 'Done' }, Done },
    } as const;
    // @ts-expect-error deep scan
    machine(filter);
    told<"'$..day': there is no field '' here">()(filter, filter);
    // @ts-expect-error an Error is a text
    machine(number);
    told<"'$.count' is not a text">()(number, number);
    // @ts-expect-error a list's items are literals to the States Language
    machine(list);
    told<"'$.day': the States Language reads no path that stands in a list; name it in an object">()(list, list);
  });

  it('a resultPath with more than one field', () => {
    const bad = {
      startAt: 'Start',
      states: { Start: { ...startIt, resultPath: '$.a.b', next: 'Done' }, Done },
    } as const;
    // @ts-expect-error nested
    machine(bad);
    told<"resultPath '$.a.b': name one field, as in $.field">()(bad, bad);
  });
});

describe('a Choice that can never hold does not compile', () => {
  it('on a value that the variable never has', () => {
    const bad = {
      startAt: 'Start',
      states: {
        Start: { ...startIt, next: 'Which' },
        Which: {
          type: 'Choice',
          choices: [{ variable: '$.state', oneOf: ['DONE', 'FINISHED'], next: 'Done' }],
          default: 'Done',
        },
        Done,
      },
    } as const;
    // @ts-expect-error FINISHED is no state of a query
    machine(bad);
    told<"'$.state' is never 'FINISHED'">()(bad, bad);
  });

  it('on an unknown field, a text compared as a number, or two comparisons at once', () => {
    const field = {
      startAt: 'Which',
      states: {
        Which: { type: 'Choice', choices: [{ variable: '$.state', oneOf: ['DONE'], next: 'Done' }], default: 'Done' },
        Done,
      },
    } as const;
    const text = {
      startAt: 'Which',
      states: {
        Which: { type: 'Choice', choices: [{ variable: '$.day', atMost: 3, next: 'Done' }], default: 'Done' },
        Done,
      },
    } as const;
    const both = {
      startAt: 'Which',
      states: {
        Which: {
          type: 'Choice',
          choices: [{ variable: '$.count', atLeast: 1, atMost: 3, next: 'Done' }],
          default: 'Done',
        },
        Done,
      },
    } as const;
    // @ts-expect-error the input has no state
    machine(field);
    told<"'$.state': there is no field 'state' here">()(field, field);
    // @ts-expect-error day is a string
    machine(text);
    told<"'$.day' is not a number">()(text, text);
    // @ts-expect-error atLeast and atMost
    machine(both);
    told<'A choice compares once: write a rule per comparison'>()(both, both);
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

  it('JSONata and variables', () => {
    const bad = {
      startAt: 'Done',
      queryLanguage: 'JSONata',
      states: { Done: { type: 'Succeed', assign: { a: 1 } } },
    } as const;
    // @ts-expect-error JSONata
    machine(bad);
    told<
      | "A state machine takes no 'queryLanguage': JSONata and variables are refused, as the local run would ignore them silently"
      | "A Succeed state takes no 'assign': JSONata and variables are refused, as the local run would ignore them silently"
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
