import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type DuckDBInstance } from '@duckdb/node-api';
import { createInstance } from '../../shared/duckdb';
import { Slots } from '../../shared/slots';
import { quoteText } from '../../glue/hive-type';
import { settings, settingsOfTry } from '../trino/types/cast';

/** A DuckDB that one query has at a time, and another after it. */
export interface Engine {
  readonly instance: DuckDBInstance;
  /** A folder of the query that has it; removed behind the query. */
  readonly scratch: string;
}

/** The database of a query, which holds its views: gone with the query. */
export const CATALOG = '"AwsDataCatalog"';

export interface EnginesOptions {
  /** Of the object store: with its own scratch, all that an engine's SQL can reach. */
  readonly store: string;
  /** For what queries spill. */
  readonly folder: string;
  /** Of each, in DuckDB's words: `2GB`. What does not fit spills to `folder`. */
  readonly memoryLimit: string;
}

/** What can't be changed once an engine's settings are locked. */
export interface EngineKind {
  readonly oneThread: boolean;
  /** Whether the query has TRY in it. */
  readonly hasTry: boolean;
}

interface Pooled extends Engine {
  readonly kind: string;
  readonly folder: string;
}

/** Each has buffers of its own, and the threads that wait for them in Node are four. */
const MOST = Math.min(4, Math.max(2, availableParallelism()));
/** Milliseconds that an engine waits for a query: it holds memory meanwhile. */
const IDLE = 100;

/**
 * The DuckDBs of an account. To make one, and to close it behind a query, took more than most queries do; a query that failed
 * takes its own along. Queries beyond `MOST` wait for one.
 */
export class Engines {
  readonly #idle: Pooled[] = [];
  readonly #slots = new Slots(MOST);
  #made = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: EnginesOptions) {}

  /**
   * Has one do a query's work.
   * @param signal of a query that need not be begun any more when its turn comes
   * @throws what the work does, or the signal's reason
   */
  async use<Result>(
    kind: EngineKind,
    work: (engine: Engine) => Promise<Result>,
    signal?: AbortSignal,
  ): Promise<Result> {
    const give = await this.#slots.take();
    let engine: Pooled | undefined;
    let isSound = false;
    try {
      signal?.throwIfAborted();
      engine = await this.#take(kind);
      const result = await work(engine);
      isSound = true;
      return result;
    } finally {
      if (engine) await this.#release(engine, isSound);
      give();
    }
  }

  /** Once nothing is at work. */
  close(): void {
    clearTimeout(this.#timer);
    for (const { instance } of this.#idle.splice(0)) instance.closeSync();
  }

  async #take(kind: EngineKind): Promise<Pooled> {
    clearTimeout(this.#timer);
    const wanted = JSON.stringify([kind.oneThread, kind.hasTry]);
    const at = this.#idle.findIndex((one) => one.kind === wanted);
    const [found] = at < 0 ? [] : this.#idle.splice(at, 1);
    if (found) return found;
    // Those of another kind make room.
    if (this.#idle.length + this.#slots.taken > MOST) this.#idle.shift()?.instance.closeSync();
    return this.#make(kind, wanted);
  }

  async #make({ oneThread, hasTry }: EngineKind, kind: string): Promise<Pooled> {
    const { store, memoryLimit } = this.options;
    const folder = join(this.options.folder, `engine-${(this.#made += 1)}`);
    const instance = await createInstance({
      memory_limit: memoryLimit,
      ...(oneThread ? { threads: '1' } : {}),
      temp_directory: join(folder, 'spill'),
    });
    try {
      const connection = await instance.connect();
      await connection.run(
        [
          ...(hasTry ? settingsOfTry : settings),
          // A query reads an object once: what is kept of it would only take memory, and could be stale.
          'SET enable_external_file_cache = false',
          `SET allowed_directories = [${quoteText(`${store}/`)}, ${quoteText(`${folder}/`)}]`,
          'SET enable_external_access = false',
          'SET lock_configuration = true',
        ].join(';'),
      );
      connection.closeSync();
    } catch (error) {
      instance.closeSync();
      throw error;
    }
    return { instance, folder, scratch: join(folder, 'query'), kind };
  }

  async #release(engine: Pooled, isSound: boolean): Promise<void> {
    if (isSound && (await isCleared(engine))) {
      await rm(engine.scratch, { recursive: true, force: true });
      this.#idle.push(engine);
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.close(), IDLE).unref();
    } else {
      engine.instance.closeSync();
      await rm(engine.folder, { recursive: true, force: true });
    }
  }
}

async function isCleared({ instance }: Engine): Promise<boolean> {
  const connection = await instance.connect();
  try {
    await connection.run(`DETACH ${CATALOG}`);
    return true;
  } catch {
    return false;
  } finally {
    connection.closeSync();
  }
}
