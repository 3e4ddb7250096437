import { iam } from '../../../catalog/services/iam';
import { type LocalService } from '../service';

/** Roles and policies: AccessControl decides by them, before any service hears of a request. */
export const iamService: LocalService<undefined> = {
  service: iam,
  holds: 'nothing',
  stands: ['aws_iam_role', 'aws_iam_role_policy', 'aws_iam_policy', 'aws_iam_role_policy_attachment'],
  refuses: [],
  otherwise: ["A change of a policy, which takes AWS seconds to spread, cannot happen: policies are the stack's."],
  needs: {},
  standUp: () => ({ value: undefined }),
};
