import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../../local/test-support';
import { refuseForgotten } from './forgotten';

const { folder, remove } = temporaryFolder('forgotten');
afterAll(remove);

test('a file of settings that no list has is named, with the place of the list', () => {
  const write = (name: string, text: string) => writeFileSync(join(folder, 'environments', name), text);
  mkdirSync(join(folder, 'environments'));
  write('all.ts', '// In the order of promotion.\n\nexport const ENVIRONMENTS = { dev };\n');
  write('dev.ts', 'export const dev: Settings = {};\n');
  write('common.ts', 'export const common: Partial<Settings> = {};\n');
  expect(() => refuseForgotten({ dev: {} }, folder)).not.toThrow();
  write('staging.ts', 'export const staging: Settings = {};\n');
  write('qa.ts', 'export const qa: Settings = {};\n');
  expect(() => refuseForgotten({ dev: {} }, folder)).toThrow(
    'environments/all.ts:3: environments/qa.ts is not among ENVIRONMENTS; name it there.\n' +
      'environments/all.ts:3: environments/staging.ts is not among ENVIRONMENTS; name it there.',
  );
});
