import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { opener, openPage } from './open-page';
import { temporaryFolder } from '../../test-support';

const { folder, remove } = temporaryFolder('open');
afterAll(remove);

test('each system opens a file by its own program; without a display there is none', () => {
  expect(opener('darwin', {})).toEqual(['open']);
  expect(opener('win32', {})).toEqual(['cmd', '/c', 'start', '']);
  expect(opener('linux', { DISPLAY: ':0' })).toEqual(['xdg-open']);
  expect(opener('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['xdg-open']);
  expect(opener('linux', { DISPLAY: '' })).toBeUndefined();
});

test('opens the page, with the file as it is named', async () => {
  const told = join(folder, 'told');
  writeFileSync(
    join(folder, 'xdg-open'),
    `#!/bin/sh\nprintf %s "$1" > '${told}.part' && mv '${told}.part' '${told}'\n`,
  );
  chmodSync(join(folder, 'xdg-open'), 0o755);
  const env = { PATH: `${folder}:${process.env['PATH']}`, DISPLAY: ':0' };
  expect(await openPage('/a folder/report.html', 'linux', env)).toBe(true);
  while (!existsSync(told)) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(readFileSync(told, 'utf8')).toBe('/a folder/report.html');
});

test('says so when there is no display, or no such program', async () => {
  expect(await openPage('/report.html', 'linux', { PATH: folder })).toBe(false);
  expect(await openPage('/report.html', 'linux', { PATH: join(folder, 'nothing'), DISPLAY: ':0' })).toBe(false);
});
