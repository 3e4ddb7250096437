import { copyRangeOf, rangeOf } from './range';

// localstack/localstack tests/aws/services/s3/test_s3_api.py test_get_object_range, recorded on AWS on 2026-02-21
test.each([
  ['bytes=0-8', { start: 0, end: 8 }],
  ['bytes=1-1', { start: 1, end: 1 }],
  ['bytes=1-0', undefined],
  ['bytes=1-', { start: 1, end: 9 }],
  ['bytes=-1-', undefined],
  ['bytes=-2', { start: 8, end: 9 }],
  ['bytes=-15', { start: 0, end: 9 }],
  ['bytes=0-100', { start: 0, end: 9 }],
  ['bytes=0--1', undefined],
  ['bytes=0-1,3-4,7-9', undefined],
  ['0-9', undefined],
  ['bytes=-', undefined],
  [undefined, undefined],
])('range %s of 10 bytes', (header, expected) => {
  expect(rangeOf(header, 10)).toEqual(expected);
});

test.each(['bytes=-0', 'bytes=100-200'])('range %s of 10 bytes holds none', (header) => {
  const fields = { ActualObjectSize: '10', RangeRequested: header };
  expect(() => rangeOf(header, 10)).toThrow(expect.objectContaining({ code: 'InvalidRange', status: 416, fields }));
});

test.each(['0-8', 'bytes=1-0', 'bytes=1-', 'bytes=-2', 'bytes=0-1,3-4', 'bytes=0-100', 'bytes=100-200'])(
  'a copy of %s of 10 bytes is refused',
  (header) => {
    expect(() => copyRangeOf(header, 10)).toThrow(expect.objectContaining({ status: 400 }));
  },
);
