import { readFileSync } from 'node:fs';

const { INPUT_SUBJECT_CHECKSUMS, INPUT_SBOM_PATH, GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN } = process.env;
const { ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN } = process.env;

const subject = readFileSync(INPUT_SUBJECT_CHECKSUMS, 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => {
    const [, sha256, name] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
    if (!sha256) throw new Error(`${INPUT_SUBJECT_CHECKSUMS}: ${line} is no line of sha256sum's.`);
    return { name, digest: { sha256 } };
  });
if (subject.length === 0) throw new Error(`${INPUT_SUBJECT_CHECKSUMS} names nothing.`);
if (INPUT_SBOM_PATH && JSON.parse(readFileSync(INPUT_SBOM_PATH, 'utf8')).bomFormat !== 'CycloneDX') {
  throw new Error(`${INPUT_SBOM_PATH} is no SBOM of CycloneDX: no other is served here.`);
}
const predicateType = INPUT_SBOM_PATH ? 'https://cyclonedx.org/bom' : 'https://slsa.dev/provenance/v1';

const asked = await fetch(`${ACTIONS_ID_TOKEN_REQUEST_URL}&audience=sigstore`, {
  headers: { authorization: `bearer ${ACTIONS_ID_TOKEN_REQUEST_TOKEN}` },
});
if (!asked.ok) throw new Error(`No identity token: ${await asked.text()}`);
const { value: token } = await asked.json();
const kept = await fetch(`${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/attestations`, {
  method: 'POST',
  headers: { authorization: `token ${GITHUB_TOKEN}` },
  body: JSON.stringify({ token, statement: { subject, predicateType } }),
});
if (!kept.ok) throw new Error(`Not kept: ${await kept.text()}`);
console.log(`Attested as ${predicateType}: ${subject.map(({ name }) => name).join(', ')}`);
