import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../user-error';
import { chromiumPath } from './chromium';

const folder = mkdtempSync(join(tmpdir(), 'chromium-'));
const program = join(folder, 'chromium-browser');
writeFileSync(program, '');
chmodSync(program, 0o755);
afterAll(() => rmSync(folder, { recursive: true }));

test('takes what CHROMIUM names, else what lies on the path', () => {
  expect(chromiumPath({ CHROMIUM: program, PATH: '' })).toBe(program);
  expect(chromiumPath({ PATH: `:/nowhere:${folder}` })).toBe(program);
});

test('fails in one line when there is none: a check that could not run has not passed', () => {
  expect(() => chromiumPath({ CHROMIUM: `${program}-2`, PATH: folder })).toThrow(UserError);
  expect(() => chromiumPath({ CHROMIUM: `${program}-2` })).toThrow(
    /^CHROMIUM is .*-2, which is no program: give the path/,
  );
});
