import { inspect } from '../../../policies/proof/inspect';
import { lockedAccess } from '../../../policies/lock/locked-access';
import { readAccess } from '../../../policies/iam/access';
import { type Block, type Json, type Stack } from '../../../terraform/stack';
import { answer, peakMemory } from '../shared/child';
import { type Run } from '../shared/run';
import { spreadOf } from '../shared/statistics';

const ACCOUNT = '123456789012';
/** Of a role: three that allow, and the one that trusts. */
const STATEMENTS = 4;
/** How often it is decided, of which the median counts: the smallest takes no longer than a collection of garbage. */
const TIMES = 3;

/**
 * `statements COUNT`: the whole decision (reading, every rule, comparison with a lock that each role differs from) on a
 * stack with so many, a multiple of four.
 */
export async function main([count = '']: readonly string[]): Promise<number> {
  // Until the compiler has seen it all, a small stack costs more than its share.
  for (let run = 0; run < 20; run += 1) await decide(100);
  const runs: Required<Run>[] = [];
  for (let run = 0; run < TIMES; run += 1) runs.push(await decide(Number(count) / STATEMENTS));
  const median = (of: 'wall' | 'cpu') => spreadOf(runs.map((run) => run[of])).median;
  return answer({ wall: median('wall'), cpu: median('cpu'), memory: peakMemory() } satisfies Run);
}

async function decide(roles: number): Promise<Required<Run>> {
  const stack = stackOf(roles, 'results/');
  const lock = { bench: lockedAccess(readAccess(stackOf(roles, 'results/old-'))) };
  const [start, before] = [performance.now(), process.cpuUsage()];
  const { changes, findings } = await inspect({
    stacks: [stack],
    lock,
    lockFile: 'lock',
    needs: {},
    excuses: [],
    today: '2026-01-01',
  });
  const { user, system } = process.cpuUsage(before);
  const wall = performance.now() - start;
  if (changes.length !== roles || findings.length > 0) {
    throw new Error(
      `${roles} changes and no finding were to be decided, not ${changes.length} and ${findings.length}.`,
    );
  }
  return { wall, cpu: (user + system) / 1000, memory: peakMemory() };
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
