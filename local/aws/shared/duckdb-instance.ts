import { DuckDBInstance } from '@duckdb/node-api';

/** @param options settings, as https://duckdb.org/docs/stable/configuration/overview has them */
export const newInstance = (options: Readonly<Record<string, string>>): Promise<DuckDBInstance> =>
  DuckDBInstance.create(':memory:', options);
