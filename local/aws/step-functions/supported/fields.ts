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
  Task: [
    ...[...shaped, 'Resource', 'TimeoutSeconds', 'TimeoutSecondsPath'],
    ...['HeartbeatSeconds', 'HeartbeatSecondsPath', 'Credentials'],
  ],
  Choice: [...paths, 'Choices', 'Default', 'Assign'],
  Wait: [...flow, ...paths, 'Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath', 'Assign'],
  Succeed: paths,
  Fail: ['Error', 'ErrorPath', 'Cause', 'CausePath'],
  Parallel: [...shaped, 'Branches'],
  Map: [...shaped, 'ItemProcessor', 'Iterator', 'ItemsPath', 'ItemSelector', 'MaxConcurrency', 'MaxConcurrencyPath'],
};
const made = ['Assign', 'Output'];
/** The same of states in JSONata. */
const ofJsonata: typeof ofState = {
  Pass: [...flow, ...made],
  Task: [
    ...[...flow, ...made, 'Arguments', 'Retry', 'Catch', 'Resource'],
    ...['TimeoutSeconds', 'HeartbeatSeconds', 'Credentials'],
  ],
  Choice: [...made, 'Choices', 'Default'],
  Wait: [...flow, ...made, 'Seconds', 'Timestamp'],
  Succeed: ['Output'],
  Fail: ['Error', 'Cause'],
  Parallel: [...flow, ...made, 'Arguments', 'Retry', 'Catch', 'Branches'],
  Map: [...flow, ...made, 'Retry', 'Catch', 'ItemProcessor', 'Items', 'ItemSelector', 'MaxConcurrency'],
};
const ofMachine = ['Comment', 'QueryLanguage', 'StartAt', 'States', 'TimeoutSeconds', 'Version'];
const ofInner = ['Comment', 'StartAt', 'States', 'ProcessorConfig'];
const ofRetrier = [
  ...['Comment', 'ErrorEquals', 'IntervalSeconds', 'MaxAttempts', 'BackoffRate', 'MaxDelaySeconds', 'JitterStrategy'],
];
const ofCatcher = {
  JSONPath: ['Comment', 'ErrorEquals', 'Next', 'ResultPath', 'Assign'],
  JSONata: ['Comment', 'ErrorEquals', 'Next', 'Output', 'Assign'],
};
const ofRule = ['Comment', 'Variable', 'And', 'Or', 'Not', 'Next'];
const ofJsonataRule = ['Comment', 'Condition', 'Next', 'Output', 'Assign'];

export type Language = 'JSONPath' | 'JSONata';

/** What a Task is given stands there. */
export const givenField = { JSONPath: 'Parameters', JSONata: 'Arguments' } as const;

export function refuseMachineFields(machine: AslObject, refuse: Refuse): void {
  refuseLanguage(machine, refuse);
  others(machine, ofMachine, '', refuse);
}

export const refuseInnerFields = (machine: AslObject, refuse: Refuse): void =>
  others(machine, ofInner, ' within', refuse);

export const isJsonata = (at: AslObject): boolean => at['QueryLanguage'] === 'JSONata';

/** A state's own, or the machine's: a Map's or a Parallel's does not go to the states within. */
export const languageIn = (machine: AslObject, state: AslObject): Language =>
  isJsonata('QueryLanguage' in state ? state : machine) ? 'JSONata' : 'JSONPath';

export function refuseStateFields(state: AslObject, language: Language, machine: AslObject, refuse: Refuse): void {
  const type = String(state['Type']);
  const tables = { JSONPath: ofState, JSONata: ofJsonata };
  const known = tables[language][type];
  if (!known) return refuse(`Type ${type}`);
  refuseLanguage(state, refuse);
  if (isJsonata(machine) && state['QueryLanguage'] === 'JSONPath') {
    // Recorded: test_sfn_api_validation.py.
    refuse("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
  }
  const other: Language = language === 'JSONata' ? 'JSONPath' : 'JSONata';
  const ofOther = (field: string): string =>
    tables[other][type]?.includes(field)
      ? // AWS's words, measured: floci-io/floci #2968.
        `The QueryLanguage is set to '${language}', but field '${field}' is only supported for the '${other}' QueryLanguage`
      : field;
  others(state, [...everywhere, ...known], '', (field) => refuse(ofOther(field)));
  for (const retrier of objects(state['Retry'])) others(retrier, ofRetrier, ' in Retry', refuse);
  for (const catcher of objects(state['Catch'])) others(catcher, ofCatcher[language], ' in Catch', refuse);
  for (const rule of objects(state['Choices'])) {
    if (language === 'JSONata') others(rule, ofJsonataRule, ' in Choices', refuse);
    else refuseRuleFields(withoutAssign(rule), refuse);
  }
}

const withoutAssign = ({ Assign: _assign, ...rule }: AslObject): AslObject => rule;

function refuseRuleFields(rule: AslObject, refuse: Refuse): void {
  const rest = Object.fromEntries(Object.entries(rule).filter(([field]) => !isComparator(field)));
  others(rest, ofRule, ' in Choices', refuse);
  for (const list of [rule['And'], rule['Or'], [rule['Not']]]) {
    for (const inner of objects(list)) refuseRuleFields(inner, refuse);
  }
}

function refuseLanguage(at: AslObject, refuse: Refuse): void {
  const language = at['QueryLanguage'];
  if (language === undefined || language === 'JSONPath' || language === 'JSONata') return;
  refuse(`QueryLanguage ${String(language)} (JSONPath or JSONata)`);
}

function others(at: AslObject, known: readonly string[], where: string, refuse: Refuse): void {
  for (const field of Object.keys(at)) if (!known.includes(field)) refuse(`${field}${where}`);
}
