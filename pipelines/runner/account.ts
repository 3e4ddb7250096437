import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { zipSync } from 'fflate';
import { type Json } from '../../terraform/stack';
import { attributesOf } from '../../terraform/expressions/with-attributes';
import { type AccountSchema } from './account-schema';
import { Loopback, textOf } from './loopback';

type Values = Record<string, Json>;

export interface Resource {
  readonly accountId: string;
  readonly type: string;
  values: Values;
}

interface Asked {
  readonly type: string;
  readonly accountId: string;
  readonly region: string;
  /** Where Terraform works. */
  readonly folder: string;
  readonly values: Values;
}

/** What exists, as the provider makes, reads, changes and forgets it. */
export class CloudAccount {
  readonly resources = new Map<string, Resource>();
  /** `create aws_s3_bucket`, in order. */
  readonly calls: string[] = [];
  /** Before each change, which waits for it and fails when it throws. */
  before: (call: string, values: Values) => Promise<void> | void = () => undefined;
  #next = 1;

  private constructor(
    private readonly schema: AccountSchema,
    private readonly server: Loopback,
  ) {}

  static async open(schema: AccountSchema): Promise<CloudAccount> {
    const server = await Loopback.listen();
    const account = new CloudAccount(schema, server);
    server.answer = async (request) => {
      const what = (request.url ?? '').slice(1);
      if (what === 'schema') return { status: 200, body: JSON.stringify(schema) };
      const asked = JSON.parse(await textOf(request)) as Asked;
      return { status: 200, body: JSON.stringify(await account.#answer(what, asked)) };
    };
    return account;
  }

  get url(): string {
    return this.server.url;
  }

  close(): void {
    this.server.close();
  }

  /** Those of one account. */
  of = (accountId: string): Resource[] => [...this.resources.values()].filter((one) => one.accountId === accountId);

  async #answer(what: string, asked: Asked): Promise<{ values: Values | null; error?: string }> {
    try {
      if (what === 'data') return { values: pack(asked) };
      if (what === 'read') return { values: this.resources.get(keyOf(asked))?.values ?? null };
      this.calls.push(`${what} ${asked.type}`);
      await this.before(`${what} ${asked.type}`, asked.values);
      return { values: this.#change(what, asked) };
    } catch (error) {
      return { values: null, error: (error as Error).message };
    }
  }

  #change(what: string, asked: Asked): Values | null {
    const { accountId, type } = asked;
    if (what === 'delete') {
      this.resources.delete(keyOf(asked));
      return null;
    }
    const values = what === 'create' ? this.#withComputed(asked) : asked.values;
    const key = keyOf({ ...asked, values });
    const there = this.resources.has(key);
    if (what === 'create' && there) throw new Error(`${type} ${String(values['id'])} already exists`);
    if (what === 'update' && !there) throw new Error(`${type} ${String(values['id'])} does not exist`);
    this.resources.set(key, { accountId, type, values });
    return values;
  }

  #withComputed({ type, accountId, region, values }: Asked): Values {
    const written = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
    const number = this.#next++;
    const place = { accountId, region };
    const told = attributesOf({ kind: 'resource', type, address: `${type}.${number}` }, written, place);
    const { computed = [] } = this.schema.resources[type] ?? {};
    const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
    const drawn = Object.fromEntries(
      computed.map((name) => {
        const value = told[name] ?? id;
        // What AWS draws, and we only have a symbol for.
        return [name, typeof value === 'string' ? value.replaceAll(/\u27E6[^\u27E7]*\u27E7/g, id) : value];
      }),
    );
    return { ...drawn, ...written };
  }
}

const keyOf = ({ accountId, type, values }: Pick<Asked, 'accountId' | 'type' | 'values'>): string =>
  `${accountId}/${type}/${String(values['id'])}`;

/** `archive_file`: one file as a zip. https://registry.terraform.io/providers/hashicorp/archive/latest/docs/data-sources/file */
function pack({ type, folder, values }: Asked): Values {
  const { source_file: source, output_path: output } = values;
  if (type !== 'archive_file' || typeof source !== 'string' || typeof output !== 'string') {
    throw new Error(`data.${type}: only an archive of one file is served here.`);
  }
  // The same file gives the same bytes.
  const at = { mtime: new Date(1980, 0, 1, 12), level: 6 } as const;
  const bytes = Buffer.from(zipSync({ [basename(source)]: [readFileSync(join(folder, source)), at] }));
  mkdirSync(dirname(join(folder, output)), { recursive: true });
  writeFileSync(join(folder, output), bytes);
  const digest = (kind: string, as: 'hex' | 'base64') => createHash(kind).update(bytes).digest(as);
  return { ...values, id: digest('sha1', 'hex'), output_base64sha256: digest('sha256', 'base64') };
}
