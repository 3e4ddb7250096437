import { appendFileSync } from 'node:fs';

const { INPUT_ROLE, INPUT_REGION, INPUT_ACCOUNTS, INPUT_AUDIENCE, INPUT_SECONDS, INPUT_SESSION } = process.env;
const { ACTIONS_ID_TOKEN_REQUEST_URL, ACTIONS_ID_TOKEN_REQUEST_TOKEN, AWS_ENDPOINT_URL, GITHUB_ENV } = process.env;

// https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
const asked = await fetch(`${ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${encodeURIComponent(INPUT_AUDIENCE)}`, {
  headers: { authorization: `bearer ${ACTIONS_ID_TOKEN_REQUEST_TOKEN}` },
});
if (!asked.ok) throw new Error(`It looks like you might be trying to authenticate with OIDC: ${await asked.text()}`);
const { value } = await asked.json();
const form = {
  Action: 'AssumeRoleWithWebIdentity',
  Version: '2011-06-15',
  RoleArn: INPUT_ROLE,
  RoleSessionName: INPUT_SESSION,
  DurationSeconds: INPUT_SECONDS,
  WebIdentityToken: value,
};
const answer = await fetch(AWS_ENDPOINT_URL, { method: 'POST', body: new URLSearchParams(form) });
const text = await answer.text();
const field = (name) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? '';
if (!answer.ok) throw new Error(`Could not assume role with OIDC: ${field('Message')}`);
const account = field('Arn').split(':')[4];
if (INPUT_ACCOUNTS !== '' && !INPUT_ACCOUNTS.split(',').includes(account)) {
  throw new Error(`The account ID of the provided credentials (${account}) does not match: ${INPUT_ACCOUNTS}`);
}
const session = {
  AWS_REGION: INPUT_REGION,
  AWS_DEFAULT_REGION: INPUT_REGION,
  AWS_ACCESS_KEY_ID: field('AccessKeyId'),
  AWS_SECRET_ACCESS_KEY: field('SecretAccessKey'),
  AWS_SESSION_TOKEN: field('SessionToken'),
};
console.log(`::add-mask::${session.AWS_SECRET_ACCESS_KEY}`);
for (const [name, one] of Object.entries(session)) appendFileSync(GITHUB_ENV, `${name}=${one}\n`);
console.log(`Assumed ${field('Arn')}`);
