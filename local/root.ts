import { repositoryRoot } from '../scripts/repository-root';
import { synthesisFolder } from '../scripts/synthesize';

export const root = repositoryRoot();

export const outdir = synthesisFolder();
