import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const { INPUT_SARIF_FILE, INPUT_TOKEN, GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_SHA, GITHUB_REF } = process.env;
const text = readFileSync(INPUT_SARIF_FILE, 'utf8');
const { version, runs } = JSON.parse(text);
if (version !== '2.1.0' || !Array.isArray(runs)) throw new Error(`${INPUT_SARIF_FILE} is no SARIF 2.1.0.`);
// https://docs.github.com/en/rest/code-scanning/code-scanning#upload-an-analysis-as-sarif-data
const answer = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/code-scanning/sarifs`, {
  method: 'POST',
  headers: { authorization: `token ${INPUT_TOKEN}`, 'content-type': 'application/json' },
  body: JSON.stringify({ commit_sha: GITHUB_SHA, ref: GITHUB_REF, sarif: gzipSync(text).toString('base64') }),
});
if (!answer.ok) throw new Error(`Code scanning answers ${answer.status}: ${await answer.text()}`);
console.log(`${runs.length} runs of findings told`);
