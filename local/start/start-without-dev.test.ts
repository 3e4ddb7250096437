import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inputsDigest, recordSynthesis } from '../../scripts/programs/current-synthesis';
import { startProcesses } from './start-process';

jest.setTimeout(120_000);

const { checkout, outdir, run, end } = startProcesses('start-without-dev');
afterAll(end);

test('without an environment dev, npm start takes the first one, and says so', async () => {
  for (const name of ['dev', 'bootstrap-dev']) rmSync(join(outdir, 'stacks', name), { recursive: true });
  const left = readdirSync(outdir, { recursive: true, encoding: 'utf8' });
  const files = left.filter((name) => statSync(join(outdir, name)).isFile());
  recordSynthesis(outdir, inputsDigest(checkout), files, 'shipped', checkout);
  const { out, err } = await run(['--events', '-'], '{"id":"1","userId":"1","timestamp":"2026-10-01T10:00:00Z"}\n');
  expect(err).toContain('There is no environment dev: this is about prod, the first of prod.');
  expect(out).toMatch(/^Video analytics October 2026: 1 event \(prod-blog\)$/m);
});
