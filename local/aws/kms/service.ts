import { kms } from '../../../catalog/services/kms';
import { type LocalService } from '../service';

/** Keys: services ask whether one may be used (kms.ts), and its policy decides. Nothing is encrypted. */
export const kmsService: LocalService<undefined> = {
  service: kms,
  stands: ['aws_kms_key', 'aws_kms_alias'],
  needs: {},
  standUp: () => ({ value: undefined }),
};
