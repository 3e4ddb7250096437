import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { counted } from '../text/words';

/** The texts of a file, or of every file in a folder, by name. Nothing where nothing is. */
export function textsOf(path: string): ReadonlyMap<string, string> {
  if (!existsSync(path)) return new Map();
  if (statSync(path).isFile()) return new Map([['', readFileSync(path, 'utf8')]]);
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(join(path, name)).isFile());
  return new Map(files.map((name) => [name, readFileSync(join(path, name), 'utf8')]));
}

/** In words, what became of them: `as it was`, `12 lines came, 12 went`; of a folder, which files. */
export function whatChanged(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const changed = names.filter((name) => before.get(name) !== after.get(name));
  if (changed.length === 0) return 'as it was';
  if (names.length === 1 && names[0] === '') return lines(before.get(''), after.get(''));
  const [came, went, other] = [
    changed.filter((name) => !before.has(name)),
    changed.filter((name) => !after.has(name)),
    changed.filter((name) => before.has(name) && after.has(name)),
  ];
  return [
    ...(other.length > 0 ? [`${listed(other)} changed`] : []),
    ...(came.length > 0 ? [`${listed(came)} came`] : []),
    ...(went.length > 0 ? [`${listed(went)} went`] : []),
  ].join('; ');
}

/** A few names, or how many there are. */
const listed = (names: readonly string[]): string =>
  names.length > 4 ? counted(names.length, 'file') : names.join(', ');

function lines(before: string | undefined, after: string | undefined): string {
  const count = new Map<string, number>();
  for (const line of after?.split('\n') ?? []) count.set(line, (count.get(line) ?? 0) + 1);
  for (const line of before?.split('\n') ?? []) count.set(line, (count.get(line) ?? 0) - 1);
  const sum = (sign: 1 | -1) => [...count.values()].reduce((all, one) => all + Math.max(0, one * sign), 0);
  return `${counted(sum(1), 'line')} came, ${sum(-1)} went`;
}
