import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { PAGE, page } from './page';

// When this fails, `npm run regenerate -- --fixtures` writes the page anew.
test('the page says what is accepted', () => expect(readFileSync(join(repositoryRoot(), PAGE), 'utf8')).toBe(page()));
