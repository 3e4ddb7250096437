import { type Argument, type Call, unescape } from './parse';
import { arrayFunctions } from './arrays';
import { dataFunctions } from './data';
import { format, textFunctions } from './texts';
import { failed, type Intrinsic } from './failed';

/** Every function but States.Format, whose first argument keeps its escapes. */
export const functions: Readonly<Record<string, Intrinsic>> = { ...arrayFunctions, ...dataFunctions, ...textFunctions };

export const isFunction = (name: string): boolean => name === 'States.Format' || Object.hasOwn(functions, name);

/** @throws StateFailure States.Runtime when the function can't do it with these arguments */
export function callFunction(call: Call, read: (path: string) => unknown): unknown {
  const evaluate = (argument: Argument): unknown => {
    if (argument.kind === 'path') return read(argument.path);
    if (argument.kind === 'call') return callFunction(argument.call, read);
    return typeof argument.value === 'string' ? unescape(argument.value) : argument.value;
  };
  if (call.name === 'States.Format') {
    const [template, ...rest] = call.args;
    const isLiteral = template?.kind === 'literal' && typeof template.value === 'string';
    const text = isLiteral ? (template.value as string) : template && evaluate(template);
    return format(text, rest.map(evaluate), () => failed(call));
  }
  const run = functions[call.name];
  if (!run) throw failed(call);
  return run(call.args.map(evaluate), () => failed(call));
}
