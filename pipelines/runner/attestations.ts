import { type WebIdentityToken } from '../../policies/iam/web-identity';

/** What a job attested, and who that job was: a signature binds both, here it is that we gave the token ourselves. */
interface Attested {
  readonly subjects: readonly { readonly name: string; readonly digest: { readonly sha256: string } }[];
  readonly predicateType: string;
  readonly claims: WebIdentityToken;
}

/** What the stand-in of `actions/attest` sends. */
interface Sent {
  /** An identity token for Sigstore, in place of the certificate that Sigstore gives for it. */
  readonly token: string;
  readonly statement: { readonly subject: Attested['subjects']; readonly predicateType: string };
}

/** GitHub's store of attestations. */
export class Attestations {
  readonly all: Attested[] = [];

  /** @param claims of the token that signs, when it is one that was given for Sigstore */
  add({ statement }: Sent, claims: WebIdentityToken | undefined): boolean {
    if (claims?.['aud'] !== 'sigstore') return false;
    this.all.push({ subjects: statement.subject, predicateType: statement.predicateType, claims });
    return true;
  }

  /** Of one digest: `sha256:…` https://docs.github.com/en/rest/repos/attestations */
  of(digest: string): Attested[] {
    return this.all.filter(({ subjects }) => subjects.some((one) => `sha256:${one.digest.sha256}` === digest));
  }

  /** As if nothing had been attested of what has this name. */
  forget(name: string): void {
    for (const [index, one] of this.all.entries()) {
      this.all[index] = { ...one, subjects: one.subjects.filter((subject) => subject.name !== name) };
    }
  }
}
