import { shippedTexts } from '../workflows/shipped';
import { parseFiles } from '../workflows/files';
import { endsOf } from './durations';

const files = parseFiles(shippedTexts());

test('jobs that wait for each other add up, those that do not run side by side', () => {
  const ends = endsOf(files, '.github/workflows/pull-request.yml', {
    ...{ changes: 10, 'build.build': 40, 'synth.synth': 45, 'prove.prove': 300, 'prove.code-scanning': 20 },
    ...{ compare: 60, plan: 30, comment: 8, result: 9 },
  });
  expect(ends.get('comment')).toBe(10 + 45 + 30 + 8);
  expect(ends.get('result')).toBe(10 + 300 + 20 + 9);
});

test('a job that a job calls begins when what its caller waits for has ended', () => {
  const ends = endsOf(files, '.github/workflows/deploy.yml', {
    ...{ changes: 10, 'build.build': 40, 'prove.prove': 300, 'dev.protection': 9, 'dev.plan': 30, 'dev.apply': 60 },
    ...{ 'dev.verify': 50, 'prod.plan': 30, 'prod.apply': 60, 'prod.verify': 50 },
  });
  expect(ends.get('dev.apply')).toBe(10 + 300 + 30 + 60);
  expect(ends.get('prod.verify')).toBe(10 + 300 + 2 * (30 + 60 + 50));
});
