import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { SHIPPED_NEEDS } from '../../policies/fixtures/files';
import { readNeeds } from '../../policies/needs/needs-file';
import { readStack } from '../../terraform/read-stack';
import { synthesizeInto } from '../../terraform/test-support';
import { temporaryFolder } from '../test-support';
import { withPreamble } from './account/preamble';
import { Campaign } from './campaign';
import { page, PAGE, readPage } from './page';
import { bounded } from './scenarios/bounded';
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

/** A place by the permission that its request takes. */
const needOf = (place: string): string => {
  const [name = '', request = ''] = place.split(' ');
  return `${name} ${request.replace('ListObjectsV2', 'ListBucket')}`;
};

test('each request that functions need a right for is a place of the campaign', () => {
  const names = new Set(reached.map(({ place }) => place.split(' ')[0] ?? ''));
  const needs = (readNeeds(join(repositoryRoot(), SHIPPED_NEEDS))['dev'] ?? []).flatMap(
    ({ principal, action, via }) => {
      const name = principal.kind === 'role' && [...names].find((one) => principal.arn.endsWith(`-${one}`));
      return name !== false && name !== undefined && via === undefined ? [`${name} ${action}`] : [];
    },
  );
  const places = reached.map(({ place }) => place).filter((place) => !place.endsWith(' lambda:Invoke'));
  expect(new Set(needs).size).toBeGreaterThan(8);
  expect(new Set(places.map(needOf))).toEqual(new Set(needs));
});

// When this fails, `npm run chaos -- --bounded --write` writes the page anew.
test('the page has each fault and request that there is, and what came of those that are tried by npm test', () => {
  const said = readPage(text, reached);
  expect(bounded(enumerated(reached)).flatMap(({ id }) => (said.has(id) ? [] : [id]))).toEqual([]);
  expect(page(reached, said)).toBe(text);
});
