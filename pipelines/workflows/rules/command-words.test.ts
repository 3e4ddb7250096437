import { commandWords } from './command-words';

test.each<[string, string[]]>([
  [
    'node "$RUNNER_TEMP/program/program.cjs" plan --env "$ENVIRONMENT" --out "$RUNNER_TEMP/plan"',
    ['node "$RUNNER_TEMP/program/program.cjs"'],
  ],
  [
    'node "$RUNNER_TEMP/program/program.cjs" apply \\\n  --commit "$SHA" &\napply=$!\nwait "$apply" || code=$?',
    ['node "$RUNNER_TEMP/program/program.cjs"', 'wait'],
  ],
  ['node scripts/run.mjs pipelines/main.ts plan', ['node scripts/run.mjs']],
  ['npm ci --ignore-scripts', ['npm']],
  ['echo a && npx jest; X=1 make | tee "$FILE"', ['echo', 'npx', 'make', 'tee']],
  ['file=$(curl https://x) # all', ['curl']],
  ['echo "of $(npm ci) or `yarn`"', ['echo', 'npm', 'echo', 'of', 'or', 'yarn']],
  ['trap \'heard=1; kill -s INT "$apply" || true\' INT\n# npm\nexit 1', ['trap', 'exit']],
  ['if [ -f "$A" ]; then x=(--b "$A"); fi\nwhile [ "$h" = 1 ]; do wait; done', ['[', 'fi', '[', 'wait', 'done']],
  ['case $code in\n  0) echo a ;;\n  *) exit "$code" ;;\nesac', ['case', 'echo', 'exit', 'esac']],
  ['found=${found%% *}\nfound=$(sha256sum < "$file")', ['sha256sum']],
])('%j', (script, words) => expect([...new Set(commandWords(script))].sort()).toEqual([...new Set(words)].sort()));
