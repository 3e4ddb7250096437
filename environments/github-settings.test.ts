import { githubPlaceholders, validGitHub } from './github-settings';

const repository = 'my-org/video.analytics';

test.each(['repo:my-org/video.analytics', 'repo:my-org@1/video.analytics@23'])('takes %s', (subjectPrefix) =>
  expect(validGitHub({ repository, subjectPrefix })).toEqual({ repository, subjectPrefix }),
);

test.each([
  'my-org/video.analytics',
  'repo:my-org/video-analytics',
  'repo:my-org/videoXanalytics',
  'repo:my-org/*',
  'repo:my-org/video.analytics:ref:refs/heads/main',
  'repo:my-org/video.analytics*',
  'repo:my-org@1/video.analytics',
  'repo:my-org/video.analytics@23',
  'repo:my-org@/video.analytics@',
  'repo:my-org@1x/video.analytics@23',
  'repo:other/video.analytics',
  'repo:OWNER/REPO',
  '',
])('refuses %j, which no token of the repository begins with', (subjectPrefix) =>
  expect(() => validGitHub({ repository, subjectPrefix })).toThrow(
    `environments/github.ts: subjectPrefix is ${JSON.stringify(subjectPrefix)}; write "repo:my-org/video.analytics" or`,
  ),
);

test.each(['video', 'https://github.com/my-org/video', 'my-org/', '*/*', '-x/y', 'a b/c'])(
  'refuses the repository %j',
  (name) =>
    expect(() => validGitHub({ repository: name, subjectPrefix: `repo:${name}` })).toThrow(
      `environments/github.ts: repository is ${JSON.stringify(name)}; write OWNER/REPO, as in its address.`,
    ),
);

test('says what is still as it came', () => {
  expect(githubPlaceholders({ repository: 'OWNER/REPO', subjectPrefix: 'repo:OWNER/REPO' })).toEqual([
    '  environments/github.ts: repository is "OWNER/REPO"; write your repository, and the subjectPrefix that its tokens have',
  ]);
  expect(githubPlaceholders({ repository, subjectPrefix: `repo:${repository}` })).toEqual([]);
});
