import { lambdaTask } from '../written/lambda-task';
import { startIt, Done, forgetfulPoll, machine, poll, start, told, type Schema } from './promises.test-support';

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
