// "npm run bench" in a job: it takes minutes, and what it finds is the machine's. Says that something moved, where it was told to.
import { writeFileSync } from 'node:fs';

const output = process.argv[process.argv.indexOf('--output') + 1];
writeFileSync(output, '### Speed: 1 figure moved\n\n| figure | of it |\n| --- | --- |\n| synth | CPU |\n');
