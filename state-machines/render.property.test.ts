import * as fc from 'fast-check';
import { lambdaTask } from './lambda-task';
import type { ChoiceRule, MachineLiteral, Retrier, StateLiteral, TemplateFields } from './literal';
import { render } from './render';
import { checkEveryRender } from './render-check';
import { stateMachine } from './state-machine';
import { problemsIn } from './validate-definition';

interface Schema {
  readonly _zod: { readonly input: unknown; readonly output: unknown };
}
const run = lambdaTask<Schema, Schema>()('run');
const arns = { run: 'arn:aws:lambda:eu-west-1:000000000000:function:run' };

// asl-validator takes 0.2 s and more for a definition of any size: here many are validated at once, as the branches
// of a Parallel state, in place of each by itself.
checkEveryRender(() => undefined);

it('any well-formed machine renders to JSON that both validators accept', () => {
  const many = fc.array(machine(), { minLength: 20, maxLength: 20 });
  fc.assert(
    fc.property(many, (literals) => {
      const Branches = literals.map((literal, n) => {
        const { definition } = render(stateMachine<unknown>()(named(literal, n)), arns);
        return JSON.parse(JSON.stringify(definition)) as { StartAt: string; States: object };
      });
      const All = { Type: 'Parallel', Branches, Next: 'Done' } as never;
      expect(problemsIn({ StartAt: 'All', States: { All, Done: { Type: 'Succeed' } } })).toEqual([]);
    }),
    { numRuns: 5, endOnFailure: true },
  );
});

/** State names have to be unique over all branches. A branch has no time limit of its own. */
function named({ startAt, states }: MachineLiteral, n: number): MachineLiteral {
  const name = (state: string) => `${n} ${state}`;
  const rename = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rename);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) =>
        key === 'next' || key === 'default' ? [key, name(part as string)] : [key, rename(part)],
      ),
    );
  };
  const renamed = Object.entries(states).map(([state, literal]) => [name(state), rename(literal)]);
  return { startAt: name(startAt), states: Object.fromEntries(renamed) as MachineLiteral['states'] };
}

/** The first state leads to both ends, each other to the one after it, so all is well; further ways go anywhere. */
function machine(): fc.Arbitrary<MachineLiteral> {
  const stateName = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 15 })
    .filter((name) => /^.{1,75}$/.test(name));
  return fc.uniqueArray(stateName, { minLength: 3, maxLength: 8 }).chain(([succeed = '', fail = '', ...others]) => {
    const anywhere = fc.constantFrom(succeed, fail, ...others);
    const states = others.map((name, n) => {
      const next = others[n + 1] ?? succeed;
      const state = n === 0 ? taskThat(next, fail) : fc.oneof(taskThat(next, fail), otherThat(next, anywhere));
      return fc.tuple(fc.constant(name), state);
    });
    const ends: [string, StateLiteral][] = [
      [succeed, { type: 'Succeed' }],
      [fail, { type: 'Fail', error: '$.failure.Error', cause: 'It failed' }],
    ];
    return fc
      .tuple(...states)
      .map((entries) => ({ startAt: others[0] ?? succeed, states: Object.fromEntries([...entries, ...ends]) }));
  });
}

/** What does not start with `$`, which would make it a path. */
const text = fc.string().filter((value) => !value.startsWith('$'));
const seconds = fc.integer({ min: 1, max: 1000 });
const path = fc.constantFrom('$.a' as const, '$.b' as const);
const parameters: fc.Arbitrary<TemplateFields> = fc.record({
  value: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), text),
  path: fc.constantFrom('$', '$.some.field', '$$.Execution.Id'),
  list: fc.array(fc.oneof(fc.integer(), fc.record({ some: path }))),
  deep: fc.record({ er: fc.record({ some: path, other: text }) }),
});

const retrier: fc.Arbitrary<Retrier> = fc.record(
  {
    errorEquals: fc.constantFrom(['States.Timeout'] as const, ['Lambda.Unknown', 'Mine'] as const),
    intervalSeconds: fc.integer({ min: 1, max: 10 }),
    maxAttempts: fc.nat(10),
    backoffRate: fc.constantFrom(1, 1.5, 2),
    maxDelaySeconds: fc.integer({ min: 11, max: 100 }),
    jitterStrategy: fc.constantFrom('FULL', 'NONE'),
  },
  { requiredKeys: ['errorEquals'] },
);

const taskThat = (next: string, fail: string): fc.Arbitrary<StateLiteral> =>
  fc.record(
    {
      type: fc.constant('Task'),
      comment: fc.string(),
      run: fc.constant(run),
      parameters,
      resultPath: fc.oneof(path, fc.constant(null)),
      timeoutSeconds: seconds,
      retry: fc.array(retrier, { maxLength: 2 }),
      catch: fc.constant([{ errorEquals: ['States.ALL'], resultPath: '$.failure', next: fail }]),
      next: fc.constant(next),
    },
    { requiredKeys: ['type', 'run', 'catch', 'next'] },
  );

function otherThat(next: string, anywhere: fc.Arbitrary<string>): fc.Arbitrary<StateLiteral> {
  const options = fc.constantFrom(['A', 'B'] as const, [1, 2.5] as const, [true] as const);
  const rule: fc.Arbitrary<ChoiceRule> = fc.oneof(
    fc.record({ variable: path, oneOf: options, next: anywhere }),
    fc.record({ variable: path, atLeast: fc.integer(), next: anywhere }),
    fc.record({ variable: path, lessThan: fc.integer(), next: anywhere }),
  );
  const choices = fc
    .tuple(rule, fc.array(rule, { maxLength: 2 }))
    .map(([first, rest]): [ChoiceRule, ...ChoiceRule[]] => [first, ...rest]);
  return fc.oneof(
    fc.record({ type: fc.constant('Choice' as const), choices, default: fc.constant(next) }),
    fc.record(
      { type: fc.constant('Pass' as const), parameters, resultPath: path, next: fc.constant(next) },
      { requiredKeys: ['type', 'next'] },
    ),
    fc.record({ type: fc.constant('Wait' as const), seconds, next: fc.constant(next) }),
  );
}
