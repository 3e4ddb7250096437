import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Account } from '../../aws/account';
import { type Interposer } from '../../aws/endpoint/server';
import { type Keeping, type Restored } from '../../aws/service';
import { reasonOf } from '../../../scripts/text/words';
import { fault } from './fault';
import { Journal, JournalWriter } from './journal';
import { LOCK, lock } from './lock';
import { type Manifest, type Place, readManifest, writeManifest } from './manifest';

/** How long what nobody asked for may be unwritten, in milliseconds; what is answered is written before. */
const pause = 100;

interface Kept {
  readonly keeping: Keeping;
  readonly writer: JournalWriter;
}

/**
 * An account's folder, which outlives the process: objects as files, all else of each service as lines of JSON that are only
 * appended. Each start writes the lines anew, and goes over to them in one step.
 */
export class KeptAccount {
  readonly #kept: Kept[] = [];
  #timer: NodeJS.Timeout | undefined;
  #failure: Error | undefined;
  #isEnded = false;

  /** Writes what came of a request before it is answered. */
  readonly interpose: Interposer = async (_request, _response, answer) => {
    try {
      return await answer();
    } finally {
      this.flush();
    }
  };

  /** @param past absent: it is a new one */
  private constructor(
    readonly folder: string,
    private readonly place: Place,
    readonly past: Manifest | undefined,
    private readonly unlock: () => void,
  ) {}

  /**
   * Takes a folder that is new, empty or an account's of this place.
   * @throws UserError for any other, before anything in it is changed
   */
  static open(folder: string, place: Place): KeptAccount {
    try {
      mkdirSync(folder, { recursive: true });
      checkPlace(folder, place);
      return new KeptAccount(folder, place, readManifest(folder), lock(folder));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw code === undefined
        ? error
        : fault(folder, `it can't be used (${code})`, 'give --keep a folder that is yours');
    }
  }

  /** What was begun and never finished is removed. @returns what is told of it */
  clearUnfinished(): string[] {
    if (this.past?.generation !== 0) return [];
    for (const name of ['s3', 's3-incoming', 'athena', 'zips']) {
      rmSync(join(this.folder, name), { recursive: true, force: true });
    }
    return [`The account in ${this.folder} was not finished with what it was sent first: it begins anew.`];
  }

  /** Whether it goes on with an account that was there. */
  get goesOn(): boolean {
    return (this.past?.generation ?? 0) > 0;
  }

  /** From here on the folder is an account's, which is not finished with what it is sent to begin with. */
  begin(): void {
    if (this.goesOn) return;
    writeManifest(this.folder, { ...this.place, generation: 0, services: [], ahead: 0, sent: '' });
  }

  /** @throws UserError for lines that can't be read: asked before anything runs */
  check(): void {
    for (const journal of this.#journals()) for (const _line of journal.lines());
  }

  /**
   * Gives an account that was just stood up what the folder holds, ends what was in flight, and keeps it from now on.
   * @param sent what it was sent to begin with
   * @returns what is told of it, a line each
   * @throws UserError that names the file
   */
  attach(account: Account, sent = this.past?.sent ?? ''): string[] {
    const keepings = new Map<string, Keeping>();
    for (const [name, keep] of Object.entries(account.keepings)) if (keep) keepings.set(name, keep());
    const lines = this.goesOn ? this.#restore(keepings) : [];
    const generation = (this.past?.generation ?? 0) + 1;
    this.#writeAll(generation, keepings);
    writeManifest(this.folder, {
      ...this.place,
      generation,
      services: [...keepings.keys()],
      ahead: Math.max(0, account.clock.now().getTime() - Date.now()),
      sent,
    });
    this.#removeOthers(generation);
    this.#timer = setInterval(() => this.flush(), pause).unref();
    const not = Object.entries(account.keepings).flatMap(([name, keep]) => (keep ? [] : [name]));
    return [...lines, ...not.map((name) => `Not kept: what ${name} holds.`)];
  }

  /** Writes what is new. What can't be written ends the keeping: lines would be missing. */
  flush(): void {
    for (const kept of this.#kept) this.#flushOne(kept);
  }

  /** @returns what was not kept */
  end(): string[] {
    clearInterval(this.#timer);
    this.flush();
    // What a service is still at is told to nobody: the files are closed.
    this.#isEnded = true;
    for (const { writer } of this.#kept) writer.close();
    this.#kept.length = 0;
    this.unlock();
    return this.#failure ? [`Not kept in ${this.folder}: ${this.#failure.message}`] : [];
  }

  #flushOne({ keeping, writer }: Kept): void {
    if (this.#failure || this.#isEnded) return;
    try {
      writer.write(keeping.save());
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      console.error(`! From here on nothing is kept in ${this.folder}: ${this.#failure.message}`);
    }
  }

  #journals(): Journal[] {
    const { past } = this;
    if (!past || past.generation === 0) return [];
    const folder = join(this.folder, nameOf(past.generation));
    return past.services.map((service) => {
      const file = join(folder, `${service}.jsonl`);
      if (!existsSync(file)) throw fault(file, 'it is missing', 'put it back, or give --keep another folder');
      return new Journal(file, service);
    });
  }

  #restore(keepings: ReadonlyMap<string, Keeping>): string[] {
    const restored: Restored[] = [];
    const torn: string[] = [];
    for (const [index, journal] of this.#journals().entries()) {
      const service = this.past?.services[index] ?? '';
      const keeping = keepings.get(service);
      if (!keeping) throw fault(journal.file, `this checkout keeps nothing of a service ${service}`);
      try {
        restored.push(keeping.restore(journal.lines()));
      } catch (error) {
        throw (error as Error).name === 'UserError' ? error : journal.fault(reasonOf(error));
      }
      if (journal.isTorn) torn.push(`${journal.file}: its last line was cut off, and is passed over.`);
    }
    const what = restored.flatMap((one) => one.what);
    return [
      `Goes on with ${this.folder}: ${what.length === 0 ? 'nothing is in it yet' : what.join(', ')}.`,
      ...torn,
      ...restored.flatMap(({ told }) => told),
    ];
  }

  #writeAll(generation: number, keepings: ReadonlyMap<string, Keeping>): void {
    const folder = join(this.folder, nameOf(generation));
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(`${folder}.new`, { recursive: true });
    for (const [service, keeping] of keepings) {
      const file = join(`${folder}.new`, `${service}.jsonl`);
      rmSync(file, { force: true });
      JournalWriter.begin(file, service, keeping.save());
    }
    renameSync(`${folder}.new`, folder);
    for (const [service, keeping] of keepings) {
      const kept = { keeping, writer: JournalWriter.open(join(folder, `${service}.jsonl`)) };
      this.#kept.push(kept);
      keeping.onChange?.(() => this.#flushOne(kept));
    }
  }

  #removeOthers(generation: number): void {
    for (const name of readdirSync(this.folder)) {
      if (/^lines-\d+(\.new)?$/.test(name) && name !== nameOf(generation)) {
        rmSync(join(this.folder, name), { recursive: true, force: true });
      }
    }
  }
}

/** Of the folder of lines. */
const nameOf = (generation: number): string => `lines-${generation}`;

/** @throws UserError for a folder that is none of an account, or of another one's */
function checkPlace(folder: string, place: Place): void {
  const past = readManifest(folder);
  if (!past) {
    const other = readdirSync(folder).find((name) => name !== LOCK && !name.startsWith(`${LOCK}.`));
    if (other === undefined) return;
    throw fault(join(folder, other), 'the folder holds this, and no account', 'give --keep an empty or a new folder');
  }
  for (const name of ['environment', 'accountId', 'region'] as const) {
    if (past[name] === place[name]) continue;
    throw fault(
      folder,
      `the account in it is of the ${name} ${past[name]}, and not of ${place[name]}`,
      'start that environment, or give --keep another folder',
    );
  }
}
