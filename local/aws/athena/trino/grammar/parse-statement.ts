import { type Query } from './ast';
import { parseQuery } from './parse-query';
import { Tokens, Unparsed } from './tokens';
import { type Token } from './token';

type Parsed = { readonly query: Query } | { readonly stopped: Token; readonly first: Token };

/** Reads one query of Trino's; or tells at which token the reading stopped. */
export function parse(sql: string): Parsed {
  const tokens = new Tokens(sql);
  const first = tokens.peek();
  try {
    const query = parseQuery(tokens);
    if (tokens.peek().kind !== 'end') tokens.fail();
    return { query };
  } catch (error) {
    if (error instanceof Unparsed) return { stopped: error.token, first };
    throw error;
  }
}
