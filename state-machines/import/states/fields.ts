import type { QueryLanguage } from '../../language/written/jsonata';

const COMMON = ['Type', 'Comment', 'QueryLanguage'];
const FILTERED = [...COMMON, 'InputPath', 'OutputPath'];
const ONWARD = ['Next', 'End'];
const WORKING = [...FILTERED, ...ONWARD, 'ResultSelector', 'ResultPath', 'Retry', 'Catch', 'Assign'];
const LIMITS = ['TimeoutSeconds', 'TimeoutSecondsPath', 'HeartbeatSeconds', 'HeartbeatSecondsPath'];
const MADE = [...COMMON, ...ONWARD, 'Output', 'Assign'];
const FAILING = ['Retry', 'Catch'];

/** By language and kind of state, the fields that the builder takes. */
export const KNOWN: Readonly<Record<QueryLanguage, Readonly<Record<string, readonly string[]>>>> = {
  JSONPath: {
    Task: [...WORKING, 'Resource', 'Parameters', 'Credentials', ...LIMITS],
    Pass: [...FILTERED, ...ONWARD, 'Parameters', 'Result', 'ResultPath', 'Assign'],
    Choice: [...FILTERED, 'Choices', 'Default', 'Assign'],
    Wait: [...FILTERED, ...ONWARD, 'Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath', 'Assign'],
    Parallel: [...WORKING, 'Parameters', 'Branches'],
    Map: [
      ...WORKING,
      ...['Parameters', 'ItemSelector', 'ItemsPath', 'ItemProcessor', 'Iterator', 'Label', 'ItemReader', 'ItemBatcher'],
      ...['ResultWriter', 'MaxConcurrency', 'MaxConcurrencyPath', 'ToleratedFailureCount', 'ToleratedFailureCountPath'],
      ...['ToleratedFailurePercentage', 'ToleratedFailurePercentagePath'],
    ],
    Succeed: FILTERED,
    Fail: [...COMMON, 'Error', 'ErrorPath', 'Cause', 'CausePath'],
  },
  JSONata: {
    Task: [...MADE, ...FAILING, 'Resource', 'Arguments', 'Credentials', 'TimeoutSeconds', 'HeartbeatSeconds'],
    Pass: MADE,
    Choice: [...COMMON, 'Choices', 'Default', 'Assign', 'Output'],
    Wait: [...MADE, 'Seconds', 'Timestamp'],
    Parallel: [...MADE, ...FAILING, 'Arguments', 'Branches'],
    Map: [
      ...[...MADE, ...FAILING, 'Items', 'ItemSelector', 'ItemProcessor', 'MaxConcurrency', 'Label', 'ItemReader'],
      ...['ItemBatcher', 'ResultWriter', 'ToleratedFailureCount', 'ToleratedFailurePercentage'],
    ],
    Succeed: [...COMMON, 'Output'],
    Fail: [...COMMON, 'Error', 'Cause'],
  },
};
