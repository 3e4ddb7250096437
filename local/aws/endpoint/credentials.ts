import { createHash, randomBytes } from 'node:crypto';
import { type Principal } from '../../../policies/iam/authorize';

/** Credentials of the local account, in the SDK's own shape. They open nothing on AWS. */
export interface LocalCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Absent for an administrator or user: their keys do not expire. */
  readonly sessionToken?: string;
}

interface Issued {
  readonly principal: Principal;
  readonly credentials: LocalCredentials;
}

/** Hands out one access key per principal, and tells from a key whose it is. Secrets are of this run alone. */
export class CredentialStore {
  readonly #issued = new Map<string, Issued>();

  issue(principal: Principal): LocalCredentials {
    const digest = createHash('sha256').update(JSON.stringify(principal)).digest('hex').toUpperCase();
    const temporary = principal.kind === 'role';
    // The form of AWS's ids, 20 characters: ASIA for a session, AKIA for a long-lived key.
    const accessKeyId = `${temporary ? 'ASIA' : 'AKIA'}LOCAL${digest.slice(0, 11)}`;
    const known = this.#issued.get(accessKeyId);
    if (known) return known.credentials;
    const credentials: LocalCredentials = {
      accessKeyId,
      // Of AWS's 40 characters, none of which a shell reads.
      secretAccessKey: `local-${randomBytes(17).toString('hex')}`,
      ...(temporary ? { sessionToken: `local-session-${randomBytes(24).toString('hex')}` } : {}),
    };
    this.#issued.set(accessKeyId, { principal, credentials });
    return credentials;
  }

  find(accessKeyId: string): Issued | undefined {
    return this.#issued.get(accessKeyId);
  }
}
