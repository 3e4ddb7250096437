import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { scratchCheckout } from '../../scripts/files/scratch-checkout';
import { synthesizeFor } from '../../terraform/test-support';
import { temporaryFolder } from '../test-support';

/**
 * For tests: `npm start` as a person meets it, a process of its own with its output and its exit code, in a checkout of its
 * own, set as the repository came.
 * @param synthesized as it is for who starts once more: it then has nothing to synthesize
 */
export function startProcesses(name: string, { synthesized = true } = {}) {
  const { folder, remove } = temporaryFolder(name);
  const checkout = join(folder, 'checkout');
  const outdir = join(folder, 'cdktf.out');
  scratchCheckout(checkout);
  if (synthesized) synthesizeFor(checkout, outdir);
  const children = new Set<ChildProcess>();

  function start(args: readonly string[], command: readonly string[] = ['node', 'scripts/run.mjs', 'local/cli.ts']) {
    const [program = 'node', ...first] = command;
    const child = spawn(program, [...first, ...args], {
      cwd: checkout,
      // Its own .local, beside it: the user's runs are not in the way.
      env: { ...process.env, CDKTF_OUTDIR: outdir, INIT_CWD: folder, NO_COLOR: '1' },
    });
    children.add(child);
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    return { child, said, ended };
  }

  async function run(args: readonly string[], input = '', command?: readonly string[]) {
    const { child, said, ended } = start(args, command);
    child.stdin.end(input);
    const code = await ended;
    return { code, ...said };
  }

  const end = (): void => {
    for (const child of children) child.kill('SIGKILL');
    remove();
  };
  return { folder, checkout, outdir, start, run, end };
}
