import { repositoryRoot } from '../../../scripts/files/repository-root';
import { synthesisFolder } from '../../../scripts/programs/synthesize';

export const root = repositoryRoot();

export const outdir = synthesisFolder();
