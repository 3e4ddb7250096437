import { permissionFlags } from './permissions';

const permitted = { read: ['/a', '/b'], write: ['/b'] };
const files = ['--allow-fs-read=/a', '--allow-fs-read=/b', '--allow-fs-write=/b'];

test.each([
  ['20', ['--experimental-permission'], ['--experimental-permission', ...files]],
  ['22', ['--experimental-permission', '--permission'], ['--permission', ...files]],
  ['24', ['--permission'], ['--permission', ...files]],
  ['26', ['--permission', '--allow-net'], ['--permission', ...files, '--allow-net']],
])('Node.js %s is started with its own flags', (_version, known, flags) => {
  expect(permissionFlags(permitted, new Set(known))).toEqual(flags);
});

test('a Node.js without the model runs no function', () => {
  expect(() => permissionFlags(permitted, new Set())).toThrow('has no permission model');
});
