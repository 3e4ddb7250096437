import { constants } from 'node:os';

/** Ctrl-C, an end asked for, and a terminal that was closed. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Calls `stop` at the first of them, with the exit code that a process so ended has; a second one ends it at once.
 * @returns what takes it back
 */
export function onStopSignal(stop: (code: number) => void): () => void {
  const forget = (): void => {
    for (const signal of signals) process.off(signal, heard);
  };
  const heard = (signal: (typeof signals)[number]): void => {
    forget();
    stop(128 + constants.signals[signal]);
  };
  for (const signal of signals) process.on(signal, heard);
  return forget;
}
