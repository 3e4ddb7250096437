import { spawnSync } from 'node:child_process';
import { onlyAwsEndpoints } from '../../../scripts/programs/aws-endpoints';
import { refuseVariables } from '../../../scripts/programs/terraform-variables';
import { type Program, unusable } from '../../../scripts/programs/tool';
import { UserError } from '../../../scripts/user-error';

/** https://developer.hashicorp.com/terraform/cli/config/environment-variables */
const QUIET = { TF_INPUT: '0', CHECKPOINT_DISABLE: '1' };

/** Terraform, or OpenTofu, in one stack's folder; what it says goes to the terminal as it is. */
export class Terraform {
  constructor(
    private readonly folder: string,
    readonly program: Program,
  ) {}

  /** @throws UserError when Terraform can't be run, or fails; it has said why by then */
  run(...args: string[]): void {
    const code = this.code(...args);
    if (code !== 0)
      throw new UserError(`${this.program} ${args.join(' ')} failed, as it says above (exit code ${code}).`);
  }

  /** The exit code. @throws UserError when Terraform can't be run */
  code(...args: string[]): number {
    return this.spawn(args, 'inherit').status;
  }

  /** Its standard output. @throws UserError when Terraform can't be run, or fails */
  read(...args: string[]): string {
    const { status, stdout } = this.spawn(args, 'pipe');
    if (status !== 0)
      throw new UserError(`${this.program} ${args.join(' ')} failed, as it says above (exit code ${status}).`);
    return stdout;
  }

  private spawn(args: readonly string[], output: 'inherit' | 'pipe'): { status: number; stdout: string } {
    refuseVariables();
    const { error, status, stdout } = spawnSync(this.program, args, {
      cwd: this.folder,
      encoding: 'utf8',
      env: { ...process.env, ...onlyAwsEndpoints(process.env), ...QUIET },
      stdio: ['ignore', output, 'inherit'],
    });
    if (error) throw unusable(this.program, error);
    // A signal leaves no code.
    return { status: status ?? 1, stdout };
  }
}
