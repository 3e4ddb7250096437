import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Deed } from './read-how-to';

const IMPORT = /^import (?:type )?\{([^}]*)\} from '(\.[^']*)';$/gm;

/** Names that files which were edited import of files of ours that don't have them: `FILE: NAME of MODULE`. */
export function importedInVain(root: string, deeds: readonly Deed[]): string[] {
  const files = new Set(deeds.flatMap((deed) => (deed.kind === 'edit' ? [deed.edit.file] : [])));
  return [...files]
    .filter((file) => file.endsWith('.ts') && existsSync(join(root, file)))
    .flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)].flatMap(([, names = '', from = '']) => {
        const path = `${join(root, dirname(file), from)}.ts`;
        const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
        return names
          .split(',')
          .map((name) =>
            name
              .trim()
              .replace(/^type /, '')
              .replace(/ as .*/, ''),
          )
          .filter((name) => name !== '' && !new RegExp(`^export .*\\b${name}\\b`, 'm').test(text))
          .map((name) => `${file}: ${name} of ${from}`);
      }),
    );
}
