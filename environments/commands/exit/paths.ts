import { join } from 'node:path';
import { repositoryRoot } from '../../../scripts/files/repository-root';

/** Kept under version control: what is installed in the place of cdktf, and its lock. */
export const BESIDE = join(repositoryRoot(), 'environments/commands/exit/beside');

/** Where it is installed. Within the checkout: what it lacks (zod, esbuild) is the project's own. */
export const INSTALLED = join(repositoryRoot(), '.local/exit');

/** The project's own packages. */
export const OWN = repositoryRoot();
