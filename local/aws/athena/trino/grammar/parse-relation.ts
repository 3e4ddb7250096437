import { type Expression, type Name, type Query, type Relation } from './ast';
import { startsQuery } from './parse-expression';
import { at, type Tokens } from './tokens';

interface Readers {
  readonly expression: () => Expression;
  readonly query: (tokens: Tokens) => Query;
}

export function parseRelation(tokens: Tokens, readers: Readers): Relation {
  let left = parseAliased(tokens, readers);
  for (;;) {
    const place = at(tokens.peek());
    if (tokens.word('CROSS')) {
      tokens.needWord('JOIN');
      left = { kind: 'join', type: 'CROSS', left, right: parseAliased(tokens, readers), ...place };
      continue;
    }
    // Trino's parser takes NATURAL, and its analysis refuses it: so does the one here, by name.
    const type = joinType(tokens);
    if (type === undefined) return left;
    const right = parseRelation(tokens, readers);
    if (tokens.word('USING')) left = { kind: 'join', type, left, right, using: tokens.names(), ...place };
    else {
      tokens.needWord('ON');
      left = { kind: 'join', type, left, right, on: readers.expression(), ...place };
    }
  }
}

function joinType(tokens: Tokens): 'INNER' | 'LEFT' | 'RIGHT' | 'FULL' | undefined {
  if (tokens.word('JOIN')) return 'INNER';
  if (tokens.word('INNER')) {
    tokens.needWord('JOIN');
    return 'INNER';
  }
  const type = (['LEFT', 'RIGHT', 'FULL'] as const).find((one) => tokens.word(one));
  if (type === undefined) return undefined;
  tokens.word('OUTER');
  tokens.needWord('JOIN');
  return type;
}

function parseAliased(tokens: Tokens, readers: Readers): Relation {
  const place = at(tokens.peek());
  const relation = parsePrimary(tokens, readers);
  if (tokens.isWord('TABLESAMPLE') || tokens.isWord('MATCH_RECOGNIZE')) tokens.fail();
  if (!tokens.word('AS') && !(tokens.isName() && !startsClause(tokens))) return relation;
  const alias = tokens.name();
  const columns = tokens.isOperator('(') ? { columns: tokens.names() } : {};
  return { kind: 'alias', relation, alias, ...columns, ...place };
}

/** Words that are names, too, but not where a clause may start. */
const startsClause = (tokens: Tokens): boolean =>
  tokens.isWord('WINDOW') || tokens.isWord('LIMIT') || tokens.isWord('OFFSET') || tokens.isWord('FETCH');

function parsePrimary(tokens: Tokens, readers: Readers): Relation {
  const place = at(tokens.peek());
  const inParentheses = <T>(read: () => T): T => {
    tokens.needOperator('(');
    const found = read();
    tokens.needOperator(')');
    return found;
  };
  if (tokens.word('UNNEST')) {
    const values = inParentheses(() => tokens.list(readers.expression));
    return { kind: 'unnest', values, ordinality: tokens.word('WITH', 'ORDINALITY'), ...place };
  }
  if (tokens.isWord('LATERAL') && tokens.peek(1).text === '(') {
    tokens.needWord('LATERAL');
    return { kind: 'lateral', query: inParentheses(() => readers.query(tokens)), ...place };
  }
  if (tokens.isOperator('(')) {
    if (startsQuery(tokens, 1)) {
      const query = tokens.attempt(() => inParentheses(() => readers.query(tokens)));
      if (query) return { kind: 'query', query, ...place };
    }
    return inParentheses(() => parseRelation(tokens, readers));
  }
  const parts: Name[] = [tokens.name()];
  while (tokens.operator('.')) parts.push(tokens.name());
  // A table function, or a table of another time: Trino's own grammar judges them.
  if (tokens.isOperator('(') || tokens.isWord('FOR')) tokens.fail();
  return { kind: 'table', parts, ...place };
}
