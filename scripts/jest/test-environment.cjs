// The variables that tests see: what they need of the machine, and nothing of who runs them. A runner of GitHub's has
// files that a step writes to, a terminal asks for colours, a person has an AWS profile: no test's outcome, and nothing
// that a test writes, may depend on these. Required by Jest's configurations, before any worker starts.
const KEPT = [
  // Where programs and temporary files are.
  /^(PATH|HOME|TMPDIR|TMP|TEMP|LD_LIBRARY_PATH)$/i,
  // Windows runs nothing without these.
  /^(SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|USERPROFILE|APPDATA|LOCALAPPDATA)$/i,
  // How Node.js, npm and Jest run.
  /^(NODE_.+|npm_.+|JEST_.+)$/,
  // What a person asks of the properties (scripts/jest/properties.ts).
  /^FAST_CHECK_SEED$/,
];
const SET = {
  NO_COLOR: '1',
  CHECKPOINT_DISABLE: '1',
  // The AWS SDK warns about Node.js 20 in every worker; the README recommends another once.
  NODE_NO_WARNINGS: '1',
  // Far from UTC, with a half hour and a summer time: what counts days by the machine's zone fails here.
  TZ: 'America/St_Johns',
};

for (const name of Object.keys(process.env)) {
  if (!KEPT.some((kept) => kept.test(name))) delete process.env[name];
}
Object.assign(process.env, SET);
