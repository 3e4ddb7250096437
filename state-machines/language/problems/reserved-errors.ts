/** https://states-language.net/spec.html#appendix-a: names that begin with `States.` are reserved to the language. */
export const RESERVED_ERRORS = [
  'States.ALL',
  'States.BranchFailed',
  'States.DataLimitExceeded',
  'States.ExceedToleratedFailureThreshold',
  'States.HeartbeatTimeout',
  'States.Http.Socket',
  'States.IntrinsicFailure',
  'States.ItemReaderFailed',
  'States.NoChoiceMatched',
  'States.ParameterPathFailure',
  'States.Permissions',
  'States.ResultPathMatchFailure',
  'States.ResultWriterFailed',
  'States.Runtime',
  'States.TaskFailed',
  'States.Timeout',
] as const;

/** And those of an HTTP task's answers: https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html */
export const isReserved = (name: string): boolean =>
  (RESERVED_ERRORS as readonly string[]).includes(name) || /^States\.Http\.StatusCode\.\d+$/.test(name);
