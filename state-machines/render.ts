import type { Definition, StateDefinition } from './definition';
import type { Catcher, ChoiceRule, Retrier, StateLiteral, TaskLiteral, Template, TemplateFields } from './literal';
import { checkRendered } from './render-check';
import type { StateMachine } from './state-machine';

/** One ARN (or a reference that Terraform resolves to one) per function that the machine's Tasks run. */
export type FunctionArns<FunctionName extends string> = Readonly<Record<FunctionName, string>>;

export interface Rendered {
  /** Amazon States Language, ready for JSON.stringify. */
  readonly definition: Definition;
  /** The ARNs that the definition calls, each once: what the machine's role needs lambda:InvokeFunction on. */
  readonly usedArns: string[];
}

/**
 * Renders a machine. Throws on what neither the compiler nor (for a heartbeat) a validator finds: a function without an
 * ARN, a heartbeat that is not shorter than its timeout, a state's name that AWS does not take.
 */
export function render<FunctionName extends string>(
  machine: StateMachine<unknown, FunctionName>,
  arns: FunctionArns<FunctionName>,
): Rendered {
  const { literal } = machine;
  const used = new Set<string>();
  const arnOf = (name: string) => {
    const arn = (arns as Readonly<Record<string, string>>)[name];
    if (!arn) throw new Error(`No ARN for the function "${name}": give render one ARN per function of the machine.`);
    used.add(arn);
    return arn;
  };

  const definition: Definition = {
    ...only('Comment', literal.comment),
    StartAt: literal.startAt,
    ...only('TimeoutSeconds', literal.timeoutSeconds),
    States: mapValues(literal.states, (state, name) => renderState(state, name, arnOf)),
  };
  checkRendered(definition);
  return { definition, usedArns: [...used] };
}

function renderState(state: StateLiteral, name: string, arnOf: (name: string) => string): StateDefinition {
  const common = { Type: state.type, ...only('Comment', state.comment) };
  // https://states-language.net/spec.html#states-fields; the compiler can't measure a name.
  if (!/^.{1,80}$/.test(name)) {
    throw new Error(`State ${JSON.stringify(name)}: a name must be one line of 1 to 80 characters.`);
  }
  switch (state.type) {
    case 'Task':
      return { ...common, ...renderTask(state, name, arnOf), Next: state.next };
    case 'Pass':
      return {
        ...common,
        ...only('Parameters', state.parameters && template(state.parameters)),
        ...only('ResultPath', state.resultPath),
        Next: state.next,
      };
    case 'Choice':
      return { ...common, Choices: state.choices.flatMap(renderRule), Default: state.default };
    case 'Wait':
      return {
        ...common,
        ...('seconds' in state ? { Seconds: state.seconds } : { SecondsPath: state.secondsPath }),
        Next: state.next,
      };
    case 'Succeed':
      return common;
    case 'Fail':
      return { ...common, ...textOrPath('Error', state.error), ...textOrPath('Cause', state.cause) };
  }
}

function renderTask(state: TaskLiteral, name: string, arnOf: (name: string) => string) {
  const { timeoutSeconds, heartbeatSeconds } = state;
  // ASL's default timeout is 99,999,999 seconds, so only a stated one can be shorter.
  if (heartbeatSeconds !== undefined && timeoutSeconds !== undefined && heartbeatSeconds >= timeoutSeconds) {
    throw new Error(
      `State "${name}": heartbeatSeconds ${heartbeatSeconds} must be less than timeoutSeconds ${timeoutSeconds}.`,
    );
  }
  return {
    Resource: arnOf(state.run.functionName),
    ...only('Parameters', state.parameters && template(state.parameters)),
    ...only('ResultPath', state.resultPath),
    ...only('TimeoutSeconds', timeoutSeconds),
    ...only('HeartbeatSeconds', heartbeatSeconds),
    ...only('Retry', state.retry?.map(renderRetrier)),
    ...only('Catch', state.catch?.map(renderCatcher)),
  };
}

const renderRetrier = (retrier: Retrier) => ({
  ErrorEquals: retrier.errorEquals,
  ...only('IntervalSeconds', retrier.intervalSeconds),
  ...only('MaxAttempts', retrier.maxAttempts),
  ...only('BackoffRate', retrier.backoffRate),
  ...only('MaxDelaySeconds', retrier.maxDelaySeconds),
  ...only('JitterStrategy', retrier.jitterStrategy),
});

const renderCatcher = (catcher: Catcher) => ({
  ErrorEquals: catcher.errorEquals,
  ...only('ResultPath', catcher.resultPath),
  Next: catcher.next,
});

/** A rule per value, as the lab writes it; ASL takes the first that holds, so the rules say the same as an `Or`. */
function renderRule(rule: ChoiceRule): object[] {
  const { variable: Variable, next: Next } = rule;
  if ('oneOf' in rule) return rule.oneOf.map((value) => ({ Variable, [EQUALS[typeof value as Scalar]]: value, Next }));
  return Object.entries(COMPARISONS).flatMap(([field, operator]) => {
    const operand = (rule as Readonly<Record<string, unknown>>)[field];
    return operand === undefined ? [] : [{ Variable, [operator]: operand, Next }];
  });
}

type Scalar = 'string' | 'number' | 'boolean';
const EQUALS = { string: 'StringEquals', number: 'NumericEquals', boolean: 'BooleanEquals' };
const COMPARISONS = {
  lessThan: 'NumericLessThan',
  atMost: 'NumericLessThanEquals',
  moreThan: 'NumericGreaterThan',
  atLeast: 'NumericGreaterThanEquals',
};

const isPath = (value: unknown): value is string => typeof value === 'string' && value.startsWith('$');

/** ASL marks a field whose value is a path with `.$` at the end of its name. */
const template = (fields: TemplateFields): object =>
  Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [isPath(value) ? `${field}.$` : field, templateValue(value)]),
  );

const templateValue = (value: Template): unknown => {
  if (Array.isArray(value)) return value.map(templateValue);
  return typeof value === 'object' && value !== null ? template(value as TemplateFields) : value;
};

const textOrPath = (field: string, value: string) => ({ [isPath(value) ? `${field}Path` : field]: value });

/** The field, unless it was left out: null is a value of its own in ASL. */
const only = <Field extends string, Value>(field: Field, value: Value | undefined) =>
  (value === undefined ? {} : { [field]: value }) as { readonly [F in Field]?: Value };

const mapValues = <Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value, key: string) => Result,
): Record<string, Result> => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
