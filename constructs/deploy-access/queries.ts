import { AthenaWorkgroup } from '@cdktf/provider-aws/lib/athena-workgroup';
import { arnOf } from '../parts/deployment';
import { type Access, allowOn, type Deployed } from './deployed';

/** Athena's workgroups: their settings, and no query in them. */
export function manageQueries(deployed: Deployed): Access {
  const workgroups = deployed.each(AthenaWorkgroup, ({ nameInput }, text) =>
    arnOf('athena', deployed.deployment, `workgroup/${text(nameInput)}`),
  );
  return {
    read: allowOn('ReadWorkgroups', ['athena:GetWorkGroup', 'athena:ListTagsForResource'], workgroups),
    write: allowOn(
      'ManageWorkgroups',
      [
        'athena:CreateWorkGroup',
        'athena:DeleteWorkGroup',
        'athena:TagResource',
        'athena:UntagResource',
        'athena:UpdateWorkGroup',
      ],
      workgroups,
    ),
  };
}
