import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Block, type Stack } from '../../../terraform/stack';
import { temporaryFolder } from '../../test-support';
import { archiveOf, unpackFunction } from './package';

const { folder, remove } = temporaryFolder('package');
afterAll(remove);

const bundle = join(folder, 'bundles/f/index.mjs');
mkdirSync(join(folder, 'bundles/f'), { recursive: true });
writeFileSync(bundle, 'export const handler = 1;\n');

const block = (kind: Block['kind'], type: string, values: Block['values']): Block => ({
  kind,
  type,
  name: 'f',
  address: `${kind === 'data' ? 'data.' : ''}${type}.f`,
  values,
});
const lambda = block('resource', 'aws_lambda_function', { function_name: 'f', filename: 'zips/f.zip' });
const stack = (archive: Block['values']): Stack => ({
  name: 'dev',
  folder: join(folder, 'stacks/dev'),
  accountId: '000000000000',
  region: 'eu-west-1',
  blocks: [lambda, block('data', 'archive_file', archive)],
  outputs: {},
});
const archive = { type: 'zip', source_file: '../../bundles/f/index.mjs', output_path: 'zips/f.zip' };

const folders = (run: string) => ({ run: join(folder, run), code: join(folder, `${run}-code`) });

test('what runs is what was zipped, and the zip follows from the bytes alone', () => {
  const task = unpackFunction(archiveOf(stack(archive), lambda), 'f', folders('one'));
  expect(readFileSync(join(task, 'index.mjs'))).toEqual(readFileSync(bundle));
  utimesSync(bundle, new Date(0), new Date(0));
  unpackFunction(archiveOf(stack(archive), lambda), 'f', folders('two'));
  expect(readFileSync(join(folder, 'two/zips/f.zip'))).toEqual(readFileSync(join(folder, 'one/zips/f.zip')));
});

test.each([
  [{ ...archive, output_path: 'zips/g.zip' }, 'filename zips/f.zip is the output_path of no archive_file'],
  [{ ...archive, source_file: '../../bundles/g/index.mjs' }, 'bundles/g/index.mjs is missing: run "npm run synth"'],
  [{ ...archive, type: 'tar' }, 'type must be zip'],
])('%j is told before anything runs', (values, message) => {
  expect(() => archiveOf(stack(values), lambda)).toThrow(message);
});
