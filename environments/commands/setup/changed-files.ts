import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatted } from '../../../scripts/programs/formatted';
import { UserError } from '../../../scripts/user-error';
import { CODEOWNERS } from '../preflight/preflight';
import { withOwner } from './code-owners';
import type { editLiterals as EditLiterals } from './edit-literal';
import type { Proposal } from './proposal';

/** A file that says something else once it is written. */
export interface ChangedFile {
  /** From the repository's root. */
  readonly name: string;
  readonly text: string;
}

/** The files that a proposal changes. One error names all that can't be edited; nothing is written here. */
export async function changedFiles(root: string, proposal: Proposal): Promise<ChangedFile[]> {
  const faults: string[] = [];
  const changed: ChangedFile[] = [];
  // Loads the compiler, which takes half a second: not for a question, nor for an answer that is not right.
  const { editLiterals } = await import('./edit-literal');
  for (const { name, edit } of targetsOf(proposal, editLiterals)) {
    try {
      const path = join(root, name);
      if (!existsSync(path))
        throw new UserError(`  ${name}: is not there; settings are in a file of the environment's name`);
      const before = readFileSync(path, 'utf8');
      const after = edit(before);
      if (after !== before) changed.push({ name, text: asItWas(root, name, before, after) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push(error.message);
    }
  }
  if (faults.length > 0) throw new UserError(`These can't be edited by a program:\n${faults.join('\n')}`);
  return changed;
}

interface Target {
  readonly name: string;
  readonly edit: (text: string) => string;
}

function targetsOf({ environments, github, owner }: Proposal, editLiterals: typeof EditLiterals): Target[] {
  const settings = environments.map(
    ({ environment, application, region, accountId, subscribers, operators }): Target => {
      const file = `environments/${environment}.ts`;
      const values = { application, region, accountId, subscribers, operators };
      return { name: file, edit: (text) => editLiterals(text, { file, with: { environment } }, values) };
    },
  );
  const file = 'environments/github.ts';
  const place = { file, with: { repository: undefined, subjectPrefix: undefined } };
  const { repository, subjectPrefix } = github;
  return [
    ...settings,
    { name: file, edit: (text) => editLiterals(text, place, { repository, subjectPrefix }) },
    ...(owner === undefined ? [] : [{ name: CODEOWNERS, edit: (text: string) => withOwner(text, owner) }]),
  ];
}

/** Lines that grew too long are broken as `npm run format` breaks them, where the file was as that has it. */
function asItWas(root: string, name: string, before: string, after: string): string {
  if (!name.endsWith('.ts')) return after;
  return formatted(root, name, before) === before ? formatted(root, name, after) : after;
}
