import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutFiles } from '../../scripts/files/checkout-files';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { lockProviders, type Mirror } from './mirror';

/**
 * A repository as GitHub would check it out: this one's files, committed or not, with the providers' lock files, which a
 * fork writes before its first plan. Its one branch is main, of two commits.
 */
export class Checkout {
  private constructor(readonly folder: string) {}

  static make(folder: string, stacks: string, environments: readonly string[], mirror: Mirror): Checkout {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const root = repositoryRoot();
    for (const path of checkoutFiles([], root)) {
      cpSync(join(root, path), join(folder, path));
    }
    for (const environment of environments) {
      const kept = join(folder, 'environments/locks', `${environment}.terraform.lock.hcl`);
      lockProviders(join(stacks, environment), kept, mirror);
    }
    const checkout = new Checkout(folder);
    checkout.git('init', '--quiet', '--initial-branch=main');
    checkout.commit('What was there before');
    checkout.write('CHANGED', 'What is merged.\n');
    checkout.commit('What is merged');
    // The runner under test leaves empty folders behind, and a repository without refs/ is none.
    writeFileSync(join(folder, '.git/refs/.keep'), '');
    return checkout;
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  read = (path: string): string => readFileSync(join(this.folder, path), 'utf8');

  /** @returns the commit's SHA */
  commit(message: string): string {
    this.git('add', '--all', '--force', '.');
    this.git('-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '-m', message);
    return this.head();
  }

  head = (): string => this.git('rev-parse', 'HEAD').trim();

  git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.folder, encoding: 'utf8' });
  }
}
