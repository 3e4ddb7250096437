import { type Node } from './node';

/**
 * Gives the console Lambda's lines: time, request and level before the text, or a JSON object, by the function's log
 * format. A part of the environment's program: nothing outside its braces exists.
 * @returns what logs an error that ended an invocation
 */
export function lambdaConsole(
  { fs, util }: Pick<Node, 'fs' | 'util'>,
  requestId: () => string | undefined,
): (what: string, thrown: unknown) => void {
  const isJson = process.env['AWS_LAMBDA_LOG_FORMAT']?.toUpperCase() === 'JSON';
  const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
  const least = Math.max(0, levels.indexOf(process.env['AWS_LAMBDA_LOG_LEVEL']?.toUpperCase() ?? ''));

  const ofError = (error: Error) => ({
    errorType: error.constructor.name,
    errorMessage: error.message,
    stackTrace: (error.stack ?? '').split('\n'),
  });
  const replacer = (_: string, value: unknown): unknown =>
    value instanceof Error ? Object.assign(ofError(value), value) : value;
  const jsonLine = (level: string, params: unknown[]): string => {
    const head = { timestamp: new Date().toISOString(), level, requestId: requestId() };
    const text = (value: unknown[]) => util.format(...value);
    if (params.length !== 1) {
      const error = params.find((one) => one instanceof Error);
      return JSON.stringify({ ...head, message: text(params), ...(error instanceof Error ? ofError(error) : {}) });
    }
    try {
      return JSON.stringify({ ...head, message: params[0] }, replacer);
    } catch {
      return JSON.stringify({ ...head, message: text(params) });
    }
  };
  const textLine = (level: string, params: unknown[]): string =>
    [new Date().toISOString(), String(requestId()), level, util.format(...params)].join('\t');
  const log = (level: string, params: unknown[]): void => {
    const line = isJson ? jsonLine(level, params) : textLine(level, params);
    // One event, of however many lines.
    fs.writeSync(1, `${line.replaceAll('\n', '\r')}\n`);
  };

  for (const [at, level] of levels.entries()) {
    const write = (...params: unknown[]): void => (at < least ? undefined : log(level, params));
    Object.assign(console, { [level.toLowerCase()]: write }, level === 'INFO' ? { log: write } : {});
  }
  return (what, thrown) => {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    if (isJson) return console.error(error);
    const { name, message, stack = '' } = error;
    const told = { errorType: name, errorMessage: message, ...error, stack: stack.split('\n') };
    console.error(what, `\t${JSON.stringify(told)}`);
  };
}
