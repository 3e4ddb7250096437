import { type ActionPattern } from './document';
import { hasWildcard, matches, symbolsOf } from './pattern';

/** Whether an Action element covers an action, by name or by wildcard; IAM takes no notice of case. */
export const matchesAction = (pattern: ActionPattern, action: string): boolean =>
  hasWildcard(pattern.text)
    ? matches(pattern.tokens, symbolsOf(action.toLowerCase()))
    : // Names by far outnumber wildcards, and are compared for every request with every statement.
      pattern.text.length === action.length && pattern.text.toLowerCase() === action.toLowerCase();
