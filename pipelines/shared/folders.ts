/** Where the commands find what they read. */
export interface Folders {
  /** Synthesized stacks, one folder an environment. */
  readonly stacks: string;
  /** Lock files of providers, `<environment>.terraform.lock.hcl`. */
  readonly locks: string;
  /** Reads a stack before Terraform does, and throws for what is not understood; another in tests of plans without AWS. */
  readonly accept?: (folder: string) => void;
}

export const FOLDERS: Folders = { stacks: 'cdktf.out/stacks', locks: 'environments/locks' };
