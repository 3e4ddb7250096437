import * as z from 'zod/mini';
import { faults } from './parse-input';

/** A function's environment variables are not what its handler needs. The message lists every fault. */
export class InvalidEnvironment extends Error {
  override readonly name = 'InvalidEnvironment';
}

/**
 * Reads the environment variables that a handler needs; others are ignored (Lambda sets many). It is called by each
 * invocation, not at import, so that a bundle can be imported anywhere to see whether it loads.
 */
export function readEnvironment<Shape extends z.core.$ZodShape>(shape: Shape, variables: NodeJS.ProcessEnv) {
  const result = z.object(shape).safeParse(variables);
  if (result.success) return result.data;
  throw new InvalidEnvironment(
    `Environment variables of this function are wrong: ${faults(result.error, variables).join('; ')}. They are set in constructs/.`,
  );
}

const text = (rule: RegExp, error: string) => z.string({ error }).check(z.regex(rule, { error }));

/** A name of any characters that AWS allows; it is quoted where it goes into SQL. */
export const name = () => text(/^[^\p{C}]{1,255}$/u, 'must be a name');

/** The name of the environment or application. It becomes part of an execution's name. */
export const shortName = () => text(/^[A-Za-z0-9-]{1,40}$/, 'must be 1 to 40 letters, digits or hyphens');

export const arn = (service: string) =>
  text(new RegExp(`^arn:[^:]+:${service}:[^:]*:[^:]*:.+$`), `must be the ARN of a resource of ${service}`);

/** A number of days, at most a month. */
export const fewDays = () =>
  z.pipe(text(/^([0-9]|[12][0-9]|30)$/, 'must be a whole number from 0 to 30'), z.transform(Number));

/** A JSON text, of that shape. */
export const json = <Shape extends z.ZodMiniType>(shape: Shape) =>
  z.pipe(
    z.pipe(
      z.string({ error: 'must be a JSON text' }),
      z.transform((given: string, context): unknown => {
        try {
          return JSON.parse(given);
        } catch {
          context.issues.push({ code: 'custom', message: 'must be a JSON text', input: given });
          return z.NEVER;
        }
      }),
    ),
    shape,
  );
