/**
 * Step Functions' own functions.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn
 */
export const AWS_FUNCTIONS = ['partition', 'range', 'hash', 'random', 'uuid', 'parse'] as const;

/** JSONata's own, of version 2.0.6, without `$eval`. https://docs.jsonata.org/2.0.0/overview */
const builtIn = [
  ...['sum', 'count', 'max', 'min', 'average', 'string', 'substring', 'substringBefore', 'substringAfter'],
  ...['lowercase', 'uppercase', 'length', 'trim', 'pad', 'match', 'contains', 'replace', 'split', 'join'],
  ...['formatNumber', 'formatBase', 'formatInteger', 'parseInteger', 'number', 'floor', 'ceil', 'round', 'abs'],
  ...['sqrt', 'power', 'boolean', 'not', 'map', 'zip', 'filter', 'single', 'reduce', 'sift', 'keys', 'lookup'],
  ...['append', 'exists', 'spread', 'merge', 'reverse', 'each', 'error', 'assert', 'type', 'sort', 'shuffle'],
  ...['distinct', 'base64encode', 'base64decode', 'encodeUrlComponent', 'encodeUrl', 'decodeUrlComponent'],
  ...['decodeUrl', 'toMillis', 'fromMillis', 'clone', 'now', 'millis', 'eval'],
];

/** A name that is no variable's to take. */
export const isJsonataFunction = (name: string): boolean =>
  (AWS_FUNCTIONS as readonly string[]).includes(name) || builtIn.includes(name);
