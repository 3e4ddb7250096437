import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../../scripts/user-error';
import { type Declaration, type GoFile, readGoFile } from './file';

/** A package of the provider, e.g. internal/service/lambda. */
export interface GoPackage {
  readonly name: string;
  readonly files: readonly GoFile[];
  /** What goes by a name: functions, variables and constants. */
  named(name: string): readonly Declaration[];
  /** Methods of a name; of one type, where it is given. */
  methods(name: string, type?: string): readonly Declaration[];
}

/** The services' packages of a checkout, each read when it is first asked for. */
export class Services {
  private readonly read = new Map<string, GoPackage>();

  /** @param folder internal/service of a checkout */
  constructor(private readonly folder: string) {}

  /** @throws UserError when the checkout lacks it, or can't be read */
  service(name: string): GoPackage {
    const known = this.read.get(name) ?? readPackage(join(this.folder, name), name);
    this.read.set(name, known);
    return known;
  }
}

function readPackage(folder: string, name: string): GoPackage {
  if (!existsSync(folder)) throw new UserError(`internal/service/${name} is not in the checkout.`);
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.go') && !/_test\.go$|^sweep\.go$/.test(file))
    .sort()
    .map((file) => readGoFile(`${name}/${file}`, readFileSync(join(folder, file), 'utf8')));
  const plain = new Map<string, Declaration[]>();
  const methods = new Map<string, Declaration[]>();
  for (const one of files.flatMap(({ declarations }) => declarations)) {
    const table = one.receiver ? methods : plain;
    table.set(one.name, [...(table.get(one.name) ?? []), one]);
  }
  return {
    name,
    files,
    named: (of) => plain.get(of) ?? [],
    methods: (of, type) => (methods.get(of) ?? []).filter(({ receiver }) => !type || receiver?.type === type),
  };
}
