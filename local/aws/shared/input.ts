import { AwsError } from './errors';
import { isFields } from '../../../scripts/text/is-fields';

type Kind = 'string' | 'number' | 'boolean';

/** An operation's input, read member by member: a value of another type than the model's is told as AWS tells it. */
export class Input {
  constructor(private readonly members: Readonly<Record<string, unknown>>) {}

  text = (name: string): string | undefined => this.#of(name, 'string') as string | undefined;
  number = (name: string): number | undefined => this.#of(name, 'number') as number | undefined;
  boolean = (name: string): boolean | undefined => this.#of(name, 'boolean') as boolean | undefined;

  texts(name: string): readonly string[] | undefined {
    const items = this.list(name);
    if (items?.some((item) => typeof item !== 'string')) throw wrongType(name, 'a list of strings');
    return items as readonly string[] | undefined;
  }

  list(name: string): readonly unknown[] | undefined {
    const value = this.members[name] ?? undefined;
    if (value !== undefined && !Array.isArray(value)) throw wrongType(name, 'a list');
    return value;
  }

  /** Each an input of its own. */
  structures(name: string): readonly Input[] | undefined {
    return this.list(name)?.map((item) => structure(name, item));
  }

  structure(name: string): Input | undefined {
    const value = this.members[name] ?? undefined;
    return value === undefined ? undefined : structure(name, value);
  }

  /** Seconds in JSON, a Date in CBOR. */
  time(name: string): Date | undefined {
    const value = this.members[name] ?? undefined;
    if (value instanceof Date || value === undefined) return value;
    const date = new Date(Number(value) * 1000);
    if (typeof value !== 'number' || Number.isNaN(date.getTime())) throw wrongType(name, 'a timestamp');
    return date;
  }

  #of(name: string, kind: Kind): unknown {
    const value = this.members[name] ?? undefined;
    if (value !== undefined && typeof value !== kind) throw wrongType(name, `a ${kind}`);
    return value;
  }
}

function structure(name: string, value: unknown): Input {
  if (!isFields(value)) throw wrongType(name, 'a structure');
  return new Input(value);
}

const wrongType = (name: string, wanted: string): AwsError =>
  new AwsError('SerializationException', `${name} must be ${wanted}`);
