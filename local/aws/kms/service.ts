import { kms } from '../../../catalog/services/kms';
import { type LocalService } from '../service';

/** Keys: services ask whether one may be used (kms.ts), and its policy decides. Nothing is encrypted. */
export const kmsService: LocalService<undefined> = {
  service: kms,
  holds: 'nothing',
  stands: ['aws_kms_key', 'aws_kms_alias'],
  refuses: [],
  otherwise: ["A key's policy decides who may use it; nothing is encrypted."],
  needs: {},
  standUp: () => ({ value: undefined }),
};
