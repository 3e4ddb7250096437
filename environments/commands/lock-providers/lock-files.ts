/** Where the lock files are kept, from the repository's root. */
export const LOCKS = 'environments/locks';

export const lockFileOf = (environment: string) => `${environment}.terraform.lock.hcl`;
