import fc from 'fast-check';
import { fillTemplate } from './input-transformer';

test.each([
  ['"<name> ended as <status>."', '"monthly-dev ended as FAILED."'],
  ['"a <name>"\n"b <status>"', '"a monthly-dev"\n"b FAILED"'],
  ['{"status": <status>, "detail": <detail>, "gone": <gone>}', '{"status": "FAILED", "detail": {"n":1}, "gone": null}'],
  ['{"text": "\\"<name>\\" <detail> <gone>"}', '{"text": "\\"monthly-dev\\" {\\"n\\":1} "}'],
  ['"<unknown>"', '"<unknown>"'],
])('%s', (template, expected) => {
  const values = { name: 'monthly-dev', status: 'FAILED', detail: { n: 1 }, gone: undefined };
  expect(fillTemplate(template, values)).toBe(expected);
});

test('whatever the event holds, a JSON template stays JSON', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      expect(JSON.parse(fillTemplate('{"a": <v>, "b": "x <v>"}', { v: value }))).toEqual({ a: value, b: `x ${value}` });
    }),
  );
});
