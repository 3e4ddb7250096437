import { type Fields, isFields } from '../../scripts/text/is-fields';
import { fieldsOf, only, refuse, textOf } from './refusal';
import { writeTask, type Found, type Installed } from './tasks';
import { writeRule } from './write-choice';
import { writeExpression, writePath } from './write-expression';
import { mapFields } from './write-map';
import { camel, json, quoted, type Rows, writeTemplate, written } from './write-template';

const FILTERED = ['Type', 'Comment', 'InputPath', 'OutputPath'];
const ONWARD = ['Next', 'End'];
const WORKING = [...FILTERED, ...ONWARD, 'ResultSelector', 'ResultPath', 'Retry', 'Catch'];
const LIMITS = ['TimeoutSeconds', 'TimeoutSecondsPath', 'HeartbeatSeconds', 'HeartbeatSecondsPath'];
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  Task: [...WORKING, 'Resource', 'Parameters', ...LIMITS],
  Pass: [...FILTERED, ...ONWARD, 'Parameters', 'Result', 'ResultPath'],
  Choice: [...FILTERED, 'Choices', 'Default'],
  Wait: [...FILTERED, ...ONWARD, 'Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'],
  Parallel: [...WORKING, 'Parameters', 'Branches'],
  Map: [
    ...WORKING,
    ...['Parameters', 'ItemSelector', 'ItemsPath', 'ItemProcessor', 'Iterator', 'Label', 'ItemReader', 'ItemBatcher'],
    ...['ResultWriter', 'MaxConcurrency', 'MaxConcurrencyPath', 'ToleratedFailureCount', 'ToleratedFailureCountPath'],
    ...['ToleratedFailurePercentage', 'ToleratedFailurePercentagePath'],
  ],
  Succeed: FILTERED,
  Fail: ['Type', 'Comment', 'Error', 'ErrorPath', 'Cause', 'CausePath'],
};

/** A machine's states, and those within them. */
export class States {
  constructor(
    private readonly found: Found,
    private readonly installed: Installed,
  ) {}

  /** A machine's own fields, but for its limit. */
  machine(value: Fields, where: string): Rows {
    const { Comment, StartAt, States: states } = value;
    return [
      ['comment', json(Comment)],
      ['startAt', quoted(textOf(StartAt, `${where}StartAt`))],
      [
        'states',
        written(
          Object.entries(fieldsOf(states, `${where}States`)).map(([name, state]) => [
            name,
            this.state(state, `state "${name}"`),
          ]),
        ),
      ],
    ];
  }

  private state(value: unknown, where: string): string {
    const state = fieldsOf(value, where);
    const type = textOf(state['Type'], where);
    const known = Object.hasOwn(KNOWN, type) ? KNOWN[type] : undefined;
    if (known === undefined) return refuse(where, `there is no state of type "${type}"`);
    if (state['QueryLanguage'] === 'JSONata') return refuse(where, 'JSONata is not imported yet');
    if (state['Assign'] !== undefined) return refuse(where, 'variables (Assign) are not imported yet');
    only(state, [...known, 'QueryLanguage'], where);
    return written([
      ['type', quoted(type)],
      ['comment', json(state['Comment'])],
      ['inputPath', filter(state['InputPath'], where)],
      ...this.work(type, state, where),
      ['resultSelector', template(state['ResultSelector'], where)],
      ['resultPath', resultPath(state['ResultPath'], where)],
      ['outputPath', filter(state['OutputPath'], where)],
      ['retry', clauses(state['Retry'], where, RETRIER)],
      ['catch', clauses(state['Catch'], where, CATCHER)],
      ['next', json(state['Next'])],
      ['end', json(state['End'])],
    ]);
  }

  private work(type: string, state: Fields, where: string): Rows {
    const path = (field: string, of: string): [string, string | undefined] => [
      camel(field),
      state[field] === undefined ? undefined : writeExpression(state[field], where, of),
    ];
    const plain = (field: string): [string, string | undefined] => [camel(field), json(state[field])];
    switch (type) {
      case 'Task': {
        const task = writeTask(state, where, this.found, this.installed);
        for (const [name, from] of task.imports) this.found.imports.set(name, from);
        if (
          JSON.stringify(state['Parameters'] ?? '').includes('$$.Task.Token') &&
          !String(state['Resource']).endsWith('.waitForTaskToken')
        )
          return refuse(where, '$$.Task.Token is there for a task that waits for it (.waitForTaskToken) alone');
        if (state['Parameters'] !== undefined && !isFields(state['Parameters']))
          return refuse(where, 'Parameters must be an object');
        return [
          ['run', task.source],
          ['parameters', task.parameters && writeTemplate(task.parameters, where, task.type)],
          plain('TimeoutSeconds'),
          path('TimeoutSecondsPath', 'number'),
          plain('HeartbeatSeconds'),
          path('HeartbeatSecondsPath', 'number'),
        ];
      }
      case 'Pass':
        return [['parameters', template(state['Parameters'], where)], plain('Result')];
      case 'Choice':
        return [
          ['choices', list(state['Choices'], where, (rule) => writeRule(rule, where))],
          ['default', json(state['Default'] ?? null)],
        ];
      case 'Wait':
        return [plain('Seconds'), path('SecondsPath', 'number'), plain('Timestamp'), path('TimestampPath', 'string')];
      case 'Parallel':
        return [
          ['parameters', template(state['Parameters'], where)],
          ['branches', list(state['Branches'], where, (branch) => this.inner(branch, where))],
        ];
      case 'Map':
        return [
          ...mapFields(state, where, this.found),
          ['itemProcessor', this.inner(state['ItemProcessor'] ?? state['Iterator'], where)],
        ];
      case 'Fail':
        return [
          ['error', said(state, 'Error', where)],
          ['cause', said(state, 'Cause', where)],
        ];
      default:
        return [];
    }
  }

  private inner(value: unknown, where: string): string {
    const machine = only(fieldsOf(value, where), ['Comment', 'StartAt', 'States', 'ProcessorConfig'], where);
    const config = machine['ProcessorConfig'];
    return written([
      ['processorConfig', config === undefined ? undefined : processor(fieldsOf(config, where), where)],
      ...this.machine(machine, `${where}: `),
    ]);
  }
}

const template = (value: unknown, where: string): string | undefined =>
  value === undefined ? undefined : writeTemplate(fieldsOf(value, where), where);

function list(value: unknown, where: string, write: (item: unknown) => string): string {
  if (!Array.isArray(value) || value.length === 0) return refuse(where, 'it needs a list that is not empty');
  return `[${value.map(write).join(', ')}]`;
}

/** `$` is what is there without it. */
const filter = (value: unknown, where: string): string | undefined =>
  value === undefined || value === '$'
    ? undefined
    : value === null
      ? 'null'
      : writePath(textOf(value, where), 'unknown');

function resultPath(value: unknown, where: string): string | undefined {
  if (value === undefined || value === '$') return undefined;
  if (value === null) return 'null';
  const path = textOf(value, where);
  return /^\$(\.[^.[\]*?]+)+$/.test(path)
    ? quoted(path)
    : refuse(where, `ResultPath "${path}" is not of the form $.field.field`);
}

const RETRIER = [
  'ErrorEquals',
  'IntervalSeconds',
  'MaxAttempts',
  'BackoffRate',
  'MaxDelaySeconds',
  'JitterStrategy',
  'Comment',
];
const CATCHER = ['ErrorEquals', 'ResultPath', 'Next', 'Comment'];

const clauses = (value: unknown, where: string, known: readonly string[]): string | undefined =>
  value === undefined
    ? undefined
    : list(value, where, (clause) =>
        written(
          Object.entries(only(fieldsOf(clause, where), known, where)).map(([field, given]) => [
            camel(field),
            field === 'ResultPath' ? resultPath(given, where) : JSON.stringify(given),
          ]),
        ),
      );

const processor = (config: Fields, where: string): string => {
  const { Mode, ExecutionType } = only(config, ['Mode', 'ExecutionType'], where);
  return written([
    ['mode', json(Mode)],
    ['executionType', json(ExecutionType)],
  ]);
};

function said(state: Fields, field: string, where: string): string | undefined {
  if (state[`${field}Path`] !== undefined) return writeExpression(state[`${field}Path`], where, 'string');
  const text = state[field];
  if (text === undefined) return undefined;
  if (typeof text !== 'string') return refuse(where, `${field} must be a text`);
  return /^\$(?!\{)/.test(text)
    ? refuse(where, `${field} "${text}" looks like a path: its name lacks "Path"`)
    : quoted(text);
}
