import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../../../scripts/user-error';

interface StateFile {
  readonly resources?: readonly {
    /** `data` for what is read and not made. */
    readonly mode?: string;
    readonly type: string;
    readonly name: string;
    readonly instances?: readonly { readonly attributes?: { readonly id?: unknown } }[];
  }[];
}

/**
 * The resources that a state knows as made by its stack, each with its id. (A state that moves to another backend gets another lineage and
 * begins to count anew: what it holds is all that tells it.)
 * @throws UserError for text that is no state of Terraform's
 */
export function resourcesOf(text: string, where: string): string[] {
  try {
    const { resources } = JSON.parse(text) as StateFile;
    if (resources) {
      return resources
        .filter(({ mode }) => mode !== 'data')
        .flatMap(({ type, name, instances = [] }) =>
          instances.map(({ attributes }) => `${type}.${name} ${String(attributes?.id)}`),
        );
    }
  } catch {
    // Told below.
  }
  throw new UserError(`${where} is no state of Terraform's.`);
}

/**
 * The state while its bucket is still to be made: a file of this checkout, which is there only until the state has moved
 * into the bucket.
 */
export class LocalState {
  private readonly override: string;

  /** @param file absolute @param folder the stack's */
  constructor(
    readonly file: string,
    folder: string,
  ) {
    // Terraform lets a file of such a name change what others say:
    // https://developer.hashicorp.com/terraform/language/files/override
    this.override = join(folder, 'backend_override.tf.json');
  }

  /** What it knows; undefined while it is not there. */
  resources(): string[] | undefined {
    return existsSync(this.file) ? resourcesOf(readFileSync(this.file, 'utf8'), this.file) : undefined;
  }

  /** Makes Terraform keep the state here until `leave`. */
  use(): void {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.override, JSON.stringify({ terraform: { backend: { local: { path: this.file } } } }));
  }

  /** Lets Terraform keep the state where the stack says. */
  leave(): void {
    rmSync(this.override, { force: true });
  }

  remove(): void {
    for (const file of [this.file, `${this.file}.backup`]) rmSync(file, { force: true });
  }
}
