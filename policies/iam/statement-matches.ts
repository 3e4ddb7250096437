import { keptFor } from '../../scripts/kept';
import { type ArnPattern, beginsAlike, matchesResource } from './arn';
import { type Element, type ResourcePattern, type Statement } from './document';
import { every, type Known, not, some } from './known';
import { matchesAction } from './matches-action';
import { hasWildcard } from './pattern';
import { type RequestContext } from './request-context';
import { whetherKnown } from './variables';

/**
 * Whether a statement is about this action, on this resource, under these conditions. Its principal is not asked.
 * Undefined where that hangs on a condition key whose presence or value nobody knows.
 */
export const statementMatches = (
  statement: Statement,
  action: string,
  resource: string,
  context: RequestContext,
): Known => isAbout(statement, action) && meetsRest(statement, resource, context);

/** Whether a statement is about an action, whatever else it asks. */
export const isAbout = ({ actions }: Statement, action: string): boolean =>
  actions.patterns.some((pattern) => matchesAction(pattern, action)) !== actions.not;

/** Whether a pattern covers a resource, with the request's values in place of its policy variables. */
export const isOnResource = (pattern: ArnPattern, resource: string, context: RequestContext): Known =>
  beginsAlike(pattern, resource) && whetherKnown(context.one, (put) => matchesResource(pattern, resource, put));

/** The resources of a statement that are written out, as texts, and the patterns. */
interface Written {
  readonly texts: ReadonlySet<string>;
  readonly patterns: readonly ArnPattern[];
}

/** Whether one of a list's patterns covers a resource. Most are written out: asked of all at once. */
function coversResource(element: Element<ResourcePattern>, resource: string, context: RequestContext): Known {
  const { texts, patterns } = writtenOf(element);
  if (texts.has(resource)) return true;
  return some(patterns.map((pattern) => isOnResource(pattern, resource, context)));
}

const writtenOf = keptFor(({ patterns }: Element<ResourcePattern>): Written => {
  const [plain, others] = [patterns.filter(isWrittenOut), patterns.filter((one) => !isWrittenOut(one))];
  return { texts: new Set(plain.map(({ text }) => text)), patterns: others.map(({ pattern }) => pattern) };
});

/** Whether it covers just the resource whose ARN it is. */
export const isWrittenOut = ({ pattern }: ResourcePattern): boolean => pattern.kind === 'parts' && pattern.plain;

/** Whether it covers more than what it names: all but that, or by a wildcard. */
export const isOpen = ({ not, patterns }: Element<{ readonly text: string }>): boolean =>
  not || patterns.some(({ text }) => hasWildcard(text));

/** A statement's resources, if each is named whole. */
export const namedResources = ({ resources }: Statement): string[] | undefined =>
  resources && resources.patterns.length > 0 && !isOpen(resources)
    ? resources.patterns.map(({ text }) => text)
    : undefined;

/** What a statement asks beside the action. */
export function meetsRest({ resources, conditions }: Statement, resource: string, context: RequestContext): Known {
  const onResource = resources && coversResource(resources, resource, context);
  const about = resources === undefined ? true : resources.not ? not(onResource) : onResource;
  return about === false ? false : every([about, ...conditions.map(({ test }) => test(context))]);
}
