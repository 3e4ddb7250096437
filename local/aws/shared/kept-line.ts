import { counted } from '../../../scripts/text/words';
import { type KeptLine } from '../service';
import { isFields } from '../../../scripts/text/is-fields';

/** Reads a line of what a service holds. @throws Error that names the field, its value and what it must be */
export class Fields {
  constructor(private readonly line: KeptLine) {}

  has(name: string): boolean {
    return this.line[name] !== undefined;
  }

  text(name: string): string {
    return this.#as(name, 'a text', (value): value is string => typeof value === 'string');
  }

  optionalText(name: string): string | undefined {
    return this.has(name) ? this.text(name) : undefined;
  }

  /** One of some texts. */
  one<Of extends string>(name: string, of: readonly Of[]): Of {
    return this.#as(name, `one of ${of.join(', ')}`, (value): value is Of => of.includes(value as Of));
  }

  number(name: string): number {
    return this.#as(name, 'a number', (value): value is number => typeof value === 'number');
  }

  date(name: string): Date {
    const at = new Date(this.text(name));
    if (Number.isNaN(at.getTime())) throw this.#fault(name, 'a moment, as 2026-10-01T08:00:00.000Z');
    return at;
  }

  optionalDate(name: string): Date | undefined {
    return this.has(name) ? this.date(name) : undefined;
  }

  /** All of it. */
  whole<Of extends object>(): Of {
    return this.line as unknown as Of;
  }

  object<Of extends object = Record<string, unknown>>(name: string): Of {
    return this.#as(name, 'an object', (value): value is Of => isFields(value));
  }

  list<Of = unknown>(name: string): Of[] {
    return this.#as(name, 'a list', (value): value is Of[] => Array.isArray(value));
  }

  /** Of a piece within. */
  within(name: string): Fields {
    return new Fields(this.object(name));
  }

  #as<Of>(name: string, what: string, is: (value: unknown) => value is Of): Of {
    const value = this.line[name];
    if (is(value)) return value;
    throw this.#fault(name, what);
  }

  #fault(name: string, what: string): Error {
    const value = JSON.stringify(this.line[name]) ?? 'missing';
    return new Error(`"${name}" is ${value.length > 60 ? `${value.slice(0, 60)}…` : value}: it must be ${what}`);
  }
}

/** Lines that are told once, as they come: of what only grows. */
export class NewLines {
  #lines: KeptLine[] = [];

  add(line: KeptLine): void {
    this.#lines.push(line);
  }

  take(): KeptLine[] {
    const lines = this.#lines;
    this.#lines = [];
    return lines;
  }
}

/** What a list that only grows has had added since it was last asked. */
export class Grown<Of> {
  #told = 0;

  constructor(private readonly list: readonly Of[]) {}

  take(): readonly Of[] {
    const fresh = this.list.slice(this.#told);
    this.#told = this.list.length;
    return fresh;
  }
}

/** `2 events`; nothing where there are none. */
export const counts = (count: number, noun: string): string[] => (count === 0 ? [] : [counted(count, noun)]);
