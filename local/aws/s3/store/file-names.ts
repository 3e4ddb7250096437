/** More would not fit into a file's name on every system, or into a path with the run's folder before it. */
const longestName = 200;
const longestPath = 600;

/**
 * The files of a bucket's objects, below its folder. An object's file is where its key says, for whoever looks, unless
 * that is taken: by an older version of it, by a folder, or by a key that differs in case alone, on systems for which
 * that is the same name. Then it is `%versions/<number>`. No file is ever given twice: whoever reads one reads it whole.
 */
export class FileNames {
  readonly #files = new Set<string>();
  readonly #folders = new Set<string>();
  #count = 0;

  /** A relative path, of which no part is `.` or `..`. */
  claim(key: string): string {
    const name = key.split('/').map(segment).join('/');
    return this.#claims(name) ? name : `%versions/${(this.#count++).toString(36)}`;
  }

  /** A file that lies there already: nothing else gets its name. */
  take(name: string): void {
    const [, number] = /^%versions\/([0-9a-z]+)$/.exec(name) ?? [];
    if (number !== undefined) this.#count = Math.max(this.#count, Number.parseInt(number, 36) + 1);
    this.#claims(name);
  }

  #claims(name: string): boolean {
    if (name.length > longestPath || name.split('/').some((part) => part.length > longestName)) return false;
    const path = name.toLowerCase();
    if (this.#files.has(path) || this.#folders.has(path)) return false;
    const folders: string[] = [];
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      if (this.#files.has(folder)) return false;
      // Its own folders are known with it.
      if (this.#folders.has(folder)) break;
      folders.push(folder);
    }
    for (const folder of folders) this.#folders.add(folder);
    this.#files.add(path);
    return true;
  }
}

/**
 * A key's part as a file's name: letters, digits and a few marks as they are, every other byte of UTF-8 as `%XX`; an
 * empty part is a lone `%`. What file systems and DuckDB's wildcards read specially is among the others.
 */
function segment(part: string): string {
  if (part === '') return '%';
  if (/^[\w=,+@-][\w=.,+@-]*$/.test(part)) return part;
  return [...Buffer.from(part)]
    .map((byte, at) => (isPlain(byte, at) ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`))
    .join('');
}

const isPlain = (byte: number, at: number): boolean =>
  (at === 0 ? /[\w=,+@-]/ : /[\w=.,+@-]/).test(String.fromCharCode(byte));
