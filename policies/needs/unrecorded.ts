import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { blocksOfType, optionalText, text } from '../../terraform/query';
import { type Block, type Stack } from '../../terraform/stack';
import { type Problem } from '../findings/finding';
import { type Command, commandsOf, UnreadableCalls } from './commands';
import { type Need } from './need';

/**
 * Commands that a function's code can send and that no recorded run sent: whether its role may is not known until it is
 * too late. The code is what went into the function's bundle, by the bundle's source map.
 */
export function unrecordedCommands(stack: Stack, needs: readonly Need[]): Problem[] {
  return blocksOfType(stack, 'aws_lambda_function').flatMap((lambda): Problem[] => {
    const subject = text(lambda, 'function_name');
    const role = text(lambda, 'role');
    const recorded = new Set(
      needs
        .filter(({ principal, via }) => via === undefined && principal.kind === 'role' && principal.arn === role)
        .map(({ action }) => action.toLowerCase()),
    );
    const sources = sourcesOf(stack, lambda);
    if (!sources) {
      return [
        {
          subject,
          ...(lambda.source ? { where: lambda.source } : {}),
          message: 'its code, or the source map beside it, is not there: what it can send is not known',
          fix: 'Run "npm run synth", which writes both.',
        },
      ];
    }
    return sources.flatMap((file): Problem[] => {
      try {
        return known(file)
          .filter(({ action }) => !recorded.has(action.toLowerCase()))
          .map(({ action, line }) => ({
            subject,
            where: { file, line },
            message: `it can send ${action}, which no recorded run did`,
            fix: 'Take the command out, or have local/record/ do what sends it and record again.',
          }));
      } catch (error) {
        if (!(error instanceof UnreadableCalls)) throw error;
        const { line, reason } = error;
        const fix = 'Import the client and its commands by name; add a service to catalog/services/.';
        return [{ subject, where: { file, line }, message: `${file} ${reason}`, fix }];
      }
    });
  });
}

/** Our own files of the function's bundle, relative to the repository's root. */
function sourcesOf(stack: Stack, lambda: Block): readonly string[] | undefined {
  const archive = blocksOfType(stack, 'archive_file').find(
    (one) => optionalText(one, 'output_path') === optionalText(lambda, 'filename'),
  );
  const bundle = archive && optionalText(archive, 'source_file');
  if (bundle === undefined) return undefined;
  const map = `${resolve(stack.folder, bundle)}.map`;
  if (!existsSync(map)) return undefined;
  const list = listIn(beginningOf(map)) ?? listIn(readFileSync(map, 'utf8'));
  return (
    (JSON.parse(list ?? '[]') as string[])
      .map((source) => source.replace(/^(\.\.\/)+/, ''))
      // Packages may be linked: their sources then lie wherever the links lead.
      .filter((source) => !/(^|\/)node_modules\//.test(source))
  );
}

/** A source map's list alone, without its mappings, which are a hundred times longer. */
const listIn = (text: string): string | undefined => /"sources":\s*(\[[^\]]*\])/.exec(text)?.[1];

/** In which the list stands, as esbuild writes it. */
function beginningOf(file: string): string {
  const opened = openSync(file, 'r');
  try {
    const beginning = Buffer.alloc(65_536);
    return beginning.toString('utf8', 0, readSync(opened, beginning));
  } finally {
    closeSync(opened);
  }
}

const cache = new Map<string, Command[]>();

/** Every environment has the same code. */
function known(file: string): Command[] {
  const commands = cache.get(file) ?? commandsOf(file);
  cache.set(file, commands);
  return commands;
}
