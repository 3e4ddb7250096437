import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../files/repository-root';
import { runEntry } from '../programs/run-entry';
import { UserError } from '../user-error';
import { writeIfChanged } from '../files/write-if-changed';
import { withBlockBelow } from './block-below';

/** What a command says, shown in a document: below the comment `<!-- npm run transcripts: COMMAND -->`. */
const TRANSCRIPTS = [
  { command: 'npm start', entry: ['local/cli.ts'], file: 'README.md' },
  { command: 'npm start -- --verbose', entry: ['local/cli.ts', '--verbose'], file: 'docs/run-locally.md' },
  { command: 'npm run policies', entry: ['policies/main.ts'], file: 'docs/least-privilege.md' },
];

/** `npm run transcripts`: runs the commands whose output documents show, and writes it there. */
export async function main(): Promise<number> {
  for (const { command, entry, file } of TRANSCRIPTS) {
    const { code, said } = await runEntry(entry, { keep: ['stdout', 'stderr'], variables: { NO_COLOR: '1' } });
    if (code !== 0) throw new UserError(`${command} failed, so that ${file} stays as it is:\n${said.trim()}`);
    const path = join(repositoryRoot(), file);
    writeIfChanged(path, withTranscript(readFileSync(path, 'utf8'), command, shortened(said)));
    console.log(`Wrote what ${command} says into ${file}`);
  }
  return 0;
}

/** The document with `said` in the block of code below the command's comment. */
export const withTranscript = (text: string, command: string, said: string): string =>
  withBlockBelow(text, `npm run transcripts: ${command}`, said);

/** Of a list of the most frequent, its first row; of a signed link, what it leads to. */
export function shortened(said: string): string {
  return said
    .replaceAll(/\?X-Amz-\S+/g, '?X-Amz-…')
    .replaceAll(/^(Top \w+\n.*\n.*\n)((?: {2}.*\n){2,})/gm, (_, head: string, rest: string) => {
      return `${head}  … ${rest.trimEnd().split('\n').length} more …\n`;
    });
}
