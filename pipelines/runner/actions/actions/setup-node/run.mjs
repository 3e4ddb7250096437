import { appendFileSync, readFileSync } from 'node:fs';

const { INPUT_NODE_VERSION_FILE, GITHUB_OUTPUT } = process.env;
const asked = readFileSync(INPUT_NODE_VERSION_FILE, 'utf8').trim();
console.log(`Asked for Node.js ${asked}; the tests' own is used: ${process.version}`);
appendFileSync(GITHUB_OUTPUT, `node-version=${process.version}\n`);
