import { UserError } from '../scripts/user-error';
import { type SourceLocation } from './stack';

/** What a stack holds that is not understood, or that is another than the environment's own. */
export interface Refusal {
  readonly stack: string;
  /** Terraform's address, or the place in the document: `aws_iam_role.apply`, `provider.aws.alias`. */
  readonly address: string;
  /** What it is. */
  readonly found: string;
  readonly right: string;
  /** Where the block is written. */
  readonly where?: SourceLocation;
}

/** All that is refused of one reading, at once. */
export class Refused extends UserError {
  constructor(readonly refusals: readonly Refusal[]) {
    super(refusals.map(inWords).join('\n'));
  }
}

const inWords = ({ stack, address, found, right, where }: Refusal): string =>
  `${stack}: ${address}${where ? ` (${where.file}:${where.line})` : ''}: ${found}${right === '' ? '' : `: ${right}`}.`;

/** Collects what is refused, so that one fault does not hide the next. */
export class Refusals {
  readonly #all = new Map<string, Refusal>();

  add(refusal: Refusal): void {
    this.#all.set(inWords(refusal), refusal);
  }

  /** Runs it; what it refuses is kept, and told with the rest. @returns nothing when it was refused */
  of<T>(stack: string, run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      for (const refusal of refusalsOf(stack, error)) this.add(refusal);
      return undefined;
    }
  }

  get all(): readonly Refusal[] {
    return [...this.#all.values()];
  }

  /** @throws Refused with all of them, when there is one */
  throwIfAny(): void {
    if (this.#all.size > 0) throw new Refused(this.all);
  }
}

/** Readers of policies begin with the address, and where it is written: `Policy of aws_x.y (file.ts:3): …`. */
const ADDRESSED = /^(?:Policy of )?((?:data\.)?[a-z]\w*\.[\w-]+(?:, [^:(]*)?)(?: \(([^():]+):(\d+)\))?:? ([^]*)$/;

/** @throws what is no mistake of the stack's */
function refusalsOf(stack: string, error: unknown): readonly Refusal[] {
  if (error instanceof Refused) return error.refusals;
  if (!(error instanceof UserError)) throw error;
  const [, address, file, line, told] = ADDRESSED.exec(error.message) ?? [];
  return [
    {
      stack,
      address: address ?? 'the stack',
      found: (told ?? error.message).replace(/\.$/, ''),
      right: '',
      ...(file === undefined ? {} : { where: { file, line: Number(line) } }),
    },
  ];
}
