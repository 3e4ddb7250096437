/** What tells of the catalog in Athena and is refused here by its name, with what is not known of it. */
export const refusedMetadata: readonly (readonly [what: string, why: string])[] = [
  [
    'SHOW DATABASES LIKE',
    "the page takes `[a-z0-9]*` in its pattern, and no answer tells what a name's `*` alone matches",
  ],
  ['DESCRIBE EXTENDED, FORMATTED', "no answer has every detail of a table that Glue's API made"],
  ['DESCRIBE table PARTITION (…), DESCRIBE table column', 'no answer of the engine 3 is recorded'],
  [
    'information_schema, "table$partitions"',
    'which columns `SELECT *` has in the engine 3, in which order rows come, and which rights to Glue it takes is not recorded',
  ],
  ['SHOW CREATE TABLE, SHOW TBLPROPERTIES, SHOW VIEWS, SHOW FUNCTIONS', 'they are not taken yet'],
  ['a block comment, a name in double quotes, execution parameters', 'what Athena says depends on their places'],
];
