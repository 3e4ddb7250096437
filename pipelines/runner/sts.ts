import { type Access } from '../../policies/iam/access';
import { assumeRoleWithWebIdentity, type WebIdentityToken } from '../../policies/iam/web-identity';
import { AwsFault } from './aws-fault';
import { type Answer } from './loopback';
import { type Session, type Sessions } from './sessions';

/** STS, which holds each role's trust, as it is synthesized, against the token that GitHub gave a job. */
export class Sts {
  /** `github-apply-dev-blog for repo:OWNER/REPO:environment:dev`, in order; those refused begin with `refused `. */
  readonly told: string[] = [];

  /**
   * @param accounts by their ids
   * @param tokenOf what a token says; undefined for one that GitHub never gave
   */
  constructor(
    private readonly accounts: ReadonlyMap<string, Access>,
    private readonly sessions: Sessions,
    private readonly tokenOf: (value: string) => WebIdentityToken | undefined,
  ) {}

  answer(form: URLSearchParams, session: () => Session): Answer {
    const action = form.get('Action');
    if (action === 'GetCallerIdentity') return identity(session());
    if (action === 'AssumeRoleWithWebIdentity') return this.#assume(form);
    throw new AwsFault('InvalidAction', `${action} is not served here`, 400);
  }

  #assume(form: URLSearchParams): Answer {
    const role = form.get('RoleArn') ?? '';
    const token = this.tokenOf(form.get('WebIdentityToken') ?? '');
    if (!token) throw new AwsFault('InvalidIdentityToken', 'The token is not of the issuer', 400);
    const access = this.accounts.get(role.split(':')[4] ?? '');
    const told = `${role.split('/').at(-1)} for ${token['sub']}`;
    if (!access?.roles.has(role) || !assumeRoleWithWebIdentity(access, role, token).allowed) {
      this.told.push(`refused ${told}`);
      throw new AwsFault('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);
    }
    this.told.push(told);
    const session = this.sessions.begin(access, role, form.get('RoleSessionName') ?? 'session');
    const end = new Date(Date.now() + Number(form.get('DurationSeconds') ?? 3600) * 1000).toISOString();
    return xml(
      'AssumeRoleWithWebIdentity',
      `<AssumedRoleUser><Arn>${assumed(session)}</Arn></AssumedRoleUser><Credentials>` +
        `<AccessKeyId>${session.accessKeyId}</AccessKeyId><SecretAccessKey>${session.secretAccessKey}</SecretAccessKey>` +
        `<SessionToken>${session.token}</SessionToken><Expiration>${end}</Expiration></Credentials>`,
    );
  }
}

const assumed = ({ access, role, name }: Session): string =>
  `arn:aws:sts::${access.accountId}:assumed-role/${role.split('/').at(-1)}/${name}`;

const identity = (session: Session): Answer =>
  xml(
    'GetCallerIdentity',
    `<Arn>${assumed(session)}</Arn><UserId>AROA:${session.name}</UserId><Account>${session.access.accountId}</Account>`,
  );

const xml = (action: string, body: string): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body:
    `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${body}</${action}Result>` +
    `<ResponseMetadata><RequestId>0</RequestId></ResponseMetadata></${action}Response>`,
});
