import { type Block, type Json, type Stack } from '../../terraform/stack';

export const ACCOUNT = '123456789012';

/** A stack as `terraform/` would read it: blocks by address, with the attributes that a test's policies need. */
export function stackOf(blocks: Readonly<Record<string, Readonly<Record<string, Json>>>>): Stack {
  return {
    name: 'test',
    folder: '.',
    accountId: ACCOUNT,
    region: 'eu-west-1',
    outputs: {},
    blocks: Object.entries(blocks).map(([address, values], index): Block => {
      const [type = '', name = ''] = address.split('.');
      return { kind: 'resource', type, name, address, values, source: { file: 'constructs/x.ts', line: index + 1 } };
    }),
  };
}

export const document = (...statements: Json[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

export const roleArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;

const trust = document({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });

/** A role named `reader` with these identity statements. */
export const readerBlocks = (...statements: Json[]): Record<string, Record<string, Json>> => ({
  'aws_iam_role.reader': { name: 'reader', arn: roleArn('reader'), assume_role_policy: trust },
  ...(statements.length === 0
    ? {}
    : { 'aws_iam_role_policy.reader': { name: 'p', role: 'reader', policy: document(...statements) } }),
});
