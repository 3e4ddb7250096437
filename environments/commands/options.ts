import { parseArgs } from 'node:util';
import { UserError } from '../../scripts/user-error';

/** `--env NAME`, any number of times. Anything else is refused. */
export function environmentOption(args: readonly string[], usage: string): string[] {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { env: { type: 'string', multiple: true } },
      strict: true,
    });
    return values.env ?? [];
  } catch (error) {
    // Node names the option at fault; the rest of its message is about its own API.
    const [problem] = (error as Error).message.split(/\. |$/);
    throw new UserError(`${problem}. Usage: ${usage}`);
  }
}
