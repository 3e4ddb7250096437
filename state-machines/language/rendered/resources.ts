import { merged, type Permission } from '../written/permission';

/** The resources that a machine is rendered with: hands out their ARNs, and remembers which were used, and for what. */
export class Resources {
  readonly #used = new Set<string>();
  readonly #needs: Permission[] = [];

  constructor(private readonly arns: Readonly<Record<string, string>>) {}

  arnOf(name: string): string {
    const arn = Object.hasOwn(this.arns, name) ? this.arns[name] : undefined;
    if (!arn) throw new Error(`No ARN for "${name}": give render one ARN per resource of the machine.`);
    this.#used.add(arn);
    return arn;
  }

  need(permissions: readonly Permission[]): void {
    this.#needs.push(...permissions);
  }

  /** Each once, in the order of their first use. */
  get used(): string[] {
    return [...this.#used];
  }

  get permissions(): Permission[] {
    return merged(this.#needs);
  }
}
