import { aggregates } from '../functions/aggregates';
import { lambdaNames } from '../functions/lambdas';
import { type Functions } from '../functions/overload';
import { topics } from '../functions/scalars';
import { windowFunctions } from '../functions/windows';
import { formNames } from '../analysis/call';
import { strictFunctions } from '../analysis/within-try';
import { forms } from '../../metadata/statement';
import { refusedMetadata } from '../../metadata/refused';
import { page as path } from '../errors';

export const PAGE = path;

/** What the local run takes of Athena's SQL, from the tables that queries are held against. */
export const page = (): string => `# What the local run takes of Athena's SQL

Athena's engine 3 is Trino. A query is read by Trino's grammar and typed by Trino's rules; what Trino refuses is refused in
its words, with line and column. **What is below answers as Trino does**; all else that Athena has is refused by its name,
"Not in the local run: …", and never in the words of Athena. This page is written from the code:
\`npm run regenerate -- --fixtures\`.

## Queries

\`SELECT\`, \`VALUES\`, \`TABLE\`, \`WITH\` (not \`RECURSIVE\`), \`UNION\`, \`INTERSECT\`, \`EXCEPT\`; joins with \`ON\` and \`USING\`,
\`LATERAL\`, \`UNNEST\` with \`ORDINALITY\`; subqueries as values, in \`IN\`, \`EXISTS\`, \`ALL\` and \`ANY\`; \`GROUP BY\` with
\`ROLLUP\`, \`CUBE\`, \`GROUPING SETS\` and \`grouping()\`; \`HAVING\`, windows, \`ORDER BY\`, \`OFFSET\`, \`LIMIT\`, \`FETCH\`; \`"$path"\`.

Every other statement is refused: \`CREATE TABLE … AS\`, \`INSERT\`, \`UNLOAD\`, \`EXPLAIN\`, and what else Athena takes; so are
\`TABLESAMPLE\` and \`MATCH_RECOGNIZE\`.

## The catalog

These answer as recorded of Athena's engine 3, in Hive's grammar (a name with a hyphen in back quotes): without a header, one
text a row, a \`.txt\` file, nothing scanned, and with the caller's rights to Glue.

${forms.map(([syntax]) => `- \`${syntax}\``).join('\n')}

A pattern is of small letters, digits, \`_\`, \`-\`, \`*\` or \`.*\`, and \`|\`. Projected partitions are none of the catalog, so
\`SHOW PARTITIONS\` has no row. Refused, and what is not known:

${refusedMetadata.map(([what, why]) => `- ${codes(what)}: ${why}.`).join('\n')}

## Types

\`boolean\`, \`tinyint\`, \`smallint\`, \`integer\`, \`bigint\`, \`real\`, \`double\`, \`decimal\`, \`varchar\`, \`varbinary\`, \`date\`,
\`timestamp\` to microseconds, \`timestamp with time zone\` where the zone stands in the query, both intervals, \`array\`, \`map\`,
\`row\`, and \`json\` that a function makes. \`1.5\` is a \`double\`, as it is in Athena, and \`DECIMAL '1.5'\` a decimal. The engine's time zone is UTC. Casts are refused from \`double\` to \`varchar\`, whose text depends on the engine's
version, and to or from types that are not here.

## Forms

${list([...formNames])}

Within \`try\` stands what is NULL whenever a part of it is, as a fault there makes the whole of it NULL: literals, columns,
casts, arithmetic, comparisons, \`NOT\`, \`LIKE\`, \`EXTRACT\`, \`AT TIME ZONE\`, subscripts, aggregates, and of the functions
${list([...strictFunctions])}

## Functions

An argument of another type is taken where Trino coerces it. Formats, patterns, paths, units and counts are literals. A
value whose answer is not known is refused when it comes: a text that is not JSON as a whole, digits of other scripts, a
pattern's \`$\` with a text that ends in a line break.

${topics.map(([topic, functions]) => `**${topic}**\n\n${signatures(functions)}`).join('\n\n')}

**With a lambda**

${list([...lambdaNames])}

## Aggregates

With \`DISTINCT\` and \`FILTER\`, and over windows with \`DISTINCT\`; Trino has no \`FILTER\` there. \`approx_distinct\` is exact up to 200 values, as Trino's is, and refuses more.

${list(Object.keys(aggregates))}

## Window functions

${list(Object.keys(windowFunctions))}
`;

/** What is in capitals or quotes, as code. */
const codes = (what: string): string =>
  what
    .split(', ')
    .map((one) => (one.startsWith('a ') || one === 'execution parameters' ? one : `\`${one}\``))
    .join(', ');

const list = (names: readonly string[]): string =>
  [...names]
    .sort()
    .map((name) => `\`${name}\``)
    .join(', ') + '.';

const signatures = (functions: Functions): string =>
  Object.entries(functions)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, overloads]) => `- ${overloads.map(({ takes }) => `\`${name}(${takes})\``).join(', ')}`)
    .join('\n');
