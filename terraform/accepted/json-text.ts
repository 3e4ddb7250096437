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
  scanner.value();
  return scanner.faults;
}

/** A lone half of a surrogate pair. */
const HALF = /[\ud800-\udfff]/u;
/** Nearly all text: it is Unicode, in each of its forms. */
const PLAIN = /^[ -~]*$/;
const [QUOTE, BACKSLASH] = ['"', '\\'].map((char) => char.charCodeAt(0));
/** JSON's white space. */
const SPACES = new Set([' ', '\t', '\n', '\r'].map((char) => char.charCodeAt(0)));

class Scanner {
  readonly faults: TextFault[] = [];
  /** Down to where it stands. */
  readonly #path: string[] = [];
  #at = 0;

  constructor(private readonly text: string) {}

  value(): void {
    this.#space();
    const char = this.text[this.#at];
    if (char === '{') this.#object();
    else if (char === '[') this.#list();
    else if (char === '"') this.#string();
    else this.#word();
    this.#space();
  }

  #object(): void {
    const keys = new Set<string>();
    this.#at += 1;
    this.#space();
    while (this.text[this.#at] !== '}') {
      this.#space();
      const key = this.#string();
      this.#path.push(key);
      if (keys.has(key)) {
        this.#fault('the key stands twice in one object', 'leave one: Terraform reads both, or refuses them');
      }
      // Own properties of this name exist; what is made from them by hand may lose it.
      if (key === '__proto__') this.#fault('the key is not read', 'choose another name');
      keys.add(key);
      this.#space();
      this.#at += 1;
      this.value();
      this.#path.pop();
      if (this.text[this.#at] === ',') this.#at += 1;
    }
    this.#at += 1;
  }

  #list(): void {
    this.#at += 1;
    this.#space();
    for (let index = 0; this.text[this.#at] !== ']'; index += 1) {
      this.#path.push(String(index));
      this.value();
      this.#path.pop();
      if (this.text[this.#at] === ',') this.#at += 1;
    }
    this.#at += 1;
  }

  #string(): string {
    const from = this.#at;
    let to = from + 1;
    for (let code; (code = this.text.charCodeAt(to)) !== QUOTE; to += 1) if (code === BACKSLASH) to += 1;
    this.#at = to + 1;
    const raw = this.text.slice(from, this.#at);
    const value = raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1);
    if (PLAIN.test(value)) return value;
    if (HALF.test(value) || value.includes('\ufffd')) {
      this.#fault('a text holds what is no character of Unicode', 'write it in UTF-8');
    } else if (value.normalize('NFC') !== value) {
      this.#fault(
        `${JSON.stringify(value)} is not in Unicode's form NFC, into which Terraform brings it`,
        'write it so',
      );
    }
    return value;
  }

  #word(): void {
    const from = this.#at;
    while (/[^\s,\]}]/.test(this.text[this.#at] ?? ' ')) this.#at += 1;
    const word = this.text.slice(from, this.#at);
    if (/^[-\d]/.test(word) && String(Number(word)) !== word) {
      this.#fault(`the number ${word} is held as ${Number(word)} here, and exactly by Terraform`, 'write it plainly');
    }
  }

  #space(): void {
    while (SPACES.has(this.text.charCodeAt(this.#at))) this.#at += 1;
  }

  #fault(found: string, right: string): void {
    this.faults.push({ path: this.#path.join('.'), found, right });
  }
}
