// `npm ci` of a job: packages are linked one by one, so that what is cached beside them is the job's own.
import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const { STAND_IN_CHECKOUT, STAND_IN_INSTALLS, GITHUB_JOB } = process.env;
const args = process.argv.slice(2);
const served = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];
const unknown = args.filter((arg) => !served.includes(arg));
if (unknown.length > 0) throw new Error(`npm ci ${unknown.join(' ')}: not served here.`);
if (!args.includes('--ignore-scripts')) throw new Error('npm ci without --ignore-scripts: not served here.');
const lock = readFileSync('package-lock.json', 'utf8');
if (lock !== readFileSync(join(STAND_IN_CHECKOUT, 'package-lock.json'), 'utf8')) {
  throw new Error("The lock is not that of the checkout that runs the tests: its packages can't be linked.");
}
const from = join(STAND_IN_CHECKOUT, 'node_modules');
rmSync('node_modules', { recursive: true, force: true });
mkdirSync('node_modules');
for (const name of readdirSync(from)) {
  if (name === '.cache') continue;
  if (name === '.package-lock.json') cpSync(join(from, name), join('node_modules', name));
  else symlinkSync(join(from, name), join('node_modules', name));
}
const count = Object.keys(JSON.parse(lock).packages).length - 1;
appendFileSync(STAND_IN_INSTALLS, `${JSON.stringify({ job: GITHUB_JOB, packages: count })}\n`);
console.log(`added ${count} packages`);
