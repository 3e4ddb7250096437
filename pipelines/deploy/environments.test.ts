import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from './environments';
import { FOLDERS } from '../shared/folders';

const folder = mkdtempSync(join(tmpdir(), 'environments-'));
const folders = { ...FOLDERS, stacks: join(folder, 'stacks') };
afterEach(() => jest.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true }));

test('names the environments in the order of promotion, for a matrix', async () => {
  await expect(main([], folders)).rejects.toThrow('environments.json is not there: run "npm run synth" first.');
  mkdirSync(folders.stacks);
  writeFileSync(join(folder, 'environments.json'), '["qa","dev"]\n');
  let said = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((said += String(text))));
  const { GITHUB_OUTPUT: file } = process.env;
  delete process.env['GITHUB_OUTPUT'];
  try {
    await expect(main([], folders)).resolves.toBe(0);
  } finally {
    if (file !== undefined) process.env['GITHUB_OUTPUT'] = file;
  }
  expect(said).toBe('environments=["qa","dev"]\n');
});
