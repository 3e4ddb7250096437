import { type Column } from '../../glue/glue-table';
import { type StatementKind } from '../statement-kind';
import { NotInLocalRun } from '../trino/errors';
import { type Form } from './form';
import { checkedTable, checkTable, padded } from './table';

/** Beside what SHOW has: another type of the file, and no count. */
const kind: StatementKind = {
  StatementType: 'UTILITY',
  SubstatementType: 'DESCRIBE_TABLE',
  extension: 'txt',
  contentType: 'application/octet-stream',
  hasHeader: false,
};

/** https://docs.aws.amazon.com/athena/latest/ug/describe-table.html; of a table alone: no EXTENDED, no partition, no column. */
export const describe: Form = (words) => {
  if (!words.keyword('DESCRIBE', 'DESC') || words.keyword('EXTENDED', 'FORMATTED')) return undefined;
  const named = words.table();
  if (!named || !words.isAtEnd) return undefined;
  return {
    kind,
    columns: ['col_name', 'data_type', 'comment'],
    check: (catalog) => checkTable(catalog, named, 'DESCRIBE'),
    rows(catalog) {
      const { columns, partitionKeys } = checkedTable(catalog, named, 'DESCRIBE');
      const keys = partitionKeys.map(row);
      return [...columns.map(row), ...keys, ...(keys.length === 0 ? [] : [...partitionHeader, ...keys])];
    },
  };
};

const partitionHeader = [
  '\t \t ',
  '# Partition Information\t \t ',
  `# ${padded('col_name')}\t${padded('data_type')}\t${padded('comment')}`,
  '\t \t ',
];

/** A comment ends at its first tab. */
const row = ({ name, hiveType, comment = '' }: Column): string =>
  [padded(name), padded(spelled(hiveType)), padded(comment).split('\t')[0]].join('\t');

/** As Hive spells it, which is how it was recorded. @throws NotInLocalRun for another spelling that Glue takes */
function spelled(type: string): string {
  const isHives =
    /^[a-z0-9_<>(),:]+$/.test(type) && !/\binteger\b|\bdecimal\b(?!\(\d+,\d+\))|\b(?:var)?char\b(?!\()/.test(type);
  if (!isHives) throw new NotInLocalRun(`DESCRIBE of the type ${type}, which Hive spells otherwise`);
  return type;
}
