import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAccess } from '../../../policies/iam/access';
import { type Block, type Json, type Stack } from '../../../terraform/stack';
import { AccessControl, type Use } from '../shared/access-control';
import { type Call, callBy } from '../shared/call';
import { SimulatedClock } from '../shared/clock';
import { blockOf, stackOf } from '../shared/test-support';
import { SnsService } from '../sns/sns';
import { SqsService } from '../sqs/sqs';
import { LambdaService } from './lambda';

export const ACCOUNT = '000000000000';
export const arnOf = (service: string, name: string): string => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${name}`;
export const roleArn = `arn:aws:iam::${ACCOUNT}:role/f`;

/** What a function's role may do: action and resource. */
export type Grants = readonly (readonly [action: string, resource: string])[];

export interface Stood {
  readonly stack: Stack;
  readonly access: AccessControl;
  readonly clock: SimulatedClock;
  readonly sns: SnsService;
  readonly sqs: SqsService;
  readonly lambda: LambdaService;
  /** Of the account's root. */
  readonly root: Call;
  readonly uses: readonly Use[];
}

/**
 * One function `f` whose module is `code`, its role, and what else there is: functions, topics and queues, without an
 * endpoint.
 */
export function standFunction(
  folder: string,
  code: string,
  {
    grants,
    settings = {},
    blocks = [],
  }: { grants: Grants; settings?: Record<string, Json>; blocks?: readonly Block[] },
): Stood {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.mjs'), code);
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const may = [...grants, ['logs:*', '*']].map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource }));
  const policy = (Statement: object) => JSON.stringify({ Version: '2012-10-17', Statement });
  const stack = {
    ...stackOf(
      blockOf('aws_iam_role', { name: 'f', arn: roleArn, assume_role_policy: policy([trust]) }, 'f'),
      blockOf('aws_iam_role_policy', { name: 'p', role: 'f', policy: policy(may) }, 'f'),
      blockOf('archive_file', { type: 'zip', source_file: 'index.mjs', output_path: 'f.zip' }, 'f'),
      blockOf(
        'aws_lambda_function',
        {
          function_name: 'f',
          arn: arnOf('lambda', 'function:f'),
          role: roleArn,
          filename: 'f.zip',
          handler: 'index.handler',
          runtime: 'nodejs24.x',
          ...settings,
        },
        'f',
      ),
      ...blocks,
    ),
    folder,
  };
  const uses: Use[] = [];
  const clock = new SimulatedClock(new Date('2026-05-01T08:00:00Z'));
  const access = new AccessControl(readAccess(stack, []), (use) => void uses.push(use));
  const sns = new SnsService(stack, access, clock);
  const sqs = new SqsService(stack, access, clock);
  const lambda = new LambdaService({
    stack,
    access,
    clock,
    sns,
    sqs,
    folder,
    credentialsFor: () => ({ accessKeyId: 'ASIALOCAL0', secretAccessKey: 'x' }),
    endpointUrl: () => 'http://127.0.0.1:1',
  });
  const root = callBy(access, { kind: 'root', accountId: ACCOUNT }, 'r');
  return { stack, access, clock, sns, sqs, lambda, root, uses };
}

export const queue = (name: string, more: Record<string, Json> = {}): Block =>
  blockOf('aws_sqs_queue', { name, arn: arnOf('sqs', name), url: `https://q/${name}`, ...more }, name);
