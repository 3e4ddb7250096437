import { utility } from '../statement-kind';
import { NotInLocalRun } from '../trino/errors';
import { databaseOf, type Form, sorted } from './form';

/** https://docs.aws.amazon.com/athena/latest/ug/show-tables.html */
export const showTables: Form = (words) => {
  if (!words.keyword('SHOW') || !words.keyword('TABLES')) return undefined;
  const named = words.keyword('IN', 'FROM') ? words.name() : null;
  const isLike = words.keyword('LIKE');
  const pattern = words.string();
  if (named === undefined || (isLike && pattern === undefined) || !words.isAtEnd) return undefined;
  const matches = pattern === undefined ? () => true : matcher(pattern);
  return {
    kind: utility('SHOW_TABLES'),
    columns: ['tab_name'],
    rows(catalog) {
      const database = databaseOf(catalog, named ?? undefined, 'SHOW TABLES');
      const names = catalog.tables.filter((table) => table.database === database).map(({ name }) => name);
      catalog.rights.findDatabase(database);
      catalog.rights.listTables(database, names);
      return sorted(names.filter(matches));
    },
  };
};

/** Of a pattern what the page tells: `*` or `.*` for any characters, `|` for a choice. @throws NotInLocalRun */
function matcher(pattern: string): (name: string) => boolean {
  const choices = pattern.split('|');
  if (choices.some((choice) => !/^(?:[a-z0-9_-]|\.?\*(?!\.?\*))+$/.test(choice))) {
    throw new NotInLocalRun(`the pattern '${pattern}': here it is of small letters, digits, _, -, * or .*, and |`);
  }
  const expression = new RegExp(`^(?:${choices.map((one) => one.replaceAll(/\.?\*/g, '.*')).join('|')})$`);
  return (name) => expression.test(name);
}
