import { type Excuse } from './findings/finding';

/**
 * Findings that we know of and live with. Empty, as it should be: an excuse for one of our own stacks needs a page of
 * AWS that says why it can't be otherwise. A finding's key is in the report, behind the rule's name.
 */
export const excuses: readonly Excuse[] = [];
