// Runs commands at the same time: `node scripts/parallel.mjs 'oxlint .' 'tsc --noEmit'`. The last one's output comes as it
// is written, that of the others whole when they end. Exit code 1 when any failed.
import { spawn } from 'node:child_process';

const commands = process.argv.slice(2);

function run(command, live) {
  const begun = performance.now();
  const child = spawn(command, { shell: true, stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (said += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (code) => {
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      console.error(`${said}${code === 0 ? '✓' : '✗'} ${command}  ${seconds} s`);
      resolve(code === 0);
    });
  });
}

const passed = await Promise.all(commands.map((command, index) => run(command, index === commands.length - 1)));
const failed = commands.filter((_, index) => !passed[index]);
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
