import { assumed, isAssumed, intrinsic, isCall } from '../written/intrinsic';
import { IDENTIFIERS } from './machines.test-support';

/** A generated literal as somebody would have written it, in TypeScript. */
export function sourceOf(value: unknown): string {
  const identifier = IDENTIFIERS.get(value);
  if (identifier !== undefined) return identifier;
  if (isAssumed(value)) return `assume<${value[assumed] === '$' ? 'Payload' : 'number'}>(${sourceOf(value[assumed])})`;
  if (isCall(value)) {
    const name = value[intrinsic].replace('States.', '');
    return `fn.${name === 'UUID' ? 'uuid' : name.charAt(0).toLowerCase() + name.slice(1)}(${value.args.map(sourceOf).join(', ')})`;
  }
  if (Array.isArray(value)) return `[${value.map(sourceOf).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([field, part]) => `${JSON.stringify(field)}: ${sourceOf(part)}`)
    .join(', ')} }`;
}
