import { type DuckDBInstance } from '@duckdb/node-api';
import { availableParallelism } from 'node:os';

/**
 * DuckDB is loaded on first use: its binary takes 40 ms, which `--help` and a refused option need not pay. By a file of ours
 * that requires it: for an import() of the package itself, Node.js reads all its files for what they export, which is a
 * seventh of a second.
 */
export async function createInstance(options: Readonly<Record<string, string>> = {}): Promise<DuckDBInstance> {
  const { newInstance } = await import('./duckdb-instance');
  return newInstance({ threads: String(threads), ...options });
}

/** DuckDB's default is one thread per core; more than four buy nothing here and cost memory. */
const threads = Math.min(4, Math.max(1, availableParallelism()));
