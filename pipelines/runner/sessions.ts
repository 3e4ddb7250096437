import { randomUUID } from 'node:crypto';
import { type Access } from '../../policies/iam/access';
import { authorize } from '../../policies/iam/authorize';
import { AwsFault } from './aws-fault';

/** Who has credentials of STS. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly token: string;
  readonly role: string;
  readonly name: string;
  readonly access: Access;
}

/** The sessions that STS gave, and what each may do by the policies of the synthesized bootstrap stacks. */
export class Sessions {
  readonly #byKey = new Map<string, Session>();

  begin(access: Access, role: string, name: string): Session {
    const drawn = () => randomUUID().replaceAll('-', '').toUpperCase();
    const accessKeyId = `ASIA${drawn().slice(0, 16)}`;
    const session = { accessKeyId, secretAccessKey: drawn(), token: drawn(), role, name, access };
    this.#byKey.set(accessKeyId, session);
    return session;
  }

  /** @throws AwsFault for credentials that STS gave nobody */
  of(accessKeyId: string | undefined, token: string | undefined): Session {
    const session = this.#byKey.get(accessKeyId ?? '');
    if (!session || session.token !== token) {
      throw new AwsFault('InvalidToken', 'The security token included in the request is invalid.', 403);
    }
    return session;
  }
}

/** @throws AwsFault in AWS's words where the role may not */
export function mustBeAllowed(
  { access, role }: Session,
  action: string,
  resource: string,
  context: Readonly<Record<string, string>> = {},
): void {
  const { allowed, because } = authorize(access, { principal: { kind: 'role', arn: role }, action, resource, context });
  if (allowed) return;
  const words = `User: ${role} is not authorized to perform: ${action} on resource: ${resource} because ${because}`;
  throw new AwsFault('AccessDenied', words, 403);
}
