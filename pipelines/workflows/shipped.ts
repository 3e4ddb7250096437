import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { readTexts } from './files';

/**
 * The workflows and actions as they came, for environments dev and prod, which tests are held against: a fork edits its own
 * in `.github/`, and `npm run check:workflows` looks at those. Written by `npm run regenerate -- --fixtures`.
 */
export const SHIPPED_WORKFLOWS = 'pipelines/workflows/fixtures';

export const shippedTexts = (): Record<string, string> => readTexts(join(repositoryRoot(), SHIPPED_WORKFLOWS));
