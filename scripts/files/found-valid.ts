import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository-root';

/**
 * What validators found valid, by hash: they take up to half a second to look at one text, and look at the same ones again
 * and again. `validators` are packages, whose versions count: others look anew.
 */
export function foundValid(validators: readonly string[], text: string) {
  const folder = join(repositoryRoot(), 'node_modules/.cache/found-valid');
  const mark = join(folder, createHash('sha256').update(versions(validators)).update(text).digest('hex'));
  return {
    before: existsSync(mark),
    note(): void {
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(mark, '');
      } catch {
        // A folder that can't be written costs time, no more.
      }
    },
  };
}

function versions(packages: readonly string[]): string {
  const { devDependencies } = JSON.parse(readFileSync(join(repositoryRoot(), 'package.json'), 'utf8')) as {
    devDependencies: Readonly<Record<string, string>>;
  };
  return packages.map((name) => `${name}@${devDependencies[name] ?? ''}\0`).join('');
}
