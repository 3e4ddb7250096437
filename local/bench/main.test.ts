import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runEntry } from '../../scripts/programs/run-entry';

jest.setTimeout(120_000);

const outdir = mkdtempSync(join(tmpdir(), 'bench-test-'));
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

/** Of a process of its own, as a person runs it. */
const bench = (args: readonly string[], variables: Readonly<Record<string, string>> = {}) =>
  runEntry(['local/bench/main.ts', ...args], {
    keep: ['stdout', 'stderr'],
    variables: { CDKTF_OUTDIR: outdir, ...variables },
  });

// Elsewhere nobody tells the memory of several processes.
const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('requests and executions are told beside a server that stores their bytes', async () => {
  const { code, said } = await bench(['--only', 'gets,executions', '--executions', '20', '--runs', '1']);
  expect([code, said]).toEqual([0, expect.any(String)]);
  const rows = said.split('\n').filter((line) => / ms|–$/.test(line));
  expect(rows.map((row) => /^ *\S+(?: \S+)*/.exec(row)?.[0])).toEqual([
    '1,000 gets of 1 KiB',
    '  to a bare server',
    '20 executions of four states',
    '  to a bare server',
  ]);
  expect(rows[3]).toMatch(/^ {2}to a bare server +\d+\.\d\dx \(\d+\.\d\dx–\d+\.\d\dx\) of \d+ ms /);
});

onLinux('a commit that is not there is told in one line', async () => {
  const { code, said } = await bench(['--against', 'no-such-commit']);
  expect([code, said]).toEqual([
    1,
    '--against no-such-commit: git knows no such commit; name a branch, a tag or a SHA that was fetched.\n',
  ]);
});

onLinux('without Python, peers are refused in one line', async () => {
  const { code, said } = await bench(['--peers'], { PATH: '/nowhere' });
  expect([code, said]).toEqual([
    1,
    'npm run bench -- --peers needs Python 3.11 or newer, of which there is none here.\n',
  ]);
});
