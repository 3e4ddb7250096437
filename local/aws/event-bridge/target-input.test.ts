import fc, { character } from '../../../scripts/jest/properties';
import { type Block } from '../../../terraform/stack';
import { blockOf } from '../shared/test-support';
import { readTargetInput } from './target-input';
import { event, paths, templates } from './truth/templates';

const target = (values: Block['values']) =>
  blockOf('aws_cloudwatch_event_target', { target_id: 't', arn: 'arn:aws:sqs:eu-west-1:000000000000:q', ...values });
const rule = { name: 'r', arn: 'arn:aws:events:eu-west-1:000000000000:rule/r' };
const transformed = (input_template: string, input_paths: Record<string, string> = paths) =>
  target({ input_transformer: { input_template, input_paths } });
const delivered = (block: Block, one: object = event) =>
  readTargetInput(block)(one as typeof event, rule, '2026-11-01T08:00:00.000Z');

test.each(templates)('$says', ({ template, delivered: expected, invalid, detail = event.detail, unnamed }) => {
  const filled = () => delivered(transformed(template, unnamed ? {} : paths), { ...event, detail });
  if (invalid === undefined) expect(filled()).toBe(expected);
  else expect(filled).toThrow(expect.objectContaining({ name: 'InvalidInput', input: invalid }));
});

test('without a transformer a target gets the event, a part of it, or a constant', () => {
  expect(delivered(target({}))).toBe(JSON.stringify(event));
  expect(delivered(target({ input_path: '$.detail.payload.sf_id' }))).toBe('"baz"');
  expect(delivered(target({ input: '{"a": 1}' }))).toBe('{"a": 1}');
  // Recorded: radkawar/stackd at 9dc356f, testdata/aws/eventbridge/inputs.json.
  expect(delivered(target({ input_path: '$.detail.missing' }))).toBe('{}');
  expect(delivered(target({ input_path: '$.detail.nothing' }), { detail: { nothing: null } })).toBe('{}');
  expect(delivered(target({ input_path: '$.detail.slash/key' }), { detail: { 'slash/key': 'slash' } })).toBe('"slash"');
});

test.each([
  [
    { input: '{}', input_path: '$.detail' },
    'Only one of Input, InputPath, or InputTransformer must be provided for target t.',
  ],
  [{ input: 'no' }, 'input must be JSON'],
  [{ input_path: '$.detail[*]' }, '$.detail[*] is not served here'],
  ...["$['detail']['text']", '$["detail"]["text"]', "$.detail['dot.key']", '$..text', '$.detail.array[-1]'].map(
    (input_path): [Block['values'], string] => [{ input_path }, 'InputPath for target t is invalid.'],
  ),
  ...['$.detail.array[0:2]', 'detail.text', '$.detail.object.*'].map((input_path): [Block['values'], string] => [
    { input_path },
    'InputPath for target t is invalid.',
  ]),
  ...(
    [
      ['"<none>"', 'InputTemplate for target t contains invalid placeholder none.'],
      ['<one> item', 'the template <one> item is not served here'],
      ['{"a": <one>', 'is not served here'],
      ['["<one>"]', 'is not served here'],
      ['{"a": "<aws.events.event.json>"}', '<aws.events.event.json> can only be the value of a JSON field'],
      ['{"<one>": 1}', 'InputTemplate placeholder present as a JSON object key for target t.'],
      ['{"a": [{"b <one>": 1}]}', 'InputTemplate placeholder present as a JSON object key for target t.'],
      ['{<one>: 1}', 'is not served here'],
      [
        '"<aws.events.event>"',
        'InputTemplate for target t contains placeholder aws.events.event valid only for JSON template.',
      ],
    ] as const
  ).map(([input_template, why]): [Block['values'], string] => [
    { input_transformer: { input_template, input_paths: { one: '$.id' } } },
    why,
  ]),
  [{ input_transformer: { input_template: '""', input_paths: { AWSX: '$.id' } } }, 'AWSX begins with AWS'],
  [{ input_transformer: { input_template: '""', input_paths: { 'a.b': '$.id' } } }, 'a.b must match'],
] as [Block['values'], string][])('%j is refused before anything runs', (values, why) => {
  expect(() => readTargetInput(target(values))).toThrow(why);
});

test.each([
  [{ detail: { a: null } }, '<v> is null'],
  [{ detail: { a: ['"'] } }, 'is not vouched for here'],
])('what AWS makes of %j is not known: nothing is delivered, and it says why', (one, why) => {
  expect(() => delivered(transformed('"<v>"', { v: '$.detail.a' }), one)).toThrow(why);
});

test('whatever an event holds, a JSON template that is delivered is JSON', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: character }), fc.jsonValue()), (drawn) => {
      // As it arrives in an event: JSON.stringify() writes -0 as 0.
      const value = JSON.parse(JSON.stringify(drawn)) as unknown;
      let text: string;
      try {
        text = delivered(transformed('{"a": <v>, "b": "x <v>"}', { v: '$.detail.a' }), { detail: { a: value } });
      } catch (error) {
        expect((error as Error).name).toMatch(/^(UnfilledTemplate|InvalidInput)$/);
        return;
      }
      expect(JSON.parse(text)).toEqual({ a: value, b: expect.stringMatching(/^x /) as string });
    }),
  );
});
