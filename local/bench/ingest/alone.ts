import { DuckDBInstance } from '@duckdb/node-api';
import { answer } from '../shared/child';
import { convertAlone } from './convert-alone';
import { deliveredIn } from './delivered';

/** `alone FOLDER`: DuckDB alone, of the events that `deliver` left in the folder. */
export async function main([folder = '']: string[]): Promise<number> {
  const connection = await (await DuckDBInstance.create()).connect();
  return answer(await convertAlone(connection, deliveredIn(folder), folder));
}
