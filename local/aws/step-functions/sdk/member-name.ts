/**
 * A member of a service's model as a Task has it: as the SDK for Java does, with a capital. Undefined for a name that Java
 * reserves, but for the one that AWS's page tells of.
 * https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html#use-awssdk-integ
 */
export function taskName(member: string): string | undefined {
  if (Object.hasOwn(renamed, member)) return renamed[member];
  if (reserved.has(`${member.charAt(0).toLowerCase()}${member.slice(1)}`)) return undefined;
  // Capitals at the beginning, up to the one that begins the next word.
  const [run = ''] = /^.[A-Z]*(?![a-z])/.exec(member) ?? [];
  const first = member.charAt(0).toUpperCase();
  return first + run.slice(1).toLowerCase() + member.slice(Math.max(run.length, 1));
}

/** How a Task names a member of a service's model; `depth` is 0 for the action's own. */
export type Naming = (member: string, depth: number) => string | undefined;

/** An optimized integration has the API's names, with a capital: recorded, test_sqs_task_service.py (MD5OfMessageBody). */
export const verbatim: Naming = (member) => `${member.charAt(0).toUpperCase()}${member.slice(1)}`;

/** DynamoDB's, by the SDK for Java's own customization of its model. */
const renamed: Readonly<Record<string, string>> = { equals: 'EqualsValue', Equals: 'EqualsValue', NULL: 'Nul' };

/** https://docs.oracle.com/javase/specs/jls/se8/html/jls-3.html#jls-3.9, and the methods of java.lang.Object. */
const reserved = new Set(
  (
    'abstract assert boolean break byte case catch char class const continue default do double else enum extends false ' +
    'final finally float for goto if implements import instanceof int interface long native new null package private ' +
    'protected public return short static strictfp super switch synchronized this throw throws transient true try void ' +
    'volatile while clone finalize getClass hashCode notify notifyAll toString wait'
  ).split(' '),
);
