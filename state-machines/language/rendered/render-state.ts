import type { StateDefinition } from './definition';
import type {
  Catcher,
  Filtered,
  Onward,
  Placed,
  Retrier,
  StateLiteral,
  MapLiteral,
  ParallelLiteral,
  TaskLiteral,
  Working,
  BranchLiteral,
} from '../written/literal';
import type { Call } from '../written/intrinsic';
import { isJsonata, type QueryLanguage } from '../written/jsonata';
import type { Path } from '../written/template';
import { renderJsonata, renderJsonataCatcher } from './jsonata/render-jsonata';
import { renderRule } from './render-choice';
import { renderMap } from './render-map';
import { renderRun } from './render-run';
import { isPath, only, onlyPath, onlyTemplate, renderExpression, renderTemplate } from './render-template';
import type { Resources } from './resources';

/** A machine's states, those within them too. */
export const renderStates = (
  states: BranchLiteral['states'],
  resources: Resources,
  language: QueryLanguage | undefined,
): Record<string, StateDefinition> =>
  Object.fromEntries(Object.entries(states).map(([name, state]) => [name, renderState(state, resources, language)]));

/** @param language of the whole machine: a state's own does not go to those within it */
function renderState(state: StateLiteral, resources: Resources, language: QueryLanguage | undefined): StateDefinition {
  const common = {
    Type: state.type,
    ...only('Comment', state.comment),
    ...only('QueryLanguage', state.queryLanguage),
  };
  if (isJsonata(only('queryLanguage', language), state))
    return {
      ...common,
      ...renderJsonata(state, resources),
      ...(state.type === 'Parallel' ? renderBranches(state, resources, language) : {}),
      ...(state.type === 'Map' ? renderProcessor(state, resources, language) : {}),
      ...('retry' in state ? only('Retry', state.retry?.map(renderRetrier)) : {}),
      ...('catch' in state ? only('Catch', state.catch?.map(renderJsonataCatcher)) : {}),
      ...('next' in state || 'end' in state ? renderOnward(state) : {}),
    };
  switch (state.type) {
    case 'Task':
      return { ...common, ...renderInput(state), ...renderTask(state, resources), ...renderWork(state) };
    case 'Pass':
      return {
        ...common,
        ...renderInput(state),
        ...onlyTemplate('Parameters', state.parameters),
        ...only('Result', state.result),
        ...onlyTemplate('Assign', state.assign),
        ...renderOutput(state),
        ...renderOnward(state),
      };
    case 'Choice':
      return {
        ...common,
        ...renderInput(state),
        Choices: state.choices.flatMap((rule) => ('condition' in rule ? [] : renderRule(rule))),
        ...only('Default', state.default ?? undefined),
        ...onlyTemplate('Assign', state.assign),
        ...renderOutput(state),
      };
    case 'Wait':
      return {
        ...common,
        ...renderInput(state),
        ...only('Seconds', state.seconds),
        ...onlyPath('SecondsPath', state.secondsPath),
        ...only('Timestamp', state.timestamp),
        ...onlyPath('TimestampPath', state.timestampPath),
        ...onlyTemplate('Assign', state.assign),
        ...renderOutput(state),
        ...renderOnward(state),
      };
    case 'Parallel':
      return {
        ...common,
        ...renderInput(state),
        ...onlyTemplate('Parameters', state.parameters),
        ...renderBranches(state, resources, language),
        ...renderWork(state),
      };
    case 'Map':
      return {
        ...common,
        ...renderInput(state),
        ...renderMap(state, resources),
        ...renderProcessor(state, resources, language),
        ...renderWork(state),
      };
    case 'Succeed':
      return { ...common, ...renderInput(state), ...renderOutput(state) };
    case 'Fail':
      return { ...common, ...textOrPath('Error', state.error), ...textOrPath('Cause', state.cause) };
  }
}

const renderBranches = ({ branches }: ParallelLiteral, resources: Resources, language?: QueryLanguage) => ({
  Branches: branches.map((branch) => renderMachine(branch, resources, language)),
});

const renderProcessor = ({ itemProcessor }: MapLiteral, resources: Resources, language?: QueryLanguage) => ({
  ItemProcessor: {
    ...only('ProcessorConfig', renderConfig(itemProcessor.processorConfig)),
    ...renderMachine(itemProcessor, resources, language),
  },
});

const renderMachine = (
  { comment, startAt, states }: BranchLiteral,
  resources: Resources,
  language: QueryLanguage | undefined,
) => ({
  ...only('Comment', comment),
  StartAt: startAt,
  States: renderStates(states, resources, language),
});

const renderConfig = (config?: { readonly mode: string; readonly executionType?: string }) =>
  config && { Mode: config.mode, ...only('ExecutionType', config.executionType) };

function renderTask(task: TaskLiteral, resources: Resources) {
  const { parameters, ...limits } = task;
  const { resource, placed, isAction, credentials } = renderRun(task, resources, renderTemplate);
  const given = { ...placed, ...(parameters && renderTemplate(parameters)) };
  return {
    Resource: resource,
    // Without any, the whole payload would be an action's parameters.
    ...(parameters || isAction ? { Parameters: given } : {}),
    ...credentials,
    ...only('TimeoutSeconds', limits.timeoutSeconds),
    ...onlyPath('TimeoutSecondsPath', limits.timeoutSecondsPath),
    ...only('HeartbeatSeconds', limits.heartbeatSeconds),
    ...onlyPath('HeartbeatSecondsPath', limits.heartbeatSecondsPath),
  };
}

const renderInput = ({ inputPath }: Filtered) => onlyPath('InputPath', inputPath);

const renderOutput = ({ resultPath, outputPath }: Filtered & Placed) => ({
  ...only('ResultPath', resultPath),
  ...onlyPath('OutputPath', outputPath),
});

const renderWork = (state: Working) => ({
  ...onlyTemplate('ResultSelector', state.resultSelector),
  ...onlyTemplate('Assign', state.assign),
  ...renderOutput(state),
  ...only('Retry', state.retry?.map(renderRetrier)),
  ...only('Catch', state.catch?.map(renderCatcher)),
  ...renderOnward(state),
});

const renderOnward = ({ next, end }: Onward) => ({ ...only('Next', next), ...only('End', end) });

const renderRetrier = (retrier: Retrier) => ({
  ErrorEquals: retrier.errorEquals,
  ...only('IntervalSeconds', retrier.intervalSeconds),
  ...only('MaxAttempts', retrier.maxAttempts),
  ...only('BackoffRate', retrier.backoffRate),
  ...only('MaxDelaySeconds', retrier.maxDelaySeconds),
  ...only('JitterStrategy', retrier.jitterStrategy),
  ...only('Comment', retrier.comment),
});

const renderCatcher = (catcher: Catcher) => ({
  ErrorEquals: catcher.errorEquals,
  ...onlyTemplate('Assign', catcher.assign),
  ...only('ResultPath', catcher.resultPath),
  Next: catcher.next,
  ...only('Comment', catcher.comment),
});

const textOrPath = (field: string, value: Path | Call | undefined) =>
  value === undefined
    ? {}
    : typeof value === 'string' && !isPath(value)
      ? { [field]: value }
      : { [`${field}Path`]: renderExpression(value) };
