import { type ArnPattern } from '../iam/arn';
import { byTags } from './containment';
import { type Check } from '../findings/finding';
import { type Statement } from '../iam/document';
import { hasWildcard, type Token } from '../iam/pattern';
import { at, placedStatements } from '../findings/placed-statements';

/** `*` by itself is the business of `wildcard-resource`; below a whole name, as `bucket/prefix/*`, it is fine. */
export const wildcardArn: Check = {
  rule: 'wildcard-arn',
  why: 'A wildcard in a name, an account or a region also covers what others will make there tomorrow.',
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  run: ({ access }) =>
    placedStatements(access)
      .filter(({ kind, statement }) => kind === 'identity' && statement.effect === 'Allow' && !statement.resources?.not)
      .flatMap((placed) =>
        (placed.statement.resources?.patterns ?? []).flatMap(({ text, pattern }) => {
          const what = covered(pattern);
          if (isDrawn(text, placed.statement)) return [];
          return what.length === 0
            ? []
            : [
                {
                  ...at(placed),
                  message: `${text} covers ${what.join(', ')}`,
                  fix: 'Name the one resource, by a reference to its block, and of its parts only those that are needed.',
                },
              ];
        }),
      ),
};

const DRAWN = /^arn:[^:]+:(kms:[^:*?]+:\d+:key\/|lambda:[^:*?]+:\d+:event-source-mapping:|batch:[^:*?]+:\d+:job\/)\*$/;

/** Ids that AWS draws, where something else stands for the name. */
function isDrawn(text: string, statement: Statement): boolean {
  const [, id] = DRAWN.exec(text) ?? [];
  if (id === undefined) return false;
  if (id.startsWith('batch')) return jobsAlone(statement);
  return id.startsWith('kms') ? byTags(statement) : byFunction(statement) || tagsAlone(statement);
}

/** Whose an event source mapping is: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
const byFunction = ({ conditions }: Statement): boolean =>
  conditions.some(
    ({ key, operator, values }) =>
      key === 'lambda:functionarn' && /^(String|Arn)Equals$/.test(operator) && !values.some((one) => hasWildcard(one)),
  );

/**
 * Batch draws a job's id as it is submitted, and has no key for whose it is: the queue and the definition beside it say what
 * may be submitted. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbatch.html
 */
const JOBS = ['batch:submitjob', 'batch:terminatejob'];
const jobsAlone = ({ actions }: Statement): boolean =>
  !actions.not && actions.patterns.every(({ text }) => JOBS.includes(text.toLowerCase()));

/** What the page of Lambda's mappings has no such key for. */
const TAGS = ['lambda:listtags', 'lambda:tagresource', 'lambda:untagresource'];
const tagsAlone = ({ actions }: Statement): boolean =>
  !actions.not && actions.patterns.every(({ text }) => TAGS.includes(text.toLowerCase()));

/** In words, what a pattern covers beside one resource and its parts. */
function covered(pattern: ArnPattern): string[] {
  if (pattern.kind !== 'parts' || pattern.plain) return [];
  const [, , service = [], region = [], account = [], resource = []] = pattern.parts;
  return [
    ...(region.some(isWild) ? ['every region'] : []),
    ...(account.some(isWild) ? ['every account'] : []),
    ...names(plain(service), resource),
  ];
}

function names(service: string, resource: readonly Token[]): string[] {
  const first = resource.findIndex(isWild);
  if (first < 0) return [];
  const before = plain(resource.slice(0, first));
  if (before === '') return [`everything of ${service}`];
  // The names of log groups hold slashes; those of topics stand alone, their subscriptions behind them.
  const ends = service === 'logs' ? /:/g : /[:/]/g;
  const parts = service === 'sns' ? 1 : 2;
  const whole = (before.match(ends)?.length ?? 0) >= parts && /[:/]$/.test(before);
  if (whole) return [];
  return service === 's3' && before.endsWith('/')
    ? [`every object of ${before.slice(0, -1)}`]
    : [`every ${service} name that begins with ${before}`];
}

const isWild = ({ kind }: Token): boolean => kind === 'any' || kind === 'one';

const plain = (tokens: readonly Token[]): string =>
  tokens.map((token) => (token.kind === 'symbol' ? token.symbol : '')).join('');
