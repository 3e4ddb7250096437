import { utility } from '../statement-kind';
import { type Form, sorted } from './form';

/**
 * LIKE is not taken: the page and what was recorded differ on what its pattern means.
 * https://docs.aws.amazon.com/athena/latest/ug/show-databases.html
 */
export const showDatabases: Form = (words) => {
  if (!words.keyword('SHOW') || !words.keyword('DATABASES', 'SCHEMAS') || !words.isAtEnd) return undefined;
  return {
    kind: utility('SHOW_DATABASES'),
    columns: ['database_name'],
    rows({ databases, rights }) {
      rights.listDatabases(databases);
      return sorted(databases);
    },
  };
};
