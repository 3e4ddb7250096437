import { placeOf } from '../../catalog/place-of';
import { isBootstrap } from '../../terraform/stacks/environment-stacks';
import { type Check } from '../findings/finding';
import { unknownBlocks } from '../pipeline/provider-needs';

export const unknownResourceType: Check = {
  rule: 'unknown-resource-type',
  why: 'Whether the pipelines may apply a resource is known only of types whose calls have been looked up.',
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  run: ({ stack, neighbours }) =>
    (isBootstrap(stack.name) ? neighbours : []).flatMap((applied) =>
      unknownBlocks(applied).map(({ address, type, source }) => ({
        subject: address,
        ...(source ? { where: source } : {}),
        message: `what Terraform's provider calls for ${type} is not known`,
        fix: `Add it to ${placeOf(type)}, with its calls from the provider's source, and grant them in constructs/deploy-access/.`,
      })),
    ),
};
