import { spawn } from 'node:child_process';

/** The program that opens a file as a double click would; undefined where there is no display to open it on. */
export function opener(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly string[] | undefined {
  if (platform === 'darwin') return ['open'];
  // `start` takes its first quoted argument for a title.
  if (platform === 'win32') return ['cmd', '/c', 'start', ''];
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : undefined;
}

/** Opens a file or a link in the user's browser. Gives whether there was a way to; the browser lives on by itself. */
export async function openPage(file: string, platform = process.platform, env = process.env): Promise<boolean> {
  const [program, ...args] = opener(platform, env) ?? [];
  if (program === undefined) return false;
  const child = spawn(program, [...args, file], { stdio: 'ignore', detached: true, env });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
