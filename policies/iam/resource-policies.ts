import { partsOf } from '../../catalog/all';
import { type PolicyCarrier } from '../../catalog/entry';
import { UserError } from '../../scripts/user-error';
import { blocksOfType, optionalText, text } from '../../terraform/query';
import { type Refusals } from '../../terraform/refused';
import { type Block, type Json, type SourceLocation, type Stack } from '../../terraform/stack';
import { parseDocument, type Statement } from './document';

/** The policy on a resource. */
export interface ResourcePolicy {
  readonly arn: string;
  /** Where the policy is written; where the resource is, if it has none. */
  readonly source?: SourceLocation;
  /** Empty for a resource of the stack that carries no policy. */
  readonly statements: readonly Statement[];
}

/** The resources' own first: what a block beside says is added to them. */
const carriers = Object.entries(partsOf('policy')).sort(([, one], [, other]) => Number(!!one.on) - Number(!!other.on));

/** @param refusals takes a policy on a resource that isn't in the stack, and a document that can't be read */
export function readResourcePolicies(stack: Stack, refusals: Refusals): Map<string, ResourcePolicy> {
  const policies = new Map<string, ResourcePolicy>();
  const add = (arn: string, block: Block, statements: readonly Statement[]): void => {
    const before = policies.get(arn)?.statements ?? [];
    const source = statements.length > 0 ? block.source : (policies.get(arn)?.source ?? block.source);
    policies.set(arn, { arn, ...(source ? { source } : {}), statements: [...before, ...statements] });
  };
  for (const block of blocksOfType(stack, 'aws_lambda_function')) add(text(block, 'arn'), block, []);
  for (const [type, carrier] of carriers) {
    for (const block of blocksOfType(stack, type).filter(({ kind }) => kind === 'resource')) {
      refusals.of(stack.name, () => {
        const arn = carrier.on ? resourceArn(stack, block, carrier.on) : text(block, 'arn');
        const has = optionalText(block, 'policy') !== undefined || carrier.optional !== true;
        add(arn, block, has ? parseDocument(block.values['policy'], 'resource', block) : []);
      });
    }
  }
  // Whatever it is that it sets: of a bucket elsewhere, nothing here is known.
  for (const block of stack.blocks.filter(
    ({ kind, type }) => kind === 'resource' && type.startsWith('aws_s3_bucket_'),
  )) {
    refusals.of(stack.name, () =>
      resourceArn(stack, block, { type: 'aws_s3_bucket', by: 'bucket', matches: ['bucket', 'arn'] }),
    );
  }
  for (const key of blocksOfType(stack, 'aws_kms_key')) {
    if (policies.get(text(key, 'arn'))?.statements.length === 0)
      add(text(key, 'arn'), key, defaultKeyPolicy(stack, key));
  }
  for (const block of blocksOfType(stack, 'aws_lambda_permission')) {
    refusals.of(stack.name, () => {
      const arn = functionArn(stack, block);
      add(arn, block, parseDocument(permissionDocument(arn, block), 'resource', block));
    });
  }
  return policies;
}

function resourceArn(stack: Stack, block: Block, on: NonNullable<PolicyCarrier['on']>): string {
  const wanted = text(block, on.by);
  const found = blocksOfType(stack, on.type).find((one) =>
    on.matches.some((attribute) => one.values[attribute] === wanted),
  );
  if (!found) throw new UserError(`${block.address}: ${on.by} ${wanted} is no ${on.type} of the stack.`);
  return text(found, 'arn');
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html: it leaves all to IAM. */
function defaultKeyPolicy(stack: Stack, key: Block): Statement[] {
  const root = `${arnPrefix(text(key, 'arn'))}:iam::${stack.accountId}:root`;
  const statement = { Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' };
  return parseDocument(JSON.stringify({ Version: '2012-10-17', Statement: statement }), 'resource', key);
}

/** A permission may name its function by name or by ARN; one for a version or alias is on that ARN only. */
function functionArn(stack: Stack, block: Block): string {
  const named = text(block, 'function_name');
  const found = blocksOfType(stack, 'aws_lambda_function').find(({ values }) =>
    [values['function_name'], values['arn']].includes(named),
  );
  if (!found) throw new UserError(`${block.address}: function_name ${named} is no aws_lambda_function of the stack.`);
  const qualifier = optionalText(block, 'qualifier');
  return qualifier === undefined ? text(found, 'arn') : `${text(found, 'arn')}:${qualifier}`;
}

/** The statement that Lambda adds for AddPermission: https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
function permissionDocument(arn: string, block: Block): string {
  for (const unread of ['principal_org_id', 'event_source_token', 'function_url_auth_type']) {
    if (optionalText(block, unread) !== undefined) throw new UserError(`${block.address}: ${unread} is not read.`);
  }
  const principal = text(block, 'principal');
  const [sourceArn, sourceAccount] = [optionalText(block, 'source_arn'), optionalText(block, 'source_account')];
  const condition: Record<string, Json> = {
    ...(sourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': sourceArn } }),
    ...(sourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': sourceAccount } }),
  };
  const statement = {
    Sid: optionalText(block, 'statement_id') ?? block.name,
    Effect: 'Allow',
    Principal:
      principal === '*' ? '*' : principal.includes('.amazonaws.com') ? { Service: principal } : { AWS: principal },
    Action: text(block, 'action'),
    Resource: arn,
    ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

const arnPrefix = (arn: string): string => arn.split(':').slice(0, 2).join(':');
