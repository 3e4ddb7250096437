/**
 * IAM's decision on one request, written once more from AWS's pages and sharing nothing with `authorize`: random policies
 * of identity, boundary and bucket, for the property test and the fuzzer.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
import fc from 'fast-check';
import { type Json } from '../../terraform/stack';
import { readAccess } from './access';
import { authorize, mayBeAllowed } from './authorize';
import { type Kind, KINDS, meets, pattern } from './operator-oracle';
import { ACCOUNT, document, readerBlocks, roleArn, stackOf } from './test-support';

const ROLE = roleArn('reader');
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/reader/now`;
const OTHERS = [roleArn('other'), SESSION.replace('/now', '/later'), SESSION.replace('/reader/', '/other/')];
const OBJECT = 'arn:aws:s3:::b/x';
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/b`;

type Tested = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
interface Written {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: Tested;
  readonly Principal?: Json;
  readonly NotPrincipal?: Json;
}
interface World {
  readonly identity: readonly Written[];
  readonly boundary: readonly Written[] | undefined;
  readonly bucket: readonly Written[];
  readonly tagKeys: readonly string[];
}

const oneOf = fc.constantFrom;
const lists = (of: readonly string[]) => fc.uniqueArray(oneOf(...of), { minLength: 1, maxLength: 2 });
/** Of ForAnyValue with IfExists AWS doesn't say what it does without the key. */
const setTest = (kind: Kind) =>
  fc
    .tuple(
      oneOf(['ForAllValues:', ''], ['ForAllValues:', 'IfExists'], ['ForAnyValue:', '']),
      oneOf(...Object.keys(kind.compares)),
      lists(kind.policy),
    )
    .map(([[set, ifExists], operator, values]): Tested => ({
      [`${set ?? ''}${operator}${ifExists ?? ''}`]: { 'aws:TagKeys': values },
    }));
const roleTest = oneOf<Tested>(
  { ArnEquals: { 'aws:PrincipalArn': [ROLE] } },
  { StringNotEquals: { 'aws:PrincipalArn': [ROLE] } },
  { ArnLike: { 'aws:PrincipalArn': [`arn:aws:iam::${ACCOUNT}:role/*`] } },
);
const statementOf = (kind: Kind): fc.Arbitrary<Written> =>
  fc
    .tuple(
      oneOf('Allow' as const, 'Allow' as const, 'Deny' as const),
      oneOf('s3:GetObject', 's3:Get*', 's3:PutObject', '*'),
      oneOf(OBJECT, 'arn:aws:s3:::b/*', 'arn:aws:s3:::b/y'),
      fc.option(fc.oneof(setTest(kind), roleTest), { nil: undefined, freq: 2 }),
    )
    .map(([Effect, Action, Resource, Condition]) => ({
      Effect,
      Action,
      Resource,
      ...(Condition ? { Condition } : {}),
    }));
const someone = fc.uniqueArray(oneOf(ROLE, SESSION, ACCOUNT, ...OTHERS), { minLength: 1, maxLength: 3 });
const principal = fc.oneof(
  oneOf<Json>('*', { AWS: '*' }),
  someone.map((AWS): Json => ({ AWS })),
  oneOf<Json>({ Service: 'events.amazonaws.com' }),
);
const onBucket = (statement: fc.Arbitrary<Written>) =>
  fc
    .tuple(statement, principal, fc.boolean())
    .map(([one, who, not]): Written =>
      not && one.Effect === 'Deny' ? { ...one, NotPrincipal: who } : { ...one, Principal: who },
    );

const worldsOf = (kind: Kind): fc.Arbitrary<World> => {
  const statement = statementOf(kind);
  return fc.record({
    identity: fc.array(statement, { maxLength: 2 }),
    boundary: fc.option(fc.array(statement, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    bucket: fc.array(onBucket(statement), { maxLength: 3 }),
    tagKeys: oneOf<readonly string[]>(...kind.request),
  });
};

export const worlds: fc.Arbitrary<World> = fc.oneof(...KINDS.map(worldsOf));

/** What AWS's pages make of it; undefined where they don't say. */
function decided({ identity, boundary, bucket, tagKeys }: World): boolean | undefined {
  const listOf = (who: Json | undefined): string[] => {
    if (who === '*') return ['*'];
    const aws = (who as { AWS?: string | string[] }).AWS;
    return aws === undefined ? [] : [aws].flat();
  };
  const meetsAll = (tests: Tested): boolean =>
    Object.entries(tests).every(([operator, byKey]) =>
      Object.entries(byKey).every(([key, wanted]) =>
        meets(operator, wanted, key === 'aws:PrincipalArn' ? [ROLE] : tagKeys),
      ),
    );
  const hit = (one: Written): boolean =>
    pattern(one.Action).test('s3:GetObject') && pattern(one.Resource).test(OBJECT) && meetsAll(one.Condition ?? {});
  const about = (one: Written): boolean => {
    if (one.NotPrincipal !== undefined) {
      if (boundary) return true;
      const spared = listOf(one.NotPrincipal);
      return !(spared.includes('*') || (spared.includes(ROLE) && spared.includes(ACCOUNT)));
    }
    const named = listOf(one.Principal);
    if (named.includes('*') || named.includes(ROLE) || named.includes(SESSION)) return true;
    return one.Effect === 'Deny' && named.includes(ACCOUNT);
  };
  const mine = bucket.filter((one) => hit(one) && about(one));
  const all = [...identity.filter(hit), ...(boundary ?? []).filter(hit), ...mine];
  if (all.some(({ Effect }) => Effect === 'Deny')) return false;
  const toSession = mine.some(
    (one) =>
      listOf(one.Principal).includes(SESSION) ||
      (listOf(one.Principal).includes('*') &&
        Object.values(one.Condition ?? {}).some((byKey) => 'aws:PrincipalArn' in byKey)),
  );
  if (toSession) return true;
  const granted = mine.length > 0 || identity.some(hit);
  if (!granted || !boundary || boundary.some(hit)) return granted;
  // Of a grant to everyone, AWS doesn't say whether the boundary's silence limits it.
  return mine.some((one) => listOf(one.Principal).includes('*')) ? undefined : false;
}

/** What is wrong with the answer for a world; undefined when nothing is. */
export function wrongDecision(world: World): string | undefined {
  const { identity, boundary, bucket, tagKeys } = world;
  const written = (statements: readonly Written[]) => document(...(statements as unknown as Json[]));
  const blocks = readerBlocks(...(identity as unknown as Json[]));
  const access = readAccess(
    stackOf({
      ...blocks,
      ...(boundary
        ? {
            'aws_iam_role.reader': { ...blocks['aws_iam_role.reader'], permissions_boundary: BOUNDARY },
            'aws_iam_policy.b': { arn: BOUNDARY, name: 'b', policy: written(boundary) },
          }
        : {}),
      'aws_s3_bucket.b': {
        bucket: 'b',
        arn: 'arn:aws:s3:::b',
        ...(bucket.length > 0 ? { policy: written(bucket) } : {}),
      },
    }),
  );
  const request = {
    principal: { kind: 'role', arn: ROLE, session: 'now' },
    action: 's3:GetObject',
    resource: OBJECT,
    context: { 'aws:TagKeys': tagKeys },
  } as const;
  const [surely, perhaps] = [authorize(access, request).allowed, mayBeAllowed(access, request)];
  const expected = decided(world);
  const right = expected === undefined ? !surely && perhaps : surely === expected && perhaps === expected;
  return right
    ? undefined
    : `decided ${String(surely)} (may be: ${String(perhaps)}), AWS's pages say ${String(expected)}: ${JSON.stringify(world)}`;
}
