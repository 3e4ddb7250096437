import { utility } from '../statement-kind';
import { NotInLocalRun } from '../trino/errors';
import { type Form } from './form';
import { checkedTable } from './table';

/**
 * "SHOW PARTITIONS does not list partitions that are projected by Athena but not registered in the AWS Glue catalog."
 * None is registered here. https://docs.aws.amazon.com/athena/latest/ug/show-partitions.html
 */
export const showPartitions: Form = (words) => {
  if (!words.keyword('SHOW') || !words.keyword('PARTITIONS')) return undefined;
  const named = words.table();
  if (!named || !words.isAtEnd) return undefined;
  return {
    kind: utility('SHOW_PARTITIONS'),
    columns: ['partition'],
    rows(catalog) {
      const table = checkedTable(catalog, named, 'SHOW PARTITIONS');
      catalog.rights.readSchema(table);
      if (table.partitionKeys.length === 0) {
        throw new NotInLocalRun('SHOW PARTITIONS of a table without partition keys, which fails');
      }
      catalog.rights.listPartitions(table);
      return [];
    },
  };
};
