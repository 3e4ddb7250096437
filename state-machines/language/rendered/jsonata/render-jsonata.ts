import type { ChoiceRule } from '../../written/choice-literal';
import type { Catcher, StateLiteral, TaskLiteral } from '../../written/literal';
import { renderRun } from '../render-run';
import { only } from '../render-template';
import type { Resources } from '../resources';
import { renderJsonataMap } from './render-jsonata-map';
import { onlyValue, renderFields, renderValue } from './render-value';

/** The fields of a state in JSONata, but for those that are alike in both languages. */
export function renderJsonata(state: StateLiteral, resources: Resources): Record<string, unknown> {
  switch (state.type) {
    case 'Task':
      return {
        ...renderTask(state, resources),
        ...onlyValue('TimeoutSeconds', state.timeoutSeconds),
        ...onlyValue('HeartbeatSeconds', state.heartbeatSeconds),
        ...renderMade(state),
      };
    case 'Choice':
      return {
        Choices: state.choices.map(renderRule),
        ...only('Default', state.default ?? undefined),
        ...renderMade(state),
      };
    case 'Wait':
      return {
        ...onlyValue('Seconds', state.seconds),
        ...onlyValue('Timestamp', state.timestamp),
        ...renderMade(state),
      };
    case 'Parallel':
      return { ...onlyValue('Arguments', state.arguments), ...renderMade(state) };
    case 'Map':
      return {
        ...renderJsonataMap(state, resources),
        ...renderMade(state),
      };
    case 'Pass':
    case 'Succeed':
      return renderMade(state);
    case 'Fail':
      return { ...onlyValue('Error', state.error), ...onlyValue('Cause', state.cause) };
  }
}

export const renderJsonataCatcher = (catcher: Catcher) => ({
  ErrorEquals: catcher.errorEquals,
  ...renderMade(catcher),
  Next: catcher.next,
  ...only('Comment', catcher.comment),
});

const renderMade = (state: { readonly output?: unknown; readonly assign?: unknown }) => ({
  ...onlyValue('Assign', state.assign),
  ...onlyValue('Output', state.output),
});

const renderRule = (rule: ChoiceRule) => ({
  ...only('Comment', rule.comment),
  ...('condition' in rule ? { ...onlyValue('Condition', rule.condition), ...renderMade(rule) } : {}),
  Next: rule.next,
});

function renderTask(task: TaskLiteral, resources: Resources) {
  const { arguments: given } = task;
  const { resource, placed, isAction, credentials } = renderRun(task, resources, renderFields);
  return {
    Resource: resource,
    // Without any, the whole input would be an action's arguments.
    ...(isAction
      ? { Arguments: { ...placed, ...(renderValue(given ?? {}) as object) } }
      : onlyValue('Arguments', given)),
    ...credentials,
  };
}
