import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog } from '../../catalog/all';
import { type Service } from '../../catalog/entry';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { keptReading } from './kept-reading';
import { type Import, isOwnModule } from './source-imports';

/** A command of the AWS SDK that a source file can send. */
export interface Command {
  /** `s3:GetObject` */
  readonly action: string;
  readonly file: string;
  readonly line: number;
}

/** By the SDK's package. */
const services: ReadonlyMap<string, Service> = new Map(
  catalog.flatMap((service) => (service.client === undefined ? [] : [[service.client, service]])),
);

/** Helpers that send, or sign, a command that is handed to them: one that its own import names. */
const handOn: Readonly<Record<string, readonly string[]>> = { '@aws-sdk/s3-request-presigner': ['getSignedUrl'] };

/** Told in place of commands: a way to call AWS that can't be followed. */
export class UnreadableCalls extends Error {
  constructor(
    readonly file: string,
    readonly line: number,
    readonly reason: string,
  ) {
    super(`${file}:${line} ${reason}`);
  }
}

/** Packages, beside the SDK, that a handler may take: each calls nobody. */
const QUIET = [
  '@aws-lambda-powertools/logger',
  'node:crypto',
  'node:path',
  'node:timers/promises',
  'node:url',
  'node:util',
  'zod',
  'zod/mini',
];

/**
 * The commands that a source file can send: those that it imports, whether it sends them or not.
 * @param file relative to the repository's root
 * @throws UnreadableCalls for whatever may call in a way that no command tells: an aggregated client (`new S3()`), a
 * paginator, a helper library, `import *`, a package or a global that isn't known, `import()`
 */
export function commandsOf(file: string, source = readFileSync(join(repositoryRoot(), file), 'utf8')): Command[] {
  const { imports, unread } = keptReading(source);
  const commands = imports.flatMap(({ from, names, line }): Command[] => {
    if (isOwnModule(from) || QUIET.includes(from)) return [];
    if (names.some((name) => name === '*' || name === 'default')) {
      throw new UnreadableCalls(file, line, `uses ${from} in a way that is not followed`);
    }
    return names.flatMap((name) => commandOf(file, { from, line }, name));
  });
  const [first] = unread;
  if (first) throw new UnreadableCalls(file, first.line, first.reason);
  return commands;
}

/** Those that a program of ours imports, which may call others than AWS as it likes. */
export const importedCommands = (file: string): Command[] =>
  keptReading(readFileSync(join(repositoryRoot(), file), 'utf8'))
    .imports.filter(({ from }) => from.startsWith('@aws-sdk/'))
    .flatMap(({ from, names, line }) => names.flatMap((name) => commandOf(file, { from, line }, name)));

function commandOf(file: string, { from, line }: Pick<Import, 'from' | 'line'>, name: string): Command[] {
  const refuse = (reason: string): never => {
    throw new UnreadableCalls(file, line, reason);
  };
  if (handOn[from]?.includes(name)) return [];
  const service = services.get(from);
  if (!service) return refuse(`imports ${from}, whose IAM prefix isn't known`);
  if (sends(name, from)) return refuse(`imports ${name}, which hides what it sends`);
  if (!name.endsWith('Command')) return [];
  const operation = name.slice(0, -'Command'.length);
  return [{ action: `${service.prefix}:${service.renamed?.[operation] ?? operation}`, file, line }];
}

/** Aggregated clients, which have a method for each command, paginators and waiters. */
const sends = (name: string, client: string): boolean =>
  /^(paginate|waitFor|waitUntil)/.test(name) ||
  name.toLowerCase() === client.replace('@aws-sdk/client-', '').replaceAll('-', '');
