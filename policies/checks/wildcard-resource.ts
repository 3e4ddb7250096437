import { type Check } from '../findings/finding';
import { at, placedStatements } from '../findings/placed-statements';
import { type KnownAction } from '../iam/iam-catalog';
import { actionsCovered } from './unknown-action';

/**
 * "CloudWatch doesn't have any specific resources for you to control": the data set that the reference lists for them is an
 * addition. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-access-control-overview-cw.html
 */
const METRICS = ['cloudwatch:GetMetricData', 'cloudwatch:PutMetricData'];

/** Whether "*" is right for what an action's one, optional type of resource does not cover. */
const takesAll = ({ service, name, level, optionalResource }: KnownAction): boolean =>
  optionalResource && (level === 'List' || METRICS.includes(`${service}:${name}`));

export const wildcardResource: Check = {
  rule: 'wildcard-resource',
  why: 'Resource "*" is only right for actions that take no resource; for any other it means every one in the account.',
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html',
  run: ({ access, catalog }) =>
    placedStatements(access)
      // On a resource, "*" stands for that resource.
      .filter(({ kind, statement }) => ['identity', 'boundary'].includes(kind) && statement.effect === 'Allow')
      .flatMap((placed) => {
        const { actions, resources } = placed.statement;
        if (!resources || !(resources.not || resources.patterns.some(({ pattern }) => pattern.kind === 'all')))
          return [];
        const withResource = actions.patterns.filter(
          (pattern) =>
            actions.not ||
            !pattern.text.includes(':') ||
            actionsCovered(catalog, pattern).some((action) => !action.wildcardOnly && !takesAll(action)),
        );
        return withResource.map(({ text }) => ({
          ...at(placed),
          message: resources.not
            ? `${text} is allowed on everything but a list (NotResource)`
            : `${text} takes a resource, and is allowed on "*"`,
          fix: 'Name the ARN of the resource, by a reference to its block.',
        }));
      }),
};
