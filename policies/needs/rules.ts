import { type Check } from '../finding';
import { widerGrants } from './breadth';
import { unneededGrants } from './minimality';
import { type Need } from './need';
import { unmetNeeds } from './sufficiency';
import { unrecordedCommands } from './unrecorded';

/** The rules that hold an environment's access against what its recorded run needed. */
export const needChecks = (needs: readonly Need[]): readonly Check[] => [
  {
    rule: 'insufficient-access',
    why: 'A call that the code makes would be refused in production.',
    cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
    run: ({ access }) => unmetNeeds(access, needs),
  },
  {
    rule: 'unneeded-grant',
    why: 'What is never needed is only of use to an intruder.',
    cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    run: ({ access }) => unneededGrants(access, needs),
  },
  {
    rule: 'wider-than-needed',
    why: 'What a wildcard allows beyond what is needed is only of use to an intruder.',
    cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    run: ({ access }) => widerGrants(access, needs),
  },
  {
    rule: 'unrecorded-call',
    why: 'Whether a role has what its code needs can only be told of calls that a run has made.',
    cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    run: ({ stack }) => unrecordedCommands(stack, needs),
  },
];

/** For lists of rules. */
export const needRules = needChecks([]);
