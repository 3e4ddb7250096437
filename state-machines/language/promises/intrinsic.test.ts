import { assume } from '../written/intrinsic';
import * as fn from '../written/intrinsic';
import { lambdaTask } from '../written/lambda-task';
import type { TemplateFields } from '../written/template';
import { Done, machine, told, type Schema } from './promises.test-support';

const takes = lambdaTask<
  Schema<{
    text: string;
    number: number;
    flag: boolean;
    days: string[];
    pairs: string[][];
    both: [string, number];
    merged: { a: string; b: number };
  }>,
  Schema<object>
>()('takes');
const pass = <const P extends TemplateFields>(parameters: P) =>
  ({ startAt: 'P', states: { P: { type: 'Pass', parameters, next: 'Done' }, Done } }) as const;

describe('intrinsic functions', () => {
  it('give what AWS says that they give', () => {
    const days = fn.stringSplit('$.day', '-');
    const good = {
      startAt: 'T',
      states: {
        T: {
          type: 'Task',
          run: takes,
          parameters: {
            text: fn.format('{} of {}', fn.arrayGetItem(days, 0), fn.mathAdd('$.count', 1)),
            number: fn.arrayLength(fn.arrayUnique(fn.arrayRange(1, '$.count', 2))),
            flag: fn.arrayContains(days, '2026'),
            days: assume<string[]>(fn.stringToJson(fn.base64Decode(fn.base64Encode(fn.jsonToString('$'))))),
            pairs: fn.arrayPartition(days, 2),
            both: fn.array(fn.hash(fn.uuid(), 'SHA-256'), fn.mathRandom(1, 6, '$.count')),
            merged: fn.jsonMerge(assume<{ a: number; b: number }>('$..x'), assume<{ a: string }>('$..y'), false),
          },
          next: 'Done',
        },
        Done,
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('take as many arguments as AWS says, written ones of their type', () => {
    // @ts-expect-error one more
    fn.mathAdd(1, 2, 3);
    // @ts-expect-error one less
    fn.arrayContains('$.days');
    // @ts-expect-error none at all
    fn.uuid(1);
    // @ts-expect-error a text
    fn.mathAdd('one', 2);
    // @ts-expect-error MD4
    fn.hash('$.day', 'MD4');
    // @ts-expect-error AWS merges shallowly
    fn.jsonMerge('$.a', '$.b', true);
    expect(fn.isCall(fn.uuid())).toBe(true);
  });

  it('do not take what a path or another function gives of another type', () => {
    const text = pass({ sum: fn.mathAdd('$.count', '$.day') });
    const inner = pass({ sum: fn.mathAdd(fn.uuid(), 1) });
    const list = pass({ first: fn.arrayGetItem('$.day', 0) });
    // @ts-expect-error day is a text
    machine(text);
    told<"States.MathAdd can't take its argument 2">()(text, text);
    // @ts-expect-error a UUID is one too
    machine(inner);
    told<"States.MathAdd can't take its argument 1">()(inner, inner);
    // @ts-expect-error and no list
    machine(list);
    told<"States.ArrayGetItem can't take its argument 1">()(list, list);
  });

  it('do not take a path that leads nowhere, however deep', () => {
    const bad = pass({ deep: { sum: fn.mathAdd(1, fn.arrayLength(fn.array('$.dya'))) } });
    // @ts-expect-error misspelt
    machine(bad);
    told<"'$.dya': there is no field 'dya' here">()(bad, bad);
  });

  it('States.Format has a value for each place', () => {
    const bad = pass({ text: fn.format('{} and {}', '$.day') });
    // @ts-expect-error one is missing
    machine(bad);
    told<"States.Format: '{} and {}' has 2 {} for 1 values">()(bad, bad);
  });

  it('stand in an object, not in a list', () => {
    const bad = pass({ list: [fn.uuid()] });
    // @ts-expect-error ASL evaluates fields alone
    machine(bad);
    told<'The States Language calls no function that stands in a list; name it in an object, or use array()'>()(
      bad,
      bad,
    );
  });

  it('give the unknown, where nobody can know', () => {
    const bad = {
      startAt: 'P',
      states: {
        P: { type: 'Pass', parameters: { data: fn.stringToJson('$.day') }, next: 'F' },
        F: { type: 'Fail', error: '$.data.reason', cause: '$.data' },
      },
    } as const;
    // @ts-expect-error parsed JSON may be anything
    machine(bad);
    told<"'$.data.reason': what is there is not known here; vouch for it with assume" | "'$.data' is not a text">()(
      bad,
      bad,
    );
    const good = {
      startAt: 'P',
      states: {
        P: { type: 'Pass', parameters: { data: fn.stringToJson('$.day') }, next: 'F' },
        F: { type: 'Fail', error: assume<string>('$.data.reason'), cause: 'x' },
      },
    } as const;
    machine(good);
  });
});
