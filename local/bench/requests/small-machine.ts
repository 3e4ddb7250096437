import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the machine is named. */
export const SMALL = 'bench-small';

/** Four states that call nothing: what it takes is what executions themselves take. */
export const DEFINITION = JSON.stringify({
  StartAt: 'First',
  States: {
    First: { Type: 'Pass', Result: { count: 1 }, ResultPath: '$.first', Next: 'Which' },
    Which: {
      Type: 'Choice',
      Choices: [{ Variable: '$.first.count', NumericEquals: 1, Next: 'Second' }],
      Default: 'End',
    },
    Second: { Type: 'Pass', Parameters: { 'both.$': '$.first' }, Next: 'End' },
    End: { Type: 'Succeed' },
  },
});

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** Adds the machine to a synthesized stack, with a role of its own, which may do nothing. */
export function addSmallMachine(stack: string): void {
  const file = join(stack, 'cdk.tf.json');
  const { resource, ...others } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly resource: Readonly<Record<string, object>>;
  };
  const withOne = (type: string, attributes: object) => ({ [type]: { ...resource[type], [SMALL]: attributes } });
  const added = {
    ...withOne('aws_iam_role', { name: SMALL, assume_role_policy: TRUST }),
    ...withOne('aws_sfn_state_machine', {
      name: SMALL,
      role_arn: `\${aws_iam_role.${SMALL}.arn}`,
      definition: DEFINITION,
    }),
  };
  writeFileSync(file, JSON.stringify({ ...others, resource: { ...resource, ...added } }));
}
