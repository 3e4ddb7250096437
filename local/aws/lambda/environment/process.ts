import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ChildMessage, type ParentMessage } from './messages';
import { Output } from './output';
import { permissionFlags } from './permissions';

export interface ProcessOptions {
  /** The program that it runs: see program.ts. */
  readonly program: string;
  /** The folder of the function's unpacked zip, Lambda's /var/task. */
  readonly task: string;
  /** Where the environment's own folder is made. */
  readonly folder: string;
  readonly memoryMegabytes: number;
  /** What Node.js itself reads of the environment, as it starts. */
  readonly env: Readonly<Record<string, string>>;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  /** Why it was never there. */
  readonly failed?: Error;
}

/** A process of Node.js that may read the function's code, and read and write one folder of its own. */
export class EnvironmentProcess {
  /** Lambda's /tmp: gone with the process. */
  readonly temporary: string;
  /** Once all that it sent was heard. */
  readonly ended: Promise<Ended>;
  onMessage: (message: ChildMessage) => void = () => undefined;
  readonly #folder: string;
  readonly #output: Output;
  readonly #child: ChildProcess;

  constructor({ program, task, folder, memoryMegabytes, env }: ProcessOptions) {
    mkdirSync(folder, { recursive: true });
    this.#folder = mkdtempSync(join(folder, 'environment-'));
    this.temporary = join(this.#folder, 'tmp');
    mkdirSync(this.temporary);
    this.#output = new Output(join(this.#folder, 'output'));
    const { descriptor } = this.#output;
    const permitted = { read: [program, task, this.temporary], write: [this.temporary] };
    const flags = [...permissionFlags(permitted), `--max-old-space-size=${memoryMegabytes}`, '--no-warnings'];
    this.#child = spawn(process.execPath, [...flags, program], {
      cwd: task,
      env,
      stdio: ['ignore', descriptor, descriptor, 'ipc'],
      serialization: 'json',
    });
    // An idle function does not keep the account up.
    this.#child.unref();
    this.#child.channel?.unref();
    this.#child.on('message', (message) => this.onMessage(message as ChildMessage));
    this.ended = this.#end();
  }

  get alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** What it logged since. */
  read(all: boolean): string {
    return this.#output.read(all);
  }

  send(message: ParentMessage): void {
    // One that has ended is told by its end.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  kill(): void {
    // Whoever ends it waits for its end.
    this.#child.ref();
    this.#child.channel?.ref();
    this.#child.kill('SIGKILL');
  }

  /** After its end: its folder goes. */
  async remove(): Promise<void> {
    await this.ended;
    this.#output.close();
    await rm(this.#folder, { recursive: true, force: true }).catch(() => undefined);
  }

  async #end(): Promise<Ended> {
    const exit = new Promise<Ended>((resolve) => {
      this.#child.once('exit', (code, signal) => resolve({ code, signal }));
      this.#child.once('error', (failed) => resolve({ code: null, signal: null, failed }));
    });
    const heard = new Promise<void>((resolve) => this.#child.once('disconnect', resolve));
    const ended = await exit;
    if (ended.failed === undefined && this.#child.connected) await heard;
    return ended;
  }
}
