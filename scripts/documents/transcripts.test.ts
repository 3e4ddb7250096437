import { shortened, withTranscript } from './transcripts';

test('the block below the comment of a command is replaced, and no other', () => {
  const before =
    '# A\n\n```\nfirst\n```\n\n<!-- npm run transcripts: npm start -->\n\n```\nold\nlines\n```\n\n```\nlast\n```\n';
  const after = withTranscript(before, 'npm start', 'new $& line\n');
  expect(after).toBe(before.replace('old\nlines', () => 'new $& line'));
  expect(withTranscript(after, 'npm start', 'new $& line\n')).toBe(after);
});

test('a document without the comment, or without the block, is told', () => {
  expect(() => withTranscript('```\nx\n```\n', 'npm start', '')).toThrow('"<!-- npm run transcripts: npm start -->"');
  expect(() => withTranscript('<!-- npm run transcripts: npm start -->\n\n```\nx', 'npm start', '')).toThrow(
    'There is no block of code below',
  );
});

test('long lists and links are shortened', () => {
  const said =
    'Top formats\n  events  format\n  51  hls\n  26  dash\n   9  mp4\n\nTop videos\n  events  video\n   1. 3 v1\n   2. 2 v2\n\nhttp://x/y.html?X-Amz-Date=1&b=2\n';
  expect(shortened(said)).toBe(
    'Top formats\n  events  format\n  51  hls\n  … 2 more …\n\nTop videos\n  events  video\n   1. 3 v1\n   2. 2 v2\n\nhttp://x/y.html?X-Amz-…\n',
  );
});
