import type { ChoiceRule } from '../written/choice-literal';
import { Done, machine, told } from './promises.test-support';

const choose = <const Rule extends ChoiceRule>(rule: Rule) =>
  ({ startAt: 'Which', states: { Which: { type: 'Choice', choices: [rule], default: 'Done' }, Done } }) as const;

describe('Choice', () => {
  it('compares by every operator of the language', () => {
    const next = 'Done';
    machine(choose({ variable: '$.day', stringEquals: 'x', next }));
    machine(choose({ variable: '$.day', stringLessThan: 'x', comment: 'early', next }));
    machine(choose({ variable: '$.day', stringGreaterThanEqualsPath: '$$.State.EnteredTime', next }));
    machine(choose({ variable: '$.day', stringMatches: '2026-*', next }));
    machine(choose({ variable: '$.count', numericEquals: 2, next }));
    machine(choose({ variable: '$.count', numericLessThanPath: '$$.State.RetryCount', next }));
    machine(choose({ variable: '$$.Execution.StartTime', timestampLessThan: '2026-11-01T08:00:00Z', next }));
    machine(choose({ variable: '$.day', timestampEqualsPath: '$$.Execution.StartTime', next }));
    machine(choose({ variable: '$.note', isPresent: false, next }));
    machine(choose({ variable: '$.count', isNumeric: true, next }));
    const good = choose({
      and: [
        { variable: '$.note', isPresent: true },
        { or: [{ variable: '$.note', stringEquals: 'a' }, { not: { variable: '$.count', oneOf: [1, 2] } }] },
      ],
      next,
    });
    machine(good);
    told<never>()(good, good);
  });

  it('leads nowhere when no rule holds only where that is said: default is a state of the machine, or null', () => {
    const which = { type: 'Choice', choices: [{ variable: '$.count', numericEquals: 2, next: 'Done' }] } as const;
    machine({ startAt: 'Which', states: { Which: { ...which, default: null }, Done } });
    const missing = { startAt: 'Which', states: { Which: { ...which, default: 'Dnoe' }, Done } } as const;
    // @ts-expect-error no such state
    machine(missing);
    told<"default: there is no state 'Dnoe' in this machine">()(missing, missing);
    const unsaid = { startAt: 'Which', states: { Which: which, Done } } as const;
    // @ts-expect-error nothing is said
    machine(unsaid);
  });

  it('not by one of another type than the variable, or the path beside it', () => {
    const text = choose({ variable: '$.day', numericEquals: 3, next: 'Done' });
    const flag = choose({ variable: '$.count', booleanEquals: true, next: 'Done' });
    const path = choose({ variable: '$.count', numericLessThanPath: '$.day', next: 'Done' });
    const missing = choose({ variable: '$.day', stringEqualsPath: '$.dya', next: 'Done' });
    // @ts-expect-error day is a text
    machine(text);
    told<"'$.day' is not a number">()(text, text);
    // @ts-expect-error count is a number
    machine(flag);
    told<"'$.count' is not true or false">()(flag, flag);
    // @ts-expect-error day again
    machine(path);
    told<"'$.day' is not a number">()(path, path);
    // @ts-expect-error misspelt
    machine(missing);
    told<"'$.dya': there is no field 'dya' here">()(missing, missing);
  });

  it('within and, or and not as without', () => {
    const bad = choose({
      and: [{ not: { variable: '$.dya', isNull: true } }, { or: [{ variable: '$.count', stringEquals: 'x' }] }],
      next: 'Done',
    });
    const next = choose({ not: { variable: '$.day', isNull: true, next: 'Done' }, next: 'Done' } as ChoiceRule & {
      not: { variable: '$.day'; isNull: true; next: 'Done' };
      next: 'Done';
    });
    // @ts-expect-error both
    machine(bad);
    told<"'$.dya': there is no field 'dya' here" | "'$.count' is not a text">()(bad, bad);
    // @ts-expect-error ASL takes Next at the top alone
    machine(next);
  });

  it('a field that may be absent is read after IsPresent only, and in the same and', () => {
    const alone = choose({ variable: '$.note', stringEquals: 'a', next: 'Done' });
    const beside = choose({
      or: [
        { variable: '$.note', isPresent: true },
        { variable: '$.note', stringEquals: 'a' },
      ],
      next: 'Done',
    });
    const after = choose({
      and: [
        { variable: '$.note', stringEquals: 'a' },
        { variable: '$.note', isPresent: true },
      ],
      next: 'Done',
    });
    // @ts-expect-error note is optional
    machine(alone);
    told<"'$.note': field 'note' may be absent here">()(alone, alone);
    // @ts-expect-error an or tries the next when the first fails
    machine(beside);
    told<"'$.note': field 'note' may be absent here">()(beside, beside);
    // @ts-expect-error too late
    machine(after);
    told<"'$.note': field 'note' may be absent here">()(after, after);
  });

  it('that a field is present, which no way there has', () => {
    const bad = choose({ variable: '$.colour', isPresent: true, next: 'Done' });
    // @ts-expect-error never
    machine(bad);
    told<"'$.colour' is never present">()(bad, bad);
  });

  it('none, or two things at once', () => {
    const none = choose({ variable: '$.day', next: 'Done' });
    const two = {
      startAt: 'Which',
      states: {
        Which: {
          type: 'Choice',
          choices: [{ variable: '$.day', isNull: true, not: { variable: '$.day', isNull: true }, next: 'Done' }],
          default: 'Done',
        },
        Done,
      },
    } as const;
    // @ts-expect-error it compares with nothing
    machine(none);
    told<'A choice compares: give it an operator, as in stringEquals'>()(none, none);
    // @ts-expect-error a comparison and a not
    machine(two);
    told<'A rule is one of a comparison, and, or, not'>()(two, two);
  });
});
