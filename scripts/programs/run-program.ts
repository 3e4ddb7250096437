import { spawn } from 'node:child_process';

export interface Ran {
  readonly code: number;
  /** Standard output. */
  readonly stdout: string;
  /** Both streams, as they came. */
  readonly said: string;
}

/** Runs a program in a folder. What can't be started ended with 127, as in a shell. */
export function runProgram(
  program: string,
  args: readonly string[],
  cwd: string,
  seconds = 600,
  variables: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, CHECKPOINT_DISABLE: '1', NO_COLOR: '1', ...variables },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let stdout = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => ((stdout += text), (said += text)));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const late = setTimeout(() => {
      said += `\nIt did not end within ${seconds} s.`;
      child.kill();
    }, seconds * 1000);
    child.on('error', (error) => resolve({ code: 127, stdout, said: error.message }));
    child.on('close', (code) => {
      clearTimeout(late);
      // A signal leaves no code.
      resolve({ code: code ?? 1, stdout, said });
    });
  });
}
