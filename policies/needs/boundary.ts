import { type Access } from '../iam/access';
import { type Problem } from '../findings/finding';
import { type Need } from './need';
import { unneeded } from './minimality';

/**
 * What a permissions boundary lets through and no role that it bounds has a need of. Its ARNs may be wider than the
 * needs: it is the most that roles may have, also those that come later.
 * @param needs of the roles which it bounds
 */
export const looseBoundaries = (access: Access, needs: readonly Need[]): Problem[] =>
  [...access.managedPolicies.values()]
    .filter(({ arn }) => access.boundaries.has(arn))
    .flatMap(({ arn, statements }) =>
      unneeded(access, { subject: arn.slice(arn.lastIndexOf('/') + 1), statements, decides: () => true }, needs),
    );
