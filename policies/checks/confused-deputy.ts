import { type Check } from '../findings/finding';
import { at, placedStatements, type PlacedStatement } from '../findings/placed-statements';

const BOUND_BY = ['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceorgpaths'];

/** What AWS has a service send in their place. */
const BOUND_OTHERWISE: readonly { service: RegExp; key: string; value: (accountId: string) => string; cite: string }[] =
  [
    {
      service: /^firehose\./,
      key: 'sts:externalid',
      value: (accountId) => accountId,
      cite: 'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#firehose-assume-role',
    },
  ];

/** Where AWS says that the service sends neither key, so that a condition would shut it out. */
const EXEMPT: readonly { service: RegExp; on: RegExp; cite: string }[] = [
  // Lambda sends neither key when it assumes an execution role.
  {
    service: /^lambda\./,
    on: /^trust$/,
    cite: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
  },
  {
    service: /^events\./,
    on: /:sns:/,
    cite: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html',
  },
  { service: /^events\./, on: /:kms:/, cite: 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html' },
];

export const confusedDeputy: Check = {
  rule: 'confused-deputy',
  why: "Without aws:SourceArn or aws:SourceAccount, the service may be made to use this access for another account's resource.",
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  run: ({ access }) =>
    placedStatements(access)
      .filter(({ statement }) => statement.effect === 'Allow')
      .flatMap((placed) =>
        (placed.statement.principals?.services ?? [])
          .filter(
            (service) =>
              !isBound(placed) && !isBoundOtherwise(placed, service, access.accountId) && !isExempt(placed, service),
          )
          .map((service) => ({
            ...at(placed),
            message: `${service} is trusted whoever it acts for`,
            fix: 'Add a condition on aws:SourceArn (the one resource that it acts for) or aws:SourceAccount.',
          })),
      ),
};

/** A negated or optional condition lets a request without the key through. */
const isBound = ({ statement }: PlacedStatement): boolean =>
  statement.conditions.some(
    ({ key, operator, values }) =>
      BOUND_BY.includes(key) &&
      /^(String|Arn)(Equals|Like)$/i.test(operator) &&
      !values.some((value) => /^[*:]*$/.test(value)),
  );

const isBoundOtherwise = ({ statement }: PlacedStatement, service: string, accountId: string): boolean =>
  BOUND_OTHERWISE.some(
    (row) =>
      row.service.test(service) &&
      statement.conditions.some(
        ({ key, operator, values }) =>
          key === row.key &&
          /^StringEquals$/i.test(operator) &&
          values.length > 0 &&
          values.every((value) => value === row.value(accountId)),
      ),
  );

function isExempt({ kind, subject }: PlacedStatement, service: string): boolean {
  const on = kind === 'trust' ? 'trust' : subject;
  return EXEMPT.some((row) => row.service.test(service) && row.on.test(on));
}
