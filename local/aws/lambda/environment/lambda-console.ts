import { type Node } from './node';

/**
 * Gives the console Lambda's lines: time, request and level before the text. A part of the environment's program:
 * nothing outside its braces exists.
 * @returns what logs an error that ended an invocation
 */
export function lambdaConsole(
  { fs, util }: Pick<Node, 'fs' | 'util'>,
  requestId: () => string | undefined,
): (what: string, thrown: unknown) => void {
  for (const level of ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']) {
    const write = (...params: unknown[]): void => {
      const line = [new Date().toISOString(), String(requestId()), level, util.format(...params)].join('\t');
      // One event, of however many lines.
      fs.writeSync(1, `${line.replaceAll('\n', '\r')}\n`);
    };
    Object.assign(console, { [level.toLowerCase()]: write }, level === 'INFO' ? { log: write } : {});
  }
  return (what, thrown) => {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const { name, message, stack = '' } = error;
    const told = { errorType: name, errorMessage: message, ...error, stack: stack.split('\n') };
    console.error(what, `\t${JSON.stringify(told)}`);
  };
}
