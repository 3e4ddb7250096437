/** What `JSON.parse` hides, and Terraform does not overlook. */
export interface TextFault {
  /** Keys down to it, joined by dots. */
  readonly path: string;
  readonly found: string;
  readonly right: string;
}

/**
 * The faults of a text that is JSON:
 * - a key twice in one object. JSON.parse keeps the last; Terraform takes both where a block's labels stand
 *   (`collectDeepAttrs` of HCL's JSON reader), so that the first role would be made and not be read:
 *   https://developer.hashicorp.com/terraform/language/syntax/json#json-file-structure
 * - a number that JavaScript holds otherwise than Terraform, which counts exactly:
 *   https://developer.hashicorp.com/terraform/language/expressions/types#types
 * - text that is not in Unicode's form NFC, into which Terraform brings it, or that is no Unicode at all:
 *   https://developer.hashicorp.com/terraform/language/expressions/strings#quoted-strings
 */
export function textFaults(text: string): TextFault[] {
  const scanner = new Scanner(text);
  scanner.value([]);
  return scanner.faults;
}

/** A lone half of a surrogate pair. */
const HALF = /[\ud800-\udfff]/u;

class Scanner {
  readonly faults: TextFault[] = [];
  #at = 0;

  constructor(private readonly text: string) {}

  value(path: readonly string[]): void {
    this.#space();
    const char = this.text[this.#at];
    if (char === '{') this.#object(path);
    else if (char === '[') this.#list(path);
    else if (char === '"') this.#string(path);
    else this.#word(path);
    this.#space();
  }

  #object(path: readonly string[]): void {
    const keys = new Set<string>();
    this.#at += 1;
    this.#space();
    while (this.text[this.#at] !== '}') {
      this.#space();
      const key = this.#string(path);
      const here = [...path, key];
      if (keys.has(key)) {
        this.#fault(here, 'the key stands twice in one object', 'leave one: Terraform reads both, or refuses them');
      }
      // Own properties of this name exist; what is made from them by hand may lose it.
      if (key === '__proto__') this.#fault(here, 'the key is not read', 'choose another name');
      keys.add(key);
      this.#space();
      this.#at += 1;
      this.value(here);
      if (this.text[this.#at] === ',') this.#at += 1;
    }
    this.#at += 1;
  }

  #list(path: readonly string[]): void {
    this.#at += 1;
    this.#space();
    for (let index = 0; this.text[this.#at] !== ']'; index += 1) {
      this.value([...path, String(index)]);
      if (this.text[this.#at] === ',') this.#at += 1;
    }
    this.#at += 1;
  }

  #string(path: readonly string[]): string {
    const from = this.#at;
    for (this.#at += 1; this.text[this.#at] !== '"'; this.#at += 1) if (this.text[this.#at] === '\\') this.#at += 1;
    this.#at += 1;
    const raw = this.text.slice(from, this.#at);
    const value = raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1);
    if (HALF.test(value) || value.includes('\ufffd')) {
      this.#fault(path, 'a text holds what is no character of Unicode', 'write it in UTF-8');
    } else if (value.normalize('NFC') !== value) {
      this.#fault(
        path,
        `${JSON.stringify(value)} is not in Unicode's form NFC, into which Terraform brings it`,
        'write it so',
      );
    }
    return value;
  }

  #word(path: readonly string[]): void {
    const from = this.#at;
    while (/[^\s,\]}]/.test(this.text[this.#at] ?? ' ')) this.#at += 1;
    const word = this.text.slice(from, this.#at);
    if (/^[-\d]/.test(word) && String(Number(word)) !== word) {
      this.#fault(
        path,
        `the number ${word} is held as ${Number(word)} here, and exactly by Terraform`,
        'write it plainly',
      );
    }
  }

  #space(): void {
    while (/\s/.test(this.text[this.#at] ?? 'x')) this.#at += 1;
  }

  #fault(path: readonly string[], found: string, right: string): void {
    this.faults.push({ path: path.join('.'), found, right });
  }
}
