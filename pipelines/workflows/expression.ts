import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** What an expression may name: `github`, `needs`, `inputs`, … */
export type Contexts = Readonly<Record<string, unknown>>;

/** The answers of the status functions, where they may be asked. */
export interface Status {
  readonly success: boolean;
  readonly failure: boolean;
  readonly cancelled: boolean;
}

const STATUS = ['success', 'failure', 'cancelled', 'always'] as const;

/** Many scenarios ask the same. */
const PARSED = new Map<string, ReturnType<Parser['parse']>>();

/** Evaluates one expression as GitHub does, with its own evaluator; `${{ … }}` around it may be left out. */
export function evaluate(text: string, contexts: Contexts, status?: Status): data.ExpressionData {
  const expression = text.trim().replace(/^\$\{\{([\s\S]*)\}\}$/, '$1');
  const functions = STATUS.map((name) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(name === 'always' || (status?.[name] ?? false)),
  }));
  const key = `${Object.keys(contexts).join()}: ${expression}`;
  const parsed =
    PARSED.get(key) ?? new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), functions).parse();
  PARSED.set(key, parsed);
  const values = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  return new Evaluator(parsed, values, new Map(functions.map((one) => [one.name, one]))).evaluate();
}

/** A value that may hold expressions, as text. */
export const fill = (value: unknown, contexts: Contexts): string =>
  String(value).replaceAll(/\$\{\{.*?\}\}/g, (expression) => evaluate(expression, contexts).coerceString());

/**
 * Whether a job runs. Without a status function in it, a condition holds only after success:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#status-check-functions
 */
export function holds(condition: string | undefined, contexts: Contexts, status: Status): boolean {
  const asked = condition ?? 'success()';
  const value = evaluate(asked, contexts, status);
  const truthy = isTruthy(value);
  return truthy && (STATUS.some((name) => asked.includes(`${name}(`)) || status.success);
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#literals */
function isTruthy(value: data.ExpressionData): boolean {
  if (value.kind === data.Kind.Null) return false;
  return !value.primitive || !['', 'false', '0'].includes(value.coerceString());
}
