import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';

/** A command of the AWS SDK that a source file can send. */
export interface Command {
  /** `s3:GetObject` */
  readonly action: string;
  readonly file: string;
  readonly line: number;
}

/** By the SDK's package: the service's prefix in IAM, which is the name it signs with. */
export const services: Readonly<Record<string, string>> = {
  '@aws-sdk/client-athena': 'athena',
  '@aws-sdk/client-eventbridge': 'events',
  '@aws-sdk/client-firehose': 'firehose',
  '@aws-sdk/client-glue': 'glue',
  '@aws-sdk/client-lambda': 'lambda',
  '@aws-sdk/client-s3': 's3',
  '@aws-sdk/client-sfn': 'states',
  '@aws-sdk/client-sns': 'sns',
};

/** Where the action has another name than the command. Source: "Operation" in each service's authorization reference. */
const renamed: Readonly<Record<string, string>> = {
  'lambda:Invoke': 'lambda:InvokeFunction',
  's3:HeadBucket': 's3:ListBucket',
  's3:HeadObject': 's3:GetObject',
  's3:ListObjects': 's3:ListBucket',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:CreateMultipartUpload': 's3:PutObject',
  's3:UploadPart': 's3:PutObject',
  's3:CompleteMultipartUpload': 's3:PutObject',
  's3:DeleteObjects': 's3:DeleteObject',
};

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
      const prefix = services[client];
      if (prefix === undefined)
        throw new UnreadableCalls(file, line, `imports ${client}, whose IAM prefix isn't known`);
      if (sends(name, client)) throw new UnreadableCalls(file, line, `imports ${name}, which hides what it sends`);
      if (!name.endsWith('Command')) return [];
      const action = `${prefix}:${name.slice(0, -'Command'.length)}`;
      return [{ action: renamed[action] ?? action, file, line }];
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
