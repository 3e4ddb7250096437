import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog } from '../../catalog/all';
import { type Service } from '../../catalog/entry';
import { repositoryRoot } from '../../scripts/files/repository-root';

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

const mention = /['"](@aws-sdk\/(?:client|lib|s3-[\w-]*)[\w/-]*)['"]/g;
const named = /^import\s+(type\s+)?\{([^}]*)\}\s+from\s+['"](@aws-sdk\/[\w/-]+)['"]/gm;

/**
 * The commands that a source file can send: those that it imports, whether it sends them or not.
 * @param file relative to the repository's root
 * @throws UnreadableCalls for a use of the SDK that doesn't name its commands: an aggregated client (`new S3()`), a
 * paginator, a helper library, `import *`
 */
export function commandsOf(file: string, source = readFileSync(join(repositoryRoot(), file), 'utf8')): Command[] {
  const text = blank(source, /\/\*[\s\S]*?\*\//g);
  const lineAt = (index: number): number => text.slice(0, index).split('\n').length;
  const imports = [...text.matchAll(named)];
  const read = (index: number): boolean =>
    imports.some((one) => index >= one.index && index < one.index + one[0].length);
  for (const { index, 1: name } of text.matchAll(mention)) {
    if (!read(index)) throw new UnreadableCalls(file, lineAt(index), `uses ${name} in a way that is not followed`);
  }
  return imports.flatMap(({ index, 1: typeOnly, 2: names = '', 3: client = '' }): Command[] => {
    const imported = names.split(',').map((name) => name.trim().split(/\s+as\s+/)[0] ?? '');
    const values = typeOnly ? [] : imported.filter((name) => name !== '' && !name.startsWith('type '));
    const line = lineAt(index);
    return values.flatMap((name): Command[] => {
      if (handOn[client]?.includes(name)) return [];
      const service = services.get(client);
      if (!service) throw new UnreadableCalls(file, line, `imports ${client}, whose IAM prefix isn't known`);
      if (sends(name, client)) throw new UnreadableCalls(file, line, `imports ${name}, which hides what it sends`);
      if (!name.endsWith('Command')) return [];
      const operation = name.slice(0, -'Command'.length);
      return [{ action: `${service.prefix}:${service.renamed?.[operation] ?? operation}`, file, line }];
    });
  });
}

/** Aggregated clients, which have a method for each command, paginators and waiters. */
const sends = (name: string, client: string): boolean =>
  /^(paginate|waitFor|waitUntil)/.test(name) ||
  name.toLowerCase() === client.replace('@aws-sdk/client-', '').replaceAll('-', '');

/** Blanks what the pattern finds, so that places stay. */
const blank = (text: string, pattern: RegExp): string =>
  text.replaceAll(pattern, (found) => found.replaceAll(/[^\n]/g, ' '));
