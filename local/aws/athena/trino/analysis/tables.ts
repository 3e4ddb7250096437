import { type GlueTable } from '../../../glue/glue-table';
import { isInjected } from '../../../glue/partition-projection';
import { quoteName } from '../../../glue/hive-type';
import { type Name } from '../grammar/ast';
import { type Position } from '../grammar/token';
import { hasInnerTime, ofHive } from '../types/hive';
import { varchar } from '../types/type';
import { type Field } from './scope';

/** Finds the tables of a query; where its name stands is for the message. @throws TrinoError */
export interface Tables {
  find(parts: readonly Name[], at: Position): GlueTable;
}

/** The view that stands for a table in the engine. */
export const viewOf = ({ database, name }: GlueTable): string =>
  `"AwsDataCatalog".${quoteName(database)}.${quoteName(name)}`;

/** What a table's columns mean under an alias of the engine's. */
export function tableFields(table: GlueTable, alias: string): Field[] {
  const qualifier = ['awsdatacatalog', table.database, table.name];
  const columns = [...table.columns, ...table.partitionKeys].map(({ name, type }): Field => ({
    name,
    qualifier,
    type: ofHive(type),
    sql: `${alias}.${quoteName(name)}`,
    ...(isInjected(table, name) ? { injected: true } : {}),
    ...(hasInnerTime(type) ? { refused: `the column ${name}, which has timestamps inside` } : {}),
  }));
  return [...columns, { name: '$path', qualifier, type: varchar, sql: `${alias}."$path"`, hidden: true }];
}
