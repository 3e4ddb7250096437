import { utility } from '../statement-kind';
import { type Form } from './form';
import { checkedTable, checkTable, padded } from './table';

/** https://docs.aws.amazon.com/athena/latest/ug/show-columns.html */
export const showColumns: Form = (words) => {
  if (!words.keyword('SHOW') || !words.keyword('COLUMNS') || !words.keyword('FROM', 'IN')) return undefined;
  const table = words.table();
  const database = table && table.database === undefined && words.keyword('FROM', 'IN') ? words.name() : null;
  if (!table || database === undefined || !words.isAtEnd) return undefined;
  const named = database === null ? table : { ...table, database };
  return {
    kind: utility('SHOW_COLUMNS'),
    columns: ['field'],
    check: (catalog) => checkTable(catalog, named, 'SHOW COLUMNS'),
    rows(catalog) {
      const { columns, partitionKeys } = checkedTable(catalog, named, 'SHOW COLUMNS');
      return [...columns, ...partitionKeys].map(({ name }) => padded(name));
    },
  };
};
