import { iam } from '../../../catalog/services/iam';
import { type LocalService } from '../service';

/** Roles and policies: AccessControl decides by them, before any service hears of a request. */
export const iamService: LocalService<undefined> = {
  service: iam,
  stands: ['aws_iam_role', 'aws_iam_role_policy', 'aws_iam_policy', 'aws_iam_role_policy_attachment'],
  needs: {},
  standUp: () => ({ value: undefined }),
};
