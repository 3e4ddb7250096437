import fc from '../../../scripts/jest/properties';
import { checkRequest, type RequestRules } from './check';
import { type Model, modelOf, type Shape, shapeOf } from './model';
import { passes } from './passes';

const rules: RequestRules = {
  service: 'events',
  served: { PutEvents: ['Entries[].Source', 'Entries[].Time', 'Entries[].Resources[]', 'Entries[].EventBusName'] },
};

const told = (input: unknown): string => {
  try {
    checkRequest(rules, 'PutEvents', input);
    return 'taken';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

test('tells every fault of a request at once, in the order of the model', () => {
  expect(() =>
    checkRequest({ service: 'stepfunctions', served: { StopExecution: [] } }, 'StopExecution', {
      error: 'x'.repeat(257),
    }),
  ).toThrow(
    "2 validation errors detected: Value null at 'executionArn' failed to satisfy constraint: Member must not be null; " +
      `Value '${'x'.repeat(257)}' at 'error' failed to satisfy constraint: Member must have length less than or equal to 256`,
  );
});

test('where values are hidden, so is one that has these words in it', () => {
  const input = { executionArn: 'a', error: `' at 'x' failed to satisfy constraint: ${'x'.repeat(257)}` };
  const hiding: RequestRules = { service: 'stepfunctions', hidesValues: true, served: { StopExecution: [] } };
  expect(() => checkRequest(hiding, 'StopExecution', input)).toThrow(
    /^1 validation error detected: Value at 'error' failed to satisfy constraint: Member must have length less than or equal to 256$/,
  );
});

test.each([
  [{ Entries: [{ Source: 'a', EventBusName: 'b' }], Unknown: 1 }, 'taken'],
  [{ Entries: [{ Source: null }] }, 'taken'],
  [{ Entries: 'a' }, 'SerializationException'],
  [{ Entries: [[]] }, 'SerializationException'],
  [{ Entries: [{ Source: {} }] }, 'SerializationException'],
  [{ Entries: [{ Resources: [1] }] }, 'SerializationException'],
  [{ Entries: [{ EventBusName: 'a b' }] }, 'ValidationException'],
  [{ Entries: [{ Detail: '{}' }] }, 'ValidationException'],
  [{}, 'ValidationException'],
])('%j: %s', (input, code) => {
  expect(told(input)).toBe(code);
});

test('an operation whose members are not listed is a fault of ours', () => {
  expect(() => checkRequest({ service: 'events', served: {} }, 'PutEvents', {})).toThrow(
    'no list of the members that are read: add it to `served`',
  );
  expect(() => checkRequest({ service: 'events', served: { Nope: [] } }, 'Nope', {})).toThrow('holds no events:Nope');
  expect(() => checkRequest({ service: 'nope', served: { Nope: [] } }, 'Nope', {})).toThrow('holds no nope');
});

/** Values of a shape, right and wrong in every way that a model speaks of. */
function valuesOf(model: Model, shape: Shape, depth = 0): fc.Arbitrary<unknown> {
  const wrong = fc.constantFrom<unknown>(null, 1, 1.5, true, '', 'x', 'x y', [], {}, [null], 'x'.repeat(300));
  const right = (): fc.Arbitrary<unknown> => {
    switch (shape.type) {
      case 'structure':
        return fc.record(
          Object.fromEntries(
            Object.entries(shape.members ?? {}).map(([name, { shape: below }]) => [
              name,
              valuesOf(model, shapeOf(model, below), depth + 1),
            ]),
          ),
          { requiredKeys: depth > 3 ? [] : [...(shape.required ?? [])] },
        );
      case 'list':
        return fc.array(valuesOf(model, shapeOf(model, shape.member?.shape ?? ''), depth + 1), { maxLength: 3 });
      case 'integer':
      case 'timestamp':
        return fc.integer({ min: -1, max: 200 });
      case 'boolean':
        return fc.boolean();
      case 'blob':
        return fc.constantFrom('e30=', 'e3', '');
      default:
        return shape.enum ? fc.constantFrom(...shape.enum) : fc.constantFrom('x', 'a.b', '123456789012');
    }
  };
  return fc.oneof({ arbitrary: right(), weight: 15 }, { arbitrary: wrong, weight: 1 });
}

test('the quick walk takes nothing that the slower checks refuse', () => {
  let taken = 0;
  for (const service of ['events', 'firehose', 'stepfunctions', 'athena']) {
    const model = modelOf(service);
    for (const [operation, name] of Object.entries(model.operations)) {
      const members = Object.keys(shapeOf(model, name).members ?? {});
      // Half of the members, some of which have others within.
      const served = members.filter((_, index) => index % 2 === 0).flatMap((member) => [member, `${member}[].Source`]);
      const quick = passes(model, shapeOf(model, name), '', served);
      fc.assert(
        fc.property(valuesOf(model, shapeOf(model, name)), (input) => {
          if (!quick(input)) return;
          taken += 1;
          // Another object each time, so that the slower checks are asked, not this walk.
          expect(() => checkRequest({ service, served: { [operation]: served } }, operation, input)).not.toThrow();
        }),
        { numRuns: 60, seed: 1 },
      );
    }
  }
  expect(taken).toBeGreaterThan(100);
});
