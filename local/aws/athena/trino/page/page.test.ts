import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../../../scripts/files/repository-root';
import { scalarFunctions } from '../functions/scalars';
import { aggregates } from '../functions/aggregates';
import { windowFunctions } from '../functions/windows';
import { isTrinoFunction } from '../functions/names';
import { PAGE, page } from './page';

// When this fails, `npm run regenerate -- --fixtures` writes the page anew.
test('the page says what is taken', () => expect(readFileSync(join(repositoryRoot(), PAGE), 'utf8')).toBe(page()));

test('what is taken is of Trino', () => {
  const names = [scalarFunctions, aggregates, windowFunctions].flatMap(Object.keys);
  expect(names.filter((name) => !isTrinoFunction(name))).toEqual([]);
});
