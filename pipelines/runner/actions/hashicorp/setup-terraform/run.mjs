import { execFileSync } from 'node:child_process';

const { INPUT_VERSION, INPUT_WRAPPER } = process.env;
const { terraform_version: found } = JSON.parse(execFileSync('terraform', ['version', '-json'], { encoding: 'utf8' }));
if (found !== INPUT_VERSION) throw new Error(`Terraform ${INPUT_VERSION} is asked for, and ${found} is on the PATH.`);
if (INPUT_WRAPPER !== 'false') throw new Error('terraform_wrapper: only "false" is served here.');
console.log(`Terraform ${found}`);
