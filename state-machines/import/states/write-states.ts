import type { QueryLanguage } from '../../language/written/jsonata';
import { type Fields, isFields } from '../../../scripts/text/is-fields';
import type { Found } from '../found';
import { fieldsOf, only, refuse, textOf } from '../refusal';
import { writeCredentials } from '../tasks/credentials';
import type { Installed } from '../tasks/of-sdk';
import { writeTask } from '../tasks/write-task';
import { KNOWN } from './fields';
import { languageOf, writeInJsonata } from './write-in-jsonata';
import { writeRule } from './write-choice';
import { list, writeCatch, writeFieldsOf, writeResultPath, writeRetry } from './write-clauses';
import { writeExpression, writePath } from './write-expression';
import { mapFields } from './write-map';
import { camel, json, quoted, type Rows, writeJsonata, written } from './write-template';

/** A machine's states, and those within them. @param language of those that say none */
export class States {
  constructor(
    private readonly found: Found,
    private readonly installed: Installed,
    private readonly language: QueryLanguage,
  ) {}

  /** A machine's own fields, but for its limit and its language. */
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
    const language = languageOf(state, this.language, where);
    const known = Object.hasOwn(KNOWN[language], type) ? KNOWN[language][type] : undefined;
    if (known === undefined) return refuse(where, `there is no state of type "${type}"`);
    only(state, known, where);
    return written([
      ['type', quoted(type)],
      ['comment', json(state['Comment'])],
      ['queryLanguage', json(state['QueryLanguage'])],
      ['inputPath', filter(state['InputPath'], where)],
      ...(type === 'Task' ? this.task(state, where, language) : []),
      ...(language === 'JSONata'
        ? writeInJsonata(type, state, where, this.found)
        : this.inJsonPath(type, state, where)),
      ...this.within(type, state, where),
      ['assign', writeFieldsOf(state['Assign'], where, language)],
      ['output', state['Output'] === undefined ? undefined : writeJsonata(state['Output'])],
      ['resultSelector', writeFieldsOf(state['ResultSelector'], where, 'JSONPath')],
      ['resultPath', writeResultPath(state['ResultPath'], where)],
      ['outputPath', filter(state['OutputPath'], where)],
      ['retry', writeRetry(state['Retry'], where)],
      ['catch', writeCatch(state['Catch'], where, language)],
      ['next', json(state['Next'])],
      ['end', json(state['End'])],
    ]);
  }

  /** What a Task runs, and with what. */
  private task(state: Fields, where: string, language: QueryLanguage): Rows {
    const [field, token] =
      language === 'JSONata' ? ['Arguments', '$states.context.Task.Token'] : ['Parameters', '$$.Task.Token'];
    const given = state[field];
    if (JSON.stringify(given ?? '').includes(token) && !String(state['Resource']).endsWith('.waitForTaskToken'))
      return refuse(where, `${token} is there for a task that waits for it (.waitForTaskToken) alone`);
    if (given !== undefined && !isFields(given) && language === 'JSONPath')
      return refuse(where, 'Parameters must be an object');
    const fields = isFields(given) ? given : undefined;
    const task = writeTask(state, fields, where, this.found, this.installed, language);
    for (const [name, from] of task.imports) this.found.imports.set(name, from);
    return [
      ['run', task.source],
      [
        camel(field),
        fields === undefined
          ? given === undefined
            ? undefined
            : writeJsonata(given)
          : writeFieldsOf(task.parameters, where, language, task.typeAt),
      ],
      ['credentials', writeCredentials(state['Credentials'], where, this.found, language)],
    ];
  }

  private inJsonPath(type: string, state: Fields, where: string): Rows {
    const path = (field: string, of: string): [string, string | undefined] => [
      camel(field),
      state[field] === undefined ? undefined : writeExpression(state[field], where, of),
    ];
    const plain = (field: string): [string, string | undefined] => [camel(field), json(state[field])];
    switch (type) {
      case 'Task':
        return [
          plain('TimeoutSeconds'),
          path('TimeoutSecondsPath', 'number'),
          plain('HeartbeatSeconds'),
          path('HeartbeatSecondsPath', 'number'),
        ];
      case 'Pass':
        return [['parameters', writeFieldsOf(state['Parameters'], where, 'JSONPath')], plain('Result')];
      case 'Choice':
        return [
          ['choices', list(state['Choices'], where, (rule) => writeRule(rule, where))],
          ['default', json(state['Default'] ?? null)],
        ];
      case 'Wait':
        return [plain('Seconds'), path('SecondsPath', 'number'), plain('Timestamp'), path('TimestampPath', 'string')];
      case 'Parallel':
        return [['parameters', writeFieldsOf(state['Parameters'], where, 'JSONPath')]];
      case 'Map':
        return mapFields(state, where, this.found);
      case 'Fail':
        return [
          ['error', said(state, 'Error', where)],
          ['cause', said(state, 'Cause', where)],
        ];
      default:
        return [];
    }
  }

  /** The machines within a state. */
  private within(type: string, state: Fields, where: string): Rows {
    if (type === 'Parallel')
      return [['branches', list(state['Branches'], where, (branch) => this.inner(branch, where))]];
    return type === 'Map' ? [['itemProcessor', this.inner(state['ItemProcessor'] ?? state['Iterator'], where)]] : [];
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

/** `$` is what is there without it. */
const filter = (value: unknown, where: string): string | undefined =>
  value === undefined || value === '$'
    ? undefined
    : value === null
      ? 'null'
      : writePath(textOf(value, where), 'unknown');

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
