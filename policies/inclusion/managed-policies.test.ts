import { includes } from './inclusion';
import { type Statement } from './statement';

/**
 * Of the kind that managed policies of AWS's are, as https://github.com/z0ph/MAMIP collects them: statements by the dozen,
 * each on ARNs whose wildcards overlap those of all others. Compared all at once their automata multiply.
 */
const KINDS = [
  'instance',
  'volume',
  'snapshot',
  'network-interface',
  'security-group',
  'subnet',
  'image',
  'vpc',
  'launch-template',
  'key-pair',
];
const policy = (count: number): Statement[] =>
  Array.from({ length: count }, (_, i): Statement => {
    const kind = KINDS[i % KINDS.length] ?? '';
    return {
      Effect: 'Allow',
      Action: [`ec2:Create${kind}${i}`, `ec2:Delete*${i}`, 'ec2:Describe*'],
      Resource: [`arn:aws:ec2:*:*:${kind}/*${i}*`, `arn:aws:ec2:*:*:*/*-${kind}-*`, `arn:aws:s3:::*${kind}*`],
      Condition: { StringLike: { [`aws:ResourceTag/t${i}`]: `*${i}*` } },
    };
  });
const inCapitals = (statements: readonly Statement[]): Statement[] =>
  statements.map((one) => ({ ...one, Action: [one.Action ?? []].flat().map((text) => text.toUpperCase()) }));
const everything: Statement[] = [{ Effect: 'Allow', Action: '*', Resource: '*' }];

test('a policy of many overlapping wildcards is decided, and lies in everything and in itself in other letters', () => {
  const statements = policy(60);
  expect(includes(everything, statements)).toEqual({ answer: 'yes' });
  expect(includes(statements, inCapitals(statements))).toEqual({ answer: 'yes' });
  expect(includes(inCapitals(statements), statements)).toEqual({ answer: 'yes' });
});

test('without one of its statements, it does not', () => {
  const statements = policy(12);
  const found = includes(statements.slice(1), statements);
  expect(found).toMatchObject({
    answer: 'no',
    witness: { context: { 'aws:ResourceTag/t0': expect.stringContaining('0') as string } },
  });
});

test("everything is in none but itself, and a Deny of the wider side's counts", () => {
  expect(includes(policy(12), everything).answer).toBe('no');
  expect(includes([...everything, { Effect: 'Deny', Action: 'ec2:Describe*', Resource: '*' }], policy(12)).answer).toBe(
    'no',
  );
});
