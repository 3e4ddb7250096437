import { UserError } from '../../../scripts/user-error';

/** What Scheduler knows of an invocation. */
export interface Invoked {
  readonly scheduleArn: string;
  /** `2022-03-22T18:59:43Z` */
  readonly scheduledTime: string;
  readonly executionId: string;
  /** From 1 on. */
  readonly attempt: number;
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
const KEYWORDS: Readonly<Record<string, (of: Invoked) => string>> = {
  '<aws.scheduler.schedule-arn>': ({ scheduleArn }) => scheduleArn,
  '<aws.scheduler.scheduled-time>': ({ scheduledTime }) => scheduledTime,
  '<aws.scheduler.execution-id>': ({ executionId }) => executionId,
  '<aws.scheduler.attempt-number>': ({ attempt }) => String(attempt),
};
const KEYWORD = /<aws\.scheduler\.[^>]*>/g;

/** "EventBridge Scheduler replaces each keyword with its respective value when your schedule invokes the target." */
export const fill = (input: string, invoked: Invoked): string =>
  input.replaceAll(KEYWORD, (keyword) => KEYWORDS[keyword]?.(invoked) ?? keyword);

/** @throws UserError for a keyword that AWS's page does not have, and for what would be no JSON */
export function checkInput(input: string, where: string): void {
  const unknown = (input.match(KEYWORD) ?? []).filter((keyword) => !Object.hasOwn(KEYWORDS, keyword));
  if (unknown.length > 0) {
    throw new UserError(
      `${where}: target.input has ${unknown.join(', ')}: there are ${Object.keys(KEYWORDS).join(', ')}, and no other.`,
    );
  }
  const filled = fill(input, { scheduleArn: 'a', scheduledTime: 'b', executionId: 'c', attempt: 1 });
  try {
    JSON.parse(filled);
  } catch {
    throw new UserError(`${where}: target.input is ${input}: a function is invoked with JSON, and this is none.`);
  }
}
