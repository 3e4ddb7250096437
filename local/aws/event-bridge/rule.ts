import { blocksOfType, optionalBoolean, optionalText, text } from '../../../terraform/query';
import { UserError } from '../../../scripts/user-error';
import { type Block, type Stack } from '../../../terraform/stack';
import { readBlocks, readIn } from '../shared/read-blocks';
import { parseSchedule, type Schedule } from './cron';
import { isOfEnvelope } from './event';
import { compilePattern, type EventPattern } from './pattern/compile';
import { PatternFault } from './pattern/fault';
import { readTarget, type RuleTarget } from './target';

/** A rule of the default bus, as the stack has it. */
export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly enabled: boolean;
  readonly pattern?: {
    readonly text: string;
    readonly compiled: EventPattern;
    /** Whether it asks for what EventBridge adds to what a sender says. */
    readonly asksEnvelope: boolean;
  };
  readonly expression?: string;
  readonly schedule?: Schedule;
  readonly targets: readonly RuleTarget[];
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const MOST_TARGETS = 5;
/** Events of CloudTrail, which a third state lets in, are never here. */
const STATES = ['ENABLED', 'DISABLED'];
/** Without an increase. */
const LONGEST_PATTERN = 2048;

/**
 * Every rule of the stack, by name, as ListRules tells them.
 * @throws UserError for what AWS refuses to create, in its words, and for what is not served here: all at once
 */
export function readRules(stack: Stack, created: Date): Rule[] {
  const targets = blocksOfType(stack, 'aws_cloudwatch_event_target');
  const rules = readBlocks(blocksOfType(stack, 'aws_cloudwatch_event_rule'), (block) => {
    const name = text(block, 'name');
    const own = targets.filter((target) => text(target, 'rule') === name);
    return readRule(block, own, created);
  });
  return rules.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function readRule(block: Block, targets: readonly Block[], created: Date): Rule {
  const pattern = optionalText(block, 'event_pattern');
  const expression = optionalText(block, 'schedule_expression');
  const description = optionalText(block, 'description');
  const fault = (why: string) => new UserError(`${block.address}: ${why}`);
  if (pattern === undefined && expression === undefined) {
    throw fault('it has neither event_pattern nor schedule_expression: EventBridge wants at least one.');
  }
  const state = optionalText(block, 'state') ?? 'ENABLED';
  if (!STATES.includes(state)) throw fault(`state is ${state}: ${STATES.join(' and ')} are served here.`);
  if (targets.length > MOST_TARGETS) {
    // localstack/localstack, tests/aws/services/events/test_events.snapshot.json
    throw fault(
      `it has ${targets.length} targets, of ${MOST_TARGETS}: The requested resource exceeds the maximum number allowed.`,
    );
  }
  return {
    name: text(block, 'name'),
    arn: text(block, 'arn'),
    ...(description === undefined ? {} : { description }),
    enabled: state === 'ENABLED' && optionalBoolean(block, 'is_enabled') !== false,
    ...(pattern === undefined ? {} : { pattern: readPattern(block, pattern) }),
    ...(expression === undefined
      ? {}
      : { expression, schedule: readIn(block, () => parseSchedule(expression, created)) }),
    targets: targets.map(readTarget),
  };
}

function readPattern({ address }: Block, pattern: string): Rule['pattern'] & object {
  if (pattern.length > LONGEST_PATTERN) {
    throw new UserError(`${address}: event_pattern has ${pattern.length} characters: at most ${LONGEST_PATTERN}.`);
  }
  try {
    const compiled = compilePattern(pattern);
    return { text: pattern, compiled, asksEnvelope: compiled.paths.some(isOfEnvelope) };
  } catch (error) {
    if (!(error instanceof PatternFault)) throw error;
    throw new UserError(`${address}: event_pattern: Event pattern is not valid. Reason: ${error.message}`);
  }
}
