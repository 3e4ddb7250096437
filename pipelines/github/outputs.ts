import { appendFileSync } from 'node:fs';

/**
 * Prints `name=value` lines and, in a step of GitHub Actions, makes them its outputs.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-output-parameter
 */
export function setOutputs(
  outputs: Readonly<Record<string, string>>,
  { GITHUB_OUTPUT: file }: Readonly<Record<string, string | undefined>> = process.env,
): void {
  const lines = Object.entries(outputs).map(([name, value]) => {
    // A second line would be a second output, of whoever wrote the value.
    if (/[\r\n]/.test(value)) throw new Error(`output ${name} holds more than one line`);
    return `${name}=${value}\n`;
  });
  process.stdout.write(lines.join(''));
  if (file) appendFileSync(file, lines.join(''));
}
