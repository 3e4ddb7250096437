import { join } from 'node:path';
import { repositoryRoot } from '../scripts/repository-root';

export const root = repositoryRoot();

/** Where the synthesized stacks lie: the cdktf CLI has its own variable for it. */
export const outdir = process.env['CDKTF_OUTDIR'] ?? join(root, 'cdktf.out');
