import { isJson } from '../../scripts/text/is-json';

/** What a file is that holds no JSON object a line, by its first lines, and what to do; undefined when it may hold them. */
export function notNdjson(first: string, second: string | undefined): string | undefined {
  const line = first.trim();
  if (line.startsWith('[')) return 'it is a JSON array. Give one JSON object a line: jq -c ".[]" does it';
  if (line.startsWith('{') && !isJson(line) && second !== undefined && /^\s*("[^"]*"\s*:|\})/.test(second))
    return 'it is JSON written over several lines. Give one JSON object a line: jq -c . does it';
  const columns = line.split(/[,;\t]/).map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
  if (columns.length > 1 && columns.some((name) => known.has(name.toLowerCase())))
    return `it is CSV, with the columns ${columns.slice(0, 6).join(', ')}. Give one JSON object a line, for example {"id":"1","userId":"1"}`;
  return undefined;
}

const known: ReadonlySet<string> = new Set(['id', 'userid', 'format', 'timestamp']);
