/** Where the commands find what they read. */
export interface Folders {
  /** Synthesized stacks, one folder an environment. */
  readonly stacks: string;
  /** Lock files of providers, `<environment>.terraform.lock.hcl`. */
  readonly locks: string;
}

export const FOLDERS: Folders = { stacks: 'cdktf.out/stacks', locks: 'environments/locks' };
