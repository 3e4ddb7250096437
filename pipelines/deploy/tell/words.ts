import { type Ending } from './ending';

/** Who is to do what: the words of docs/deploy.md, "When it stops". */
interface Task {
  readonly who: string;
  readonly what: string;
}

export interface Words {
  /** In a line, with its mark. */
  readonly says: string;
  /** What is to be done, where it is a failure: that opens an issue. */
  readonly tasks?: readonly Task[];
}

const MERGERS = 'Whoever changes the code';
const RUNNERS = 'Whoever may write to this repository';
const ADMINISTRATORS = 'An administrator of the AWS account';
const SETTINGS = 'An administrator of this repository';

const RERUN = 'Actions → this run → *Re-run all jobs*';
const REST = { who: RUNNERS, what: `If it was a fault that passes: ${RERUN}, which plans what is left.` };

export const WORDS: Readonly<Record<Ending, Words>> = {
  verified: { says: 'applied, and verified by a report ✅' },
  unchanged: { says: 'nothing to apply, and verified by a report ✅' },
  refused: { says: 'not applied: a reviewer rejected it ⚠️' },
  superseded: { says: 'not applied: a newer commit, which holds this one, is or was deployed ⚠️' },
  cancelled: { says: 'cancelled before anything was applied ⚠️' },
  unverified: {
    says: 'deployed, and no report could be made with it ❌',
    tasks: [
      {
        who: MERGERS,
        what: 'Read in the summary of *Verify* which state failed and why; mend it, or revert, and merge.',
      },
      { who: RUNNERS, what: `If it was a fault that passes: ${RERUN}: it verifies again, also when nothing changes.` },
    ],
  },
  failed: {
    says: 'the apply failed half-way ❌',
    tasks: [
      {
        who: MERGERS,
        what: 'What was done stands in the state. Read the error in the log of *Apply*, mend it, merge.',
      },
      REST,
    ],
  },
  left: {
    says: 'applied, and yet something is left to do ❌',
    tasks: [
      {
        who: MERGERS,
        what: 'The summary of *Apply* lists what: something changes it behind Terraform’s back, or its arguments never come to rest.',
      },
      REST,
    ],
  },
  locked: {
    says: 'not applied: somebody else holds the lock of the state ❌',
    tasks: [
      { who: RUNNERS, what: `The log of *Apply* says who. If that is at work, wait for it; then ${RERUN}.` },
      { who: ADMINISTRATORS, what: 'If it is dead: *A stuck state lock* (`terraform force-unlock`).' },
    ],
  },
  stopped: {
    says: 'the apply was stopped half-way ❌',
    tasks: [
      {
        who: RUNNERS,
        what: `What was done stands in the state, and the lock is given back. ${RERUN}: it plans the rest.`,
      },
    ],
  },
  killed: {
    says: 'the apply was killed: do not run it again before docs/reference/killed-apply.md ❌',
    tasks: [
      {
        who: ADMINISTRATORS,
        what: 'What it made may stand in no state, and the lock is taken: docs/reference/killed-apply.md, step by step.',
      },
      { who: RUNNERS, what: '**Do not run it again** before that.' },
    ],
  },
  unwritten: {
    says: 'the state could not be written: do not run it again ❌',
    tasks: [
      { who: ADMINISTRATORS, what: '*A state that could not be written*: the log of *Apply* names the file; push it.' },
      { who: RUNNERS, what: '**Do not run it again** before that: what was made would be made once more.' },
    ],
  },
  unknown: {
    says: 'the apply failed, and did not say how far it came ❌',
    tasks: [
      { who: RUNNERS, what: `Read the log of *Apply*. If Terraform had not begun, nothing was applied: ${RERUN}.` },
      { who: ADMINISTRATORS, what: 'If it had: docs/reference/killed-apply.md.' },
    ],
  },
  stale: {
    says: 'not applied: the plan was stale, or gone, twice ❌',
    tasks: [
      {
        who: RUNNERS,
        what: `Find what keeps changing the state, or approve within the day that a plan is kept; then ${RERUN}.`,
      },
    ],
  },
  unplanned: {
    says: 'not applied: no plan could be made, or it breaks a policy ❌',
    tasks: [{ who: MERGERS, what: 'The summary of *Plan* says why. Nothing was applied: mend it, merge.' }, REST],
  },
  unattested: {
    says: 'not applied: what was built could not be attested ❌',
    tasks: [
      { who: RUNNERS, what: `The log of *Attest* says why. Nothing was applied: ${RERUN}, with all of its jobs.` },
    ],
  },
  unprotected: {
    says: 'not applied: the environment is not protected as it must be ❌',
    tasks: [
      { who: SETTINGS, what: 'The log of *Check the protection* names each setting. Nothing was applied: set it.' },
      { who: RUNNERS, what: `Then ${RERUN}.` },
    ],
  },
};
