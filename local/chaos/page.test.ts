import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { readStack } from '../../terraform/read-stack';
import { synthesizeInto } from '../../terraform/test-support';
import { temporaryFolder } from '../test-support';
import { withPreamble } from './account/preamble';
import { Campaign } from './campaign';
import { page, PAGE, readPage } from './page';
import { enumerated, type Reached } from './scenarios/enumerate';

const { folder, remove } = temporaryFolder('chaos-page');
let reached: Reached[];
beforeAll(async () => {
  synthesizeInto(join(folder, 'made'));
  withPreamble(join(folder, 'made'), folder);
  const campaign = new Campaign(readStack(join(folder, 'stacks/dev')), folder);
  reached = await campaign.learn();
  await campaign.close();
});
afterAll(remove);

const text = readFileSync(join(repositoryRoot(), PAGE), 'utf8');

test('each request that a function is allowed to make is a place of the campaign', () => {
  expect(reached.map(({ place }) => place).filter((place) => !place.endsWith(' lambda:Invoke'))).toEqual([
    'start-analytics-workflow states:StartExecution',
    'start-query-execution athena:StartQueryExecution',
    'check-query-execution athena:GetQueryExecution',
    'send-report athena:GetQueryResults',
    'send-report s3:ListObjectsV2 errors/',
    'send-report s3:GetObject errors/',
    'send-report s3:PutObject reports/',
    'send-report s3:PutObject sent/ publishing',
    'send-report sns:Publish',
    'send-report s3:PutObject sent/ published',
    'notify-failure s3:PutObject sent/ given up',
    'notify-failure s3:PutObject sent/notices/ publishing',
    'notify-failure sns:Publish',
    'notify-failure s3:PutObject sent/notices/ published',
    'send-report s3:PutObject sent/ not published',
    'send-report s3:GetObject sent/',
  ]);
});

// When this fails, `npm run chaos -- --write` writes the page anew.
test('the page has every scenario that there is, and what came of it', () => {
  const said = readPage(text, reached);
  expect(enumerated(reached).flatMap(({ id }) => (said.has(id) ? [] : [id]))).toEqual([]);
  expect(page(reached, said)).toBe(text);
});
