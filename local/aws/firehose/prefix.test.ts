import { evaluatePrefix } from './prefix';

const values = {
  time: new Date('2026-03-01T08:09:10Z'),
  randomString: 'abcdefghijk',
  errorOutputType: 'format-conversion-failed',
};

test.each([
  ['events/dt=!{timestamp:yyyy-MM-dd}/', 'events/dt=2026-03-01/'],
  ["!{timestamp:'year='yyyy'/month='MM'/'dd}/!{firehose:random-string}/", 'year=2026/month=03/01/abcdefghijk/'],
  [
    'errors/!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/',
    'errors/format-conversion-failed/dt=2026-03-01/',
  ],
  ['!{timestamp:yy/M/d/H/m/s}', '26/3/1/8/9/10'],
  ['plain/', 'plain/2026/03/01/08/'],
  ['', '2026/03/01/08/'],
])('%s is %s', (prefix, expected) => expect(evaluatePrefix(prefix, values)).toBe(expected));

test.each(['!{timestamp:EEE}/', '!{nope:x}/', '!{firehose:nope}/'])('%s is refused', (prefix) => {
  expect(() => evaluatePrefix(prefix, values)).toThrow(/cannot be evaluated here|is not read here/);
});

test('the kind of error is known only below an error prefix', () => {
  const { errorOutputType: _, ...normal } = values;
  expect(() => evaluatePrefix('x/!{firehose:error-output-type}/', normal)).toThrow('cannot be evaluated');
});
