import type { JsonataField } from '../written/jsonata';
import type {
  ChoiceLiteral,
  FailLiteral,
  ParallelLiteral,
  PassLiteral,
  StateLiteral,
  SucceedLiteral,
  TaskLiteral,
  WaitLiteral,
  MapLiteral,
} from '../written/literal';

type All<Literal> = { readonly [Field in Exclude<keyof Literal, JsonataField>]-?: true };

const filtered = { type: true, comment: true, queryLanguage: true, inputPath: true, outputPath: true } as const;
const working = {
  ...filtered,
  assign: true,
  resultSelector: true,
  resultPath: true,
  retry: true,
  catch: true,
  next: true,
  end: true,
} as const;

const TASK: All<TaskLiteral> = {
  ...working,
  run: true,
  parameters: true,
  credentials: true,
  timeoutSeconds: true,
  timeoutSecondsPath: true,
  heartbeatSeconds: true,
  heartbeatSecondsPath: true,
};
const PASS: All<PassLiteral> = {
  ...filtered,
  assign: true,
  parameters: true,
  result: true,
  resultPath: true,
  next: true,
  end: true,
};
const CHOICE: All<ChoiceLiteral> = { ...filtered, assign: true, choices: true, default: true };
const WAIT: All<WaitLiteral> = {
  ...filtered,
  assign: true,
  seconds: true,
  secondsPath: true,
  timestamp: true,
  timestampPath: true,
  next: true,
  end: true,
};
const PARALLEL: All<ParallelLiteral> = { ...working, parameters: true, branches: true };
const MAP: All<MapLiteral> = {
  ...working,
  itemsPath: true,
  itemSelector: true,
  itemProcessor: true,
  maxConcurrency: true,
  maxConcurrencyPath: true,
  label: true,
  itemReader: true,
  itemBatcher: true,
  resultWriter: true,
  toleratedFailureCount: true,
  toleratedFailureCountPath: true,
  toleratedFailurePercentage: true,
  toleratedFailurePercentagePath: true,
};
const SUCCEED: All<SucceedLiteral> = filtered;
const FAIL: All<FailLiteral> = { type: true, comment: true, queryLanguage: true, error: true, cause: true };

/** By kind of state, the fields that it may have in JSONPath: kept in step with the literals by the compiler. */
export const FIELDS: { readonly [Kind in StateLiteral['type']]: Readonly<Record<string, true>> } = {
  Task: TASK,
  Pass: PASS,
  Choice: CHOICE,
  Wait: WAIT,
  Parallel: PARALLEL,
  Map: MAP,
  Succeed: SUCCEED,
  Fail: FAIL,
};

/** The fields that AWS takes with a distributed processor alone. */
export const DISTRIBUTED_FIELDS = [
  'label',
  'itemReader',
  'itemBatcher',
  'resultWriter',
  'toleratedFailureCount',
  'toleratedFailureCountPath',
  'toleratedFailurePercentage',
  'toleratedFailurePercentagePath',
] as const;
