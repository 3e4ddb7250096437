import { appendFileSync } from 'node:fs';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Appends to the summary of a step of GitHub Actions; elsewhere there is none.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary
 */
export function appendSummary(text: string, { GITHUB_STEP_SUMMARY: file }: Variables = process.env): void {
  if (file) appendFileSync(file, text);
}

/**
 * Prints `name=value` lines and, in a step of GitHub Actions, makes them its outputs.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-output-parameter
 */
export function setOutputs(
  outputs: Readonly<Record<string, string>>,
  { GITHUB_OUTPUT: file }: Variables = process.env,
): void {
  const lines = Object.entries(outputs).map(([name, value]) => {
    // A second line would be a second output, of whoever wrote the value.
    if (/[\r\n]/.test(value)) throw new Error(`output ${name} holds more than one line`);
    return `${name}=${value}\n`;
  });
  process.stdout.write(lines.join(''));
  if (file) appendFileSync(file, lines.join(''));
}
