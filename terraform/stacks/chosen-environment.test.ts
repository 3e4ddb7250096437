import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chosenEnvironment } from './chosen-environment';

let stacks: string;
const said: string[] = [];
const choose = (named?: string) => chosenEnvironment(stacks, named, (line) => said.push(line));

beforeEach(() => {
  stacks = mkdtempSync(join(tmpdir(), 'chosen-'));
  said.length = 0;
});
afterEach(() => rmSync(stacks, { recursive: true }));

const add = (...names: string[]) => names.forEach((name) => mkdirSync(join(stacks, name)));

test('the one that is named, else dev', () => {
  add('alpha', 'dev', 'bootstrap-alpha', 'bootstrap-dev');
  expect([choose('prod'), choose()]).toEqual(['prod', 'dev']);
  expect(said).toEqual([]);
});

test('without a dev, the first, and it says so', () => {
  add('staging', 'prod', 'bootstrap-prod', 'bootstrap-staging');
  expect(choose()).toBe('prod');
  expect(said).toEqual(['There is no environment dev: this is about prod, the first of prod, staging.']);
});

test('without any, dev: who reads its stack says that there is none', () => expect(choose()).toBe('dev'));
