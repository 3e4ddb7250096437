import { Done, machine, startIt, told } from './promises.test-support';

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
    told<"'$.day': the States Language reads no path that stands in a list; name it in an object, or use array()">()(
      list,
      list,
    );
  });

  it('a wait for what is not a number', () => {
    const wait = <const Path extends string>(secondsPath: Path) =>
      ({ startAt: 'W', states: { W: { type: 'Wait', secondsPath, next: 'Done' }, Done } }) as const;
    const text = wait('$.day');
    const unknown = wait('$.delay');
    machine(wait('$.count'));
    // @ts-expect-error day is a string
    machine(text);
    told<"'$.day' is not a number">()(text, text);
    // @ts-expect-error there is no delay
    machine(unknown);
    told<"'$.delay': there is no field 'delay' here">()(unknown, unknown);
  });

  it('a resultPath to an item of a list, or with an empty name', () => {
    const bad = {
      startAt: 'Start',
      states: { Start: { ...startIt, resultPath: '$.a[0]', next: 'Done' }, Done },
    } as const;
    // @ts-expect-error AWS would have to know the list's length
    machine(bad);
    told<"resultPath '$.a[0]': name a field, as in $.field or $.field.field">()(bad, bad);
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
        Which: {
          type: 'Choice',
          choices: [{ variable: '$.day', numericLessThanEquals: 3, next: 'Done' }],
          default: 'Done',
        },
        Done,
      },
    } as const;
    const both = {
      startAt: 'Which',
      states: {
        Which: {
          type: 'Choice',
          choices: [{ variable: '$.count', numericGreaterThanEquals: 1, numericLessThanEquals: 3, next: 'Done' }],
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
