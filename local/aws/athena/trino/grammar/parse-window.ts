import {
  type Call,
  type Expression,
  type Frame,
  type FrameBound,
  type SortItem,
  type WindowSpecification,
} from './ast';
import { at, type Tokens } from './tokens';

type Read = () => Expression;

export function parseSort(tokens: Tokens, expression: Read): SortItem {
  const place = at(tokens.peek());
  const value = expression();
  const descending = tokens.word('DESC');
  if (!descending) tokens.word('ASC');
  const nullsFirst = tokens.word('NULLS') && tokens.oneOf('FIRST', 'LAST') === 'FIRST';
  return { value, descending, nullsFirst, ...place };
}

type Suffix = Pick<Call, 'filter' | 'over' | 'ignoreNulls'> & Partial<Pick<Call, 'order'>>;

/** What may follow a call's arguments: WITHIN GROUP, FILTER, IGNORE NULLS, OVER. */
export function callSuffix(tokens: Tokens, expression: Read, value: Read): Suffix {
  let order: SortItem[] | undefined;
  if (tokens.word('WITHIN')) {
    tokens.needWord('GROUP');
    tokens.needOperator('(');
    tokens.needWord('ORDER', 'BY');
    order = tokens.list(() => parseSort(tokens, expression));
    tokens.needOperator(')');
  }
  let filter: Expression | undefined;
  if (tokens.isWord('FILTER') && tokens.peek(1).text === '(') {
    tokens.needWord('FILTER');
    tokens.needOperator('(');
    tokens.needWord('WHERE');
    filter = expression();
    tokens.needOperator(')');
  }
  const ignoreNulls = tokens.word('IGNORE', 'NULLS');
  if (!ignoreNulls) tokens.word('RESPECT', 'NULLS');
  const over = !tokens.word('OVER')
    ? undefined
    : tokens.isOperator('(')
      ? parseWindow(tokens, expression, value)
      : tokens.name();
  return {
    ignoreNulls,
    ...(order ? { order } : {}),
    ...(filter ? { filter } : {}),
    ...(over ? { over } : {}),
  };
}

export function parseWindow(tokens: Tokens, expression: Read, value: Read): WindowSpecification {
  tokens.needOperator('(');
  const place = at(tokens.peek());
  const framed = ['ROWS', 'RANGE', 'GROUPS', 'PARTITION', 'ORDER'].some((word) => tokens.isWord(word));
  const base = !framed && tokens.isName() ? { base: tokens.name() } : {};
  const partition = tokens.word('PARTITION', 'BY') ? tokens.list(expression) : [];
  const orderAt = at(tokens.peek());
  const order = tokens.word('ORDER', 'BY') ? tokens.list(() => parseSort(tokens, expression)) : [];
  const frame = tokens.isOperator(')') ? {} : { frame: parseFrame(tokens, value) };
  tokens.needOperator(')');
  return { ...base, partition, order, orderAt, ...frame, ...place };
}

function parseFrame(tokens: Tokens, value: Read): Frame {
  const place = at(tokens.peek());
  const unit = tokens.oneOf('ROWS', 'RANGE', 'GROUPS');
  if (!tokens.word('BETWEEN')) return { unit, start: parseBound(tokens, value), ...place };
  const start = parseBound(tokens, value);
  tokens.needWord('AND');
  return { unit, start, end: parseBound(tokens, value), ...place };
}

function parseBound(tokens: Tokens, value: Read): FrameBound {
  if (tokens.word('UNBOUNDED', 'PRECEDING')) return { kind: 'unbounded preceding' };
  if (tokens.word('UNBOUNDED', 'FOLLOWING')) return { kind: 'unbounded following' };
  if (tokens.word('CURRENT', 'ROW')) return { kind: 'current row' };
  const distance = value();
  return { kind: tokens.oneOf('PRECEDING', 'FOLLOWING') === 'PRECEDING' ? 'preceding' : 'following', value: distance };
}
