import { type Json } from '../../terraform/stack';
import { readAccess } from './access';
import { authorize, mayBeAllowed, type Principal } from './authorize';
import { parseCondition } from './conditions';
import { RequestContext } from './request-context';
import { ACCOUNT, document, readerBlocks, roleArn, stackOf } from './test-support';

/** Decisions that AWS's own pages publish, and that are easy to get wrong. */
const PAGES = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';
const session: Principal = { kind: 'role', arn: roleArn('reader'), session: 'now' };
const sessionArn = `arn:aws:sts::${ACCOUNT}:assumed-role/reader/now`;
const object = 'arn:aws:s3:::b/x';
const get = { Effect: 'Allow', Action: 's3:GetObject', Resource: object };
const silent = { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' };

interface Policies {
  readonly identity?: Json[];
  readonly bucket?: Json[];
  readonly boundary?: Json[];
}

function accessOf({ identity = [], bucket = [], boundary }: Policies) {
  const blocks = readerBlocks(...identity);
  const arn = `arn:aws:iam::${ACCOUNT}:policy/b`;
  return readAccess(
    stackOf({
      ...blocks,
      'aws_s3_bucket.b': {
        bucket: 'b',
        arn: 'arn:aws:s3:::b',
        ...(bucket.length > 0 ? { policy: document(...bucket) } : {}),
      },
      ...(boundary
        ? {
            'aws_iam_role.reader': { ...blocks['aws_iam_role.reader'], permissions_boundary: arn },
            'aws_iam_policy.b': { arn, name: 'b', policy: document(...boundary) },
          }
        : {}),
    }),
  );
}

const request = (principal: Principal) => ({ principal, action: 's3:GetObject', resource: object });

test.each<[example: string, page: string, Policies, allowed: boolean]>([
  [
    "the bucket grants the role's session ARN; the role's boundary says nothing of S3",
    'reference_policies_evaluation-logic_policy-eval-basics.html',
    { bucket: [{ ...get, Principal: { AWS: sessionArn } }], boundary: [silent] },
    true,
  ],
  [
    "the bucket grants the role's session ARN, nothing else does",
    'reference_policies_elements_principal.html#principal-role-session',
    { bucket: [{ ...get, Principal: { AWS: sessionArn } }] },
    true,
  ],
  [
    "the bucket denies the role's session ARN",
    'reference_policies_elements_principal.html#principal-role-session',
    { identity: [get], bucket: [{ ...get, Effect: 'Deny', Principal: { AWS: sessionArn } }] },
    false,
  ],
  [
    'the bucket grants Principal * with aws:PrincipalArn = the role; the boundary is silent',
    'reference_policies_evaluation-logic_policy-eval-basics.html',
    {
      bucket: [{ ...get, Principal: '*', Condition: { ArnEquals: { 'aws:PrincipalArn': roleArn('reader') } } }],
      boundary: [silent],
    },
    true,
  ],
  [
    'the bucket grants the role’s own ARN; the boundary is silent',
    'reference_policies_evaluation-logic_policy-eval-basics.html',
    { bucket: [{ ...get, Principal: { AWS: roleArn('reader') } }], boundary: [silent] },
    false,
  ],
  [
    'a boundary that denies binds a grant to a session, too',
    'reference_policies_evaluation-logic_policy-eval-denyallow.html',
    { bucket: [{ ...get, Principal: { AWS: sessionArn } }], boundary: [silent, { ...get, Effect: 'Deny' }] },
    false,
  ],
  [
    'Deny with NotPrincipal [role, account], and the role has a boundary',
    'access_policies_boundaries.html',
    {
      identity: [get],
      bucket: [{ ...get, Effect: 'Deny', NotPrincipal: { AWS: [roleArn('reader'), ACCOUNT] } }],
      boundary: [get],
    },
    false,
  ],
  [
    'Deny with NotPrincipal [role, account], without a boundary',
    'reference_policies_elements_notprincipal.html',
    { identity: [get], bucket: [{ ...get, Effect: 'Deny', NotPrincipal: { AWS: [roleArn('reader'), ACCOUNT] } }] },
    true,
  ],
  [
    'Deny with NotPrincipal {AWS: *}: it spares everyone',
    'reference_policies_elements_notprincipal.html',
    { identity: [get], bucket: [{ ...get, Effect: 'Deny', NotPrincipal: { AWS: '*' } }] },
    true,
  ],
])('%s: %s', (_, page, policies, allowed) => {
  expect(PAGES + page).toMatch(/^https:/);
  expect(authorize(accessOf(policies), request(session)).allowed).toBe(allowed);
});

test.each<[example: string, operator: string, values: string[], value: string, holds: boolean]>([
  ['ForAllValues on an empty string', 'ForAllValues:StringLike', ['PostDateTime', 'Message', 'Tags'], '', true],
  ['ForAnyValue on an empty string', 'ForAnyValue:StringNotEquals', ['ID'], '', false],
])('%s (reference_policies_multi-value-conditions)', (_, operator, values, value, holds) =>
  expect(parseCondition(operator, 'k', values, true).test(new RequestContext({ k: value }))).toBe(holds),
);

test('of a session whose name nobody knows, the worst is taken for so', () => {
  const unnamed: Principal = { kind: 'role', arn: roleArn('reader') };
  const denied = accessOf({ identity: [get], bucket: [{ ...get, Effect: 'Deny', Principal: { AWS: sessionArn } }] });
  expect(authorize(denied, request(unnamed)).because).toBe('explicit deny');
  expect(mayBeAllowed(denied, request(unnamed))).toBe(true);
  const granted = accessOf({ bucket: [{ ...get, Principal: { AWS: sessionArn } }] });
  expect(authorize(granted, request(unnamed)).allowed).toBe(false);
  expect(mayBeAllowed(granted, request(unnamed))).toBe(true);
  const other: Principal = { ...unnamed, session: 'other' };
  expect([authorize(denied, request(other)).allowed, mayBeAllowed(granted, request(other))]).toEqual([true, false]);
});

test('a grant to anyone, of which AWS does not say whether a boundary limits it', () => {
  const access = accessOf({ bucket: [{ ...get, Principal: '*' }], boundary: [silent] });
  expect([authorize(access, request(session)).allowed, mayBeAllowed(access, request(session))]).toEqual([false, true]);
});
