import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../local/test-support';
import { main } from './tool';

test('a step is told program and version', async () => {
  const { folder, remove } = temporaryFolder('tool-command');
  let printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((printed += String(text)), true));
  try {
    writeFileSync(join(folder, '.opentofu-version'), '1.10.7\n');
    expect(await main([], folder)).toBe(0);
    expect(printed).toBe('program=tofu\nversion=1.10.7\n');
  } finally {
    jest.restoreAllMocks();
    remove();
  }
});
