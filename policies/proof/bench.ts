import { type Block, type Json, type Stack } from '../../terraform/stack';
import { readAccess } from '../iam/access';
import { inspect } from './inspect';
import { lockedAccess } from '../lock/locked-access';

const ACCOUNT = '123456789012';
const SIZES = [10, 100, 1000];
const RUNS = 5;

/**
 * `npm run bench:policies`: the whole decision (reading, every rule, comparison with a lock that each role differs
 * from) on stacks of growing size, as the time per role against that of the smallest stack: 1.0 is linear.
 */
export async function main(): Promise<number> {
  // Until the compiler has seen it all, a small stack costs more than its share.
  for (let run = 0; run < 10; run += 1) await seconds(50);
  process.stdout.write(' roles  statements   seconds  ms per role  against 10 roles\n');
  let first: number | undefined;
  for (const size of SIZES) {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run += 1) times.push(await seconds(size));
    const median = times.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN;
    const each = (median / size) * 1000;
    first ??= each;
    process.stdout.write(
      `${String(size).padStart(6)}${String(size * 4).padStart(12)}${median.toFixed(3).padStart(10)}` +
        `${each.toFixed(3).padStart(13)}${(each / first).toFixed(2).padStart(18)}\n`,
    );
  }
  return 0;
}

async function seconds(size: number): Promise<number> {
  const stack = stackOf(size, 'results/');
  const lock = { bench: lockedAccess(readAccess(stackOf(size, 'results/old-'))) };
  const start = process.hrtime.bigint();
  const { changes, findings } = await inspect({
    stacks: [stack],
    lock,
    lockFile: 'lock',
    needs: {},
    excuses: [],
    today: '2026-01-01',
  });
  const took = Number(process.hrtime.bigint() - start) / 1e9;
  if (changes.length !== size || findings.length > 0) {
    throw new Error(`${size} changes and no finding were to be decided, not ${changes.length} and ${findings.length}.`);
  }
  return took;
}

/** Roles like ours: reading a table's bucket, writing results under a prefix, logging, each with a trust policy. */
function stackOf(size: number, prefix: string): Stack {
  const blocks = Array.from({ length: size }, (_, index): Block[] => {
    const name = `role-${index}`;
    const arn = `arn:aws:iam::${ACCOUNT}:role/${name}`;
    return [
      block('aws_iam_role', name, {
        name,
        arn,
        assume_role_policy: document({
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
      }),
      block('aws_iam_role_policy', name, {
        name: 'own',
        role: name,
        policy: document(
          allow(['s3:GetObject'], [`arn:aws:s3:::bucket-${index}/events/*`]),
          {
            ...allow(['s3:PutObject', 's3:AbortMultipartUpload'], [`arn:aws:s3:::bucket-${index}/${prefix}*`]),
            Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
          },
          allow(
            ['logs:CreateLogStream', 'logs:PutLogEvents'],
            [`arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/lambda/${name}:*`],
          ),
        ),
      }),
    ];
  }).flat();
  return { name: 'bench', folder: '.', accountId: ACCOUNT, region: 'eu-west-1', outputs: {}, blocks };
}

const block = (type: string, name: string, values: Record<string, Json>): Block => ({
  kind: 'resource',
  type,
  name,
  address: `${type}.${name}`,
  values,
  source: { file: 'constructs/x.ts', line: 1 },
});

const allow = (Action: Json, Resource: Json): { [key: string]: Json } => ({ Effect: 'Allow', Action, Resource });

const document = (...statements: Json[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });
