import { limitsOf, type MemberLimits, serviceModels, wholePattern } from './service-models';

/** What is only known once it is applied, or refers to another block. */
const isReference = (value: string): boolean => value.includes('${');

/**
 * What a value must be for the service to take it, and isn't.
 * @param member `service:Operation:Member`; one that ends in `[]` is held by each element of a list
 */
export function modelFault(member: string, value: unknown): string | undefined {
  const limits = limitsOf(member);
  if (!limits) throw new Error(`The model says nothing of ${member}.`);
  const isEach = member.endsWith('[]');
  const list = isEach ? limitsOf(member.slice(0, -2)) : undefined;
  const values: readonly unknown[] = isEach ? [value].flat() : [value];
  const broken = list && !takes(list, values) ? list : values.every((one) => takes(limits, one)) ? undefined : limits;
  return broken && `${mustBe(broken)} (${member}, botocore ${serviceModels().botocore})`;
}

/** What a value must be, for a page. */
export const modelWords = (member: string): string =>
  `${mustBe(limitsOf(member) ?? { type: 'string' })} (\`${member}\`)`;

function mustBe({ type, min, max, pattern, enum: names, values }: MemberLimits): string {
  const range = (min === undefined ? '' : ` from ${min}`) + (max === undefined ? '' : ` to ${max}`);
  if (values) return `be one of ${values.join(', ')}`;
  if (type === 'integer' || type === 'long') return `be a whole number${range}`;
  if (type === 'list') return `be a list of${range} elements`;
  if (names) return `be ${names.join(' or ')}`;
  return pattern === undefined ? `have${range} characters` : `match \`${pattern}\` and have${range} characters`;
}

const within = (value: number, min = -Infinity, max = Infinity): boolean => value >= min && value <= max;

function takes({ type, min, max, pattern, enum: names, values }: MemberLimits, value: unknown): boolean {
  if (values) return values.some((one) => one === value);
  if (type === 'integer' || type === 'long') return Number.isInteger(value) && within(Number(value), min, max);
  if (type === 'list') return Array.isArray(value) && within(value.length, min, max);
  if (typeof value !== 'string') return false;
  if (names) return names.includes(value);
  if (isReference(value)) return true;
  return within(Array.from(value).length, min, max) && wholePattern(pattern ?? '[^]*')?.test(value) !== false;
}
