/**
 * CDKTF takes a full stack trace for each of the hundreds of tokens that it makes, and Node (or jest) maps every line
 * of it back to TypeScript: a third of a synth's time, for what is shown only beside some errors of CDKTF's own. Here
 * such traces are empty. Errors keep theirs: V8 writes an error's trace when it is first read, which is later.
 */
export function withoutTokenTraces<Result>(run: () => Result): Result {
  const { prepareStackTrace } = Error;
  Error.prepareStackTrace = (error, sites) => {
    if (!(error instanceof Error)) return '';
    return prepareStackTrace ? prepareStackTrace(error, sites) : [String(error), ...sites].join('\n    at ');
  };
  try {
    return run();
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}
