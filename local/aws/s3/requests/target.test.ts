import { targetOf } from './target';

test('paths hold a bucket and a key, percent-encoded', () => {
  expect(targetOf('/b/dt%3D2026-10-01/a%20b//c')).toEqual({ bucket: 'b', key: 'dt=2026-10-01/a b//c' });
  expect(targetOf('/b/')).toEqual({ bucket: 'b' });
  expect(targetOf('/')).toEqual({});
});

test('dots are letters of a key, not a way', () => {
  expect(targetOf('/b/../other/k')).toEqual({ bucket: 'b', key: '../other/k' });
  expect(targetOf('/b/x/./%2e%2E/y')).toEqual({ bucket: 'b', key: 'x/./../y' });
});

test('a key of 1,024 bytes is the longest', () => {
  expect(targetOf(`/b/${'%C3%A9'.repeat(512)}`).key).toHaveLength(512);
  expect(() => targetOf(`/b/${'%C3%A9'.repeat(512)}a`)).toThrow(
    expect.objectContaining({ code: 'KeyTooLongError', fields: { Size: '1025', MaxSizeAllowed: '1024' } }),
  );
});
