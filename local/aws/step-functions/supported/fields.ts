import { type AslObject, objects } from '../interpreter/machine';
import { isComparator } from '../interpreter/states/choice-rule';

export type Refuse = (what: string) => void;

const everywhere = ['Type', 'Comment', 'QueryLanguage'];
const flow = ['Next', 'End'];
const paths = ['InputPath', 'OutputPath'];
const shaped = [...flow, ...paths, 'ResultPath', 'Parameters', 'ResultSelector', 'Assign', 'Retry', 'Catch'];

/** By type of state, the fields that run here. https://states-language.net/spec.html#state-type-table */
const ofState: Readonly<Record<string, readonly string[]>> = {
  Pass: [...flow, ...paths, 'ResultPath', 'Parameters', 'Result', 'Assign'],
  Task: [...shaped, 'Resource', 'TimeoutSeconds', 'TimeoutSecondsPath'],
  Choice: [...paths, 'Choices', 'Default', 'Assign'],
  Wait: [...flow, ...paths, 'Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath', 'Assign'],
  Succeed: paths,
  Fail: ['Error', 'ErrorPath', 'Cause', 'CausePath'],
  Parallel: [...shaped, 'Branches'],
  Map: [...shaped, 'ItemProcessor', 'Iterator', 'ItemsPath', 'ItemSelector', 'MaxConcurrency', 'MaxConcurrencyPath'],
};
const ofMachine = ['Comment', 'QueryLanguage', 'StartAt', 'States', 'TimeoutSeconds', 'Version'];
const ofInner = ['Comment', 'StartAt', 'States', 'ProcessorConfig'];
const ofRetrier = [
  ...['Comment', 'ErrorEquals', 'IntervalSeconds', 'MaxAttempts', 'BackoffRate', 'MaxDelaySeconds', 'JitterStrategy'],
];
const ofCatcher = ['Comment', 'ErrorEquals', 'Next', 'ResultPath', 'Assign'];
const ofRule = ['Comment', 'Variable', 'And', 'Or', 'Not', 'Next'];

export function refuseMachineFields(machine: AslObject, refuse: Refuse): void {
  if (!refuseLanguage(machine, refuse)) others(machine, ofMachine, '', refuse);
}

export const refuseInnerFields = (machine: AslObject, refuse: Refuse): void =>
  others(machine, ofInner, ' within', refuse);

export function refuseStateFields(state: AslObject, refuse: Refuse): void {
  const type = String(state['Type']);
  const known = ofState[type];
  if (!known) return refuse(`Type ${type}`);
  if (refuseLanguage(state, refuse)) return;
  others(state, [...everywhere, ...known], '', refuse);
  for (const retrier of objects(state['Retry'])) others(retrier, ofRetrier, ' in Retry', refuse);
  for (const catcher of objects(state['Catch'])) others(catcher, ofCatcher, ' in Catch', refuse);
  for (const { Assign: _assign, ...rule } of objects(state['Choices'])) refuseRuleFields(rule, refuse);
}

function refuseRuleFields(rule: AslObject, refuse: Refuse): void {
  if (rule['Condition'] !== undefined) refuse('Condition (JSONata) in Choices');
  const rest = Object.fromEntries(
    Object.entries(rule).filter(([field]) => field !== 'Condition' && !isComparator(field)),
  );
  others(rest, ofRule, ' in Choices', refuse);
  for (const list of [rule['And'], rule['Or'], [rule['Not']]]) {
    for (const inner of objects(list)) refuseRuleFields(inner, refuse);
  }
}

function refuseLanguage(at: AslObject, refuse: Refuse): boolean {
  const language = at['QueryLanguage'];
  if (language === undefined || language === 'JSONPath') return false;
  refuse(`QueryLanguage ${String(language)} (only JSONPath runs here)`);
  return true;
}

function others(at: AslObject, known: readonly string[], where: string, refuse: Refuse): void {
  for (const field of Object.keys(at)) if (!known.includes(field)) refuse(`${field}${where}`);
}
