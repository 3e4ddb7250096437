import { type ActionPattern } from './document';
import { matches, symbolsOf } from './pattern';

/** Whether an Action element covers an action, by name or by wildcard; IAM takes no notice of case. */
export const matchesAction = ({ text, tokens }: ActionPattern, action: string): boolean =>
  text.includes('*') || text.includes('?')
    ? matches(tokens, symbolsOf(action.toLowerCase()))
    : // Names by far outnumber wildcards, and are compared for every request with every statement.
      text.length === action.length && text.toLowerCase() === action.toLowerCase();
