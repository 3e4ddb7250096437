import { type Access } from '../iam/access';
import { type Problem } from '../findings/finding';
import { covers, holders } from './minimality';
import { type Need } from './need';
import { needsByAction } from './needs-by-action';
import { pairsOf } from './pairs';
import { hasWildcard } from '../iam/pattern';

/**
 * Resources with a wildcard that starts before the needs under it differ: `b/*` where all that is ever read lies under
 * `b/results/`.
 */
export function widerGrants(access: Access, needs: readonly Need[]): Problem[] {
  const byAction = needsByAction(needs);
  return holders(access).flatMap(({ subject, statements, decides }) =>
    statements
      .filter(({ effect, actions, resources }) => effect === 'Allow' && !actions.not && resources?.not === false)
      .flatMap(pairsOf)
      .flatMap((pair): Problem[] => {
        const { action, resource, statement } = pair;
        // In a resource's own policy a plain * stands for the resource itself.
        if (!resource || !hasWildcard(resource.text) || (resource.text === '*' && statement.principals)) return [];
        const about = byAction.coveredBy(action).flatMap((one) => one.needs);
        const stems = about.flatMap((need) =>
          need.resources
            .filter((one) => decides(need, one) && covers(access, pair, need, one))
            .map((one) => stemOf(one, need)),
        );
        const [first] = stems;
        const enough = first && stems.reduce(common, first);
        if (!enough || literal(resource.text).length >= literal(enough).length) return [];
        return [
          {
            subject,
            statement: statement.ref,
            ...(statement.where ? { where: statement.where } : {}),
            message: `${action.text} on ${resource.text} is wider than what is needed of it: ${enough}`,
            fix: `Allow it on ${enough}.`,
          },
        ];
      }),
  );
}

/** What stands for something that another run has another of: a day, an id. */
const variable = /\d{4}-\d{2}-\d{2}|0{8}-0{4}-0{4}-0{4}-0{12}/;
/** To Firehose, the kind of error too, which it names. */
const variableToFirehose = new RegExp(`${variable.source}|format-conversion-failed`);
/** Lambda names its log streams; a grant to write them is on the group's `:*`. */
const functionLog = /^(arn:[^:]+:logs:[^:]*:[^:]*:log-group:[^:]+:)log-stream:.*\[\$LATEST\]/;

/** The narrowest pattern for a resource and its like in other runs; the resource itself where nothing varies. */
export function stemOf(resource: string, { via }: Need): string {
  const log = functionLog.exec(resource)?.[1];
  if (log !== undefined) return `${log}*`;
  const varies = (via === 'firehose.amazonaws.com' ? variableToFirehose : variable).exec(resource);
  return varies ? `${segments(resource.slice(0, varies.index))}*` : resource;
}

/** The narrowest pattern of whole segments for both. */
export function common(one: string, other: string): string {
  if (one === other) return one;
  const [a, b] = [literal(one), literal(other)];
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return `${segments(a.slice(0, length))}*`;
}

/** Up to the last separator. */
const segments = (text: string): string => text.slice(0, Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1);

/** What stands before the first wildcard. */
export const literal = (text: string): string => text.replace(/[*?].*$/s, '');
