import { parseArgs } from 'node:util';
import { UserError } from '../user-error';

/** The options that a command has. */
export type KnownOptions = Readonly<
  Record<
    string,
    { readonly type: 'string' | 'boolean'; readonly short?: string | undefined; readonly multiple?: boolean }
  >
>;

/** What was given: an option that wasn't is absent. */
export type GivenOptions<Known extends KnownOptions> = {
  -readonly [name in keyof Known]?: Known[name]['type'] extends 'boolean'
    ? boolean
    : Known[name] extends { readonly multiple: true }
      ? string[]
      : string;
};

/**
 * Reads a command's options, each at most once unless it is known as `multiple`; nothing else may be given.
 * @param command for the errors, e.g. `npm start`
 * @param stray what to say of an argument that belongs to no option
 * @throws UserError naming the option, what was given and what would be right
 */
export function readOptions<Known extends KnownOptions>(
  args: readonly string[],
  known: Known,
  command: string,
  stray = '',
): GivenOptions<Known> {
  const { values, tokens, positionals } = parseArgs({
    args: [...args],
    // A copy: Node's type has no place for what can't be changed.
    options: { ...known } as Record<string, { type: 'string' | 'boolean'; short?: string; multiple?: boolean }>,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    if (!option) throw unknown(token.rawName, Object.keys(known), command);
    if (seen.has(token.name) && !option.multiple)
      throw new UserError(`--${token.name} is given twice: leave one of them out.`);
    seen.add(token.name);
    if (option.type === 'boolean' && token.value !== undefined) {
      throw new UserError(
        `--${token.name} takes no value, and was given "${token.value}": write --${token.name} alone.`,
      );
    }
    // Node takes what follows as the value, even when it is plainly the next option.
    if (option.type === 'string' && (token.value === undefined || (!token.inlineValue && /^-./.test(token.value)))) {
      throw new UserError(`--${token.name} needs a value: see ${command} -- --help.`);
    }
  }
  const [first] = positionals;
  if (first !== undefined) {
    throw new UserError(`"${first}" belongs to no option. ${stray}${stray ? '; see' : 'See'} ${command} -- --help.`);
  }
  // Checked above: strings hold strings, booleans booleans.
  return values as GivenOptions<Known>;
}

function unknown(name: string, known: readonly string[], command: string): UserError {
  const options = known.map((option) => `--${option}`);
  const near = options.find((option) => option.startsWith(name) || name.startsWith(option));
  const remedy = near ? `Did you mean ${near}?` : `There are ${options.join(', ')}.`;
  return new UserError(`${name} is not an option of ${command}. ${remedy}`);
}
