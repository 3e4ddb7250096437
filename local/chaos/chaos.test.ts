import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { SHIPPED_NEEDS } from '../../policies/fixtures/files';
import { readNeeds } from '../../policies/needs/needs-file';
import { readStack } from '../../terraform/read-stack';
import { synthesizeInto } from '../../terraform/test-support';
import { temporaryFolder } from '../test-support';
import { aspects, bounded } from './scenarios/bounded';
import { Campaign } from './campaign';
import { enumerated, type Reached } from './scenarios/enumerate';
import { eventFaults, invocationFaults, queryFaults, wireFaults } from './scenarios/fault';
import { main } from './main';
import { type Outcomes, page, PAGE, readPage } from './page';
import { withPreamble } from './account/preamble';
import { randomScenario } from './scenarios/random-scenario';
import { type Scenario } from './scenarios/scenario';

// A guard, as everywhere: on two cores that are free, all that the page tells takes a minute.
jest.setTimeout(3_600_000);

const { folder, remove } = temporaryFolder('chaos');
let campaign: Campaign;
let reached: Reached[];
beforeAll(async () => {
  synthesizeInto(join(folder, 'made'));
  withPreamble(join(folder, 'made'), folder);
  campaign = new Campaign(readStack(join(folder, 'stacks/dev')), folder);
  reached = await campaign.learn();
});
afterAll(async () => {
  await campaign.close();
  remove();
});

/** `npm run test:chaos` tries what the page tells; `npm test` few of these, with each kind of fault and each outcome. */
const isWhole = process.env['npm_lifecycle_event'] === 'test:chaos';
const tried = (said: Outcomes): Scenario[] => {
  const told = bounded(enumerated(reached));
  return isWhole ? told : bounded(told, ({ id, faults }) => [faults.at(-1)?.kind ?? 'none', said.get(id) ?? id]);
};

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
test('the page has each fault and request that there is, and what came of those that npm run test:chaos tries', () => {
  const said = readPage(text, reached);
  expect(bounded(enumerated(reached)).flatMap(({ id }) => (said.has(id) ? [] : [id]))).toEqual([]);
  expect(page(reached, said)).toBe(text);
});

test('those that the page tells have each kind of fault, each request and each outcome; those tried, each kind and outcome', () => {
  const some = bounded(enumerated(reached));
  expect(new Set(some.flatMap(aspects))).toEqual(new Set(enumerated(reached).flatMap(aspects)));
  const kinds = new Set(some.flatMap(({ faults }) => faults.map(({ kind }) => kind)));
  expect([...wireFaults, ...queryFaults, ...invocationFaults, ...eventFaults].filter((one) => !kinds.has(one))).toEqual(
    [],
  );
  const places = new Set(some.flatMap(({ faults }) => faults.map(({ place }) => place)));
  expect(reached.filter(({ place }) => !places.has(place))).toEqual([]);
  const said = readPage(text, reached);
  expect(new Set(some.map(({ id }) => said.get(id)))).toEqual(
    new Set(['report', 'report and alarm', 'notice', 'alarm']),
  );
  const here = tried(said);
  expect(new Set(here.flatMap(({ faults }) => faults.map(({ kind }) => kind)))).toEqual(kinds);
  expect(new Set(here.map(({ id }) => said.get(id)))).toEqual(new Set(some.map(({ id }) => said.get(id))));
});

test('every promise is kept, as the page has it', async () => {
  const said = readPage(text, reached);
  const found: string[] = [];
  for (const scenario of tried(said)) {
    const { id } = scenario;
    const { broken, outcome, isMet } = await campaign.run(scenario);
    for (const one of broken) found.push(`${id}: ${one}`);
    if (!isMet) found.push(`${id}: it did not come about`);
    if (outcome !== said.get(id)) found.push(`${id}: ${outcome ?? 'none'}, and the page has ${said.get(id) ?? 'none'}`);
  }
  expect(found).toEqual([]);
});

test('a seed and a number repeat a scenario', () => {
  const some = (seed: number) => Array.from({ length: 200 }, (_, number) => randomScenario(seed, number, reached));
  expect(some(7)).toEqual(some(7));
  expect(some(7)).not.toEqual(some(8));
  expect(new Set(some(7).map(({ faults }) => JSON.stringify(faults))).size).toBeGreaterThan(150);
});

test.each([
  [['--scenarios', 'many'], '--scenarios many: give a whole number'],
  [['--seed', '-1'], '--seed'],
  [['--runs', '1'], '--runs is not an option'],
])('%j is refused', (args, message) => expect(main(args)).rejects.toThrow(message));
