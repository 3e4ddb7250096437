/** What a process may do of what Node's permission model withholds. Child processes, threads and addons are not. */
export interface Permitted {
  /** Files and folders. */
  readonly read: readonly string[];
  readonly write: readonly string[];
}

/**
 * The flags that start Node with its permission model, which is how it differs from one line of versions to the next:
 * `--experimental-permission` in Node.js 20, `--permission` since 22.13; from 25 on, the network is asked for too.
 * https://nodejs.org/api/permissions.html
 * @throws Error for a Node.js without it
 */
export function permissionFlags(
  { read, write }: Permitted,
  known: Pick<ReadonlySet<string>, 'has'> = process.allowedNodeEnvironmentFlags,
): string[] {
  const model = ['--permission', '--experimental-permission'].find((flag) => known.has(flag));
  if (model === undefined) throw new Error(`Node.js ${process.version} has no permission model: functions need it.`);
  return [
    model,
    ...read.map((path) => `--allow-fs-read=${path}`),
    ...write.map((path) => `--allow-fs-write=${path}`),
    ...(known.has('--allow-net') ? ['--allow-net'] : []),
  ];
}
