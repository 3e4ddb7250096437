import { type Check } from '../findings/finding';
import { widerGrants } from './breadth';
import { unneededGrants } from './minimality';
import { looseBoundaries } from './boundary';
import { unrecordedTasks } from './machine-tasks';
import { type StackNeeds } from './needs-of-stack';
import { unmetNeeds } from './sufficiency';
import { unrecordedCommands } from './unrecorded';
import { weakConditions } from './weak-conditions';

/** The rules that hold a stack's access against what is needed of it. */
export const needChecks = ({ own: needs, bound }: StackNeeds): readonly Check[] => [
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
    run: ({ access }) => [...unneededGrants(access, needs), ...looseBoundaries(access, bound)],
  },
  {
    rule: 'wider-than-needed',
    why: 'What a wildcard allows beyond what is needed is only of use to an intruder.',
    cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    run: (input) => [...widerGrants(input.access, needs), ...weakConditions(input, needs)],
  },
  {
    rule: 'unrecorded-call',
    why: 'Whether a role has what its code needs can only be told of calls that a run has made.',
    cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
    run: ({ stack }) => [...unrecordedCommands(stack, needs), ...unrecordedTasks(stack, needs)],
  },
];

/** For lists of rules. */
export const needRules = needChecks({ own: [], bound: [] });
