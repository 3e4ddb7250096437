import { type GlueTable } from '../../glue/glue-table';
import { type QueryRights } from '../query-rights';
import { type StatementKind } from '../statement-kind';
import { NotInLocalRun } from '../trino/errors';
import { type Words } from './words';

/** What a statement may ask of the Data Catalog, as its caller. */
export interface Catalog {
  readonly databases: readonly string[];
  readonly tables: readonly GlueTable[];
  /** Of the query's context. */
  readonly database?: string;
  readonly rights: QueryRights;
}

/** A statement that tells of the catalog. */
export interface Metadata {
  readonly kind: StatementKind;
  /** Their names; each is a `string`. */
  readonly columns: readonly string[];
  /** What Athena asks before it takes the statement in. @throws AwsError, QueryFailure */
  readonly check?: (catalog: Catalog) => void;
  /** One text a row, as many columns as there may be. @throws QueryFailure, NotInLocalRun */
  readonly rows: (catalog: Catalog) => readonly string[];
}

/** Reads a statement of one form, from its first word on; undefined for what is none. */
export type Form = (words: Words) => Metadata | undefined;

/** The database that a statement means, which is there. @throws NotInLocalRun: what Athena says else is not known */
export function databaseOf({ databases, database }: Catalog, named: string | undefined, what: string): string {
  const name = named ?? database?.toLowerCase();
  if (name === undefined) throw new NotInLocalRun(`${what} without a database`);
  if (!databases.includes(name)) throw new NotInLocalRun(`${what} in the database ${name}, which is not there`);
  return name;
}

/** In the order of their letters, as the answers recorded have them. */
export const sorted = (names: readonly string[]): string[] => [...names].sort();
