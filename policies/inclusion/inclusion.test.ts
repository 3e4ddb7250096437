import { type Answer, includes } from './inclusion';
import { type Statement } from './statement';

const allow = (
  Action: string | string[],
  Resource: string | string[],
  Condition?: Statement['Condition'],
): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});
const deny = (Action: string, Resource: string, Condition?: Statement['Condition']): Statement => ({
  ...allow(Action, Resource, Condition),
  Effect: 'Deny',
});
const yes: Answer = { answer: 'yes' };
const no = (action: string, resource: string, context: Record<string, string | string[]> = {}): Answer => ({
  answer: 'no',
  witness: { action, resource, context },
});
const unknown = { answer: 'unknown', why: expect.any(String) as string };

const bucket = 'arn:aws:s3:::b';

describe('actions and resources', () => {
  test.each<[string, Statement[], Statement[], Answer]>([
    [
      'a prefix covers what is under it',
      [allow('s3:Get*', `${bucket}/*`)],
      [allow('s3:GetObject', `${bucket}/q/*`)],
      yes,
    ],
    ['actions are case-insensitive', [allow('S3:getobject', '*')], [allow('s3:GetObject', '*')], yes],
    [
      'resources are case-sensitive',
      [allow('s3:*', `${bucket}/Q`)],
      [allow('s3:GetObject', `${bucket}/q`)],
      no('s3:GetObject', `${bucket}/q`),
    ],
    ['? is one character', [allow('s3:G?t', '*')], [allow('s3:Get', '*')], yes],
    [
      'two grants together cover a third',
      [allow('s3:*', `${bucket}/?*`), allow('s3:*', `${bucket}/`)],
      [allow('s3:*', `${bucket}/*`)],
      yes,
    ],
    [
      'NotResource is the complement',
      [{ Effect: 'Allow', Action: 's3:*', NotResource: `${bucket}/secret` }],
      [allow('s3:*', `${bucket}/secre`)],
      yes,
    ],
    [
      'NotAction is the complement',
      [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
      [allow(['s3:*', 'iam:PassRole'], bucket)],
      no('iam:PassRole', bucket),
    ],
    [
      'a Deny of the wider side takes away',
      [allow('s3:*', '*'), deny('s3:Put*', `${bucket}/*`)],
      [allow('s3:PutObject', `${bucket}/a*`)],
      no('s3:PutObject', `${bucket}/a`),
    ],
    [
      'a Deny of the narrower side takes away',
      [allow('s3:Get*', '*')],
      [allow('s3:*', '*'), { Effect: 'Deny', NotAction: 's3:Get*', Resource: '*' }],
      yes,
    ],
    ['nothing is in everything', [], [deny('*', '*')], yes],
    [
      'a whole `*` also is the resource of actions that have none',
      [allow('*', 'arn:*')],
      [allow('s3:ListAllMyBuckets', '*')],
      no('s3:ListAllMyBuckets', '*'),
    ],
    [
      'a closing `*` of a segment goes on past the colon',
      [allow('*', 'arn:aws:logs:*')],
      [allow('*', 'arn:aws:logs:eu-west-1:1:log-group:x:*')],
      yes,
    ],
    [
      'any other `*` of the first five stays in its segment',
      [allow('*', 'arn:aws:logs:eu-*t:1:x')],
      [allow('*', 'arn:aws:logs:eu-:x:t:1:x')],
      no('logs:example', 'arn:aws:logs:eu-:x:t:1:x'),
    ],
  ])('%s', (_, wider, narrower, expected) => {
    expect(includes(wider, narrower)).toMatchObject(expected.answer === 'no' ? { answer: 'no' } : expected);
    if (expected.answer === 'no' && expected.witness.action !== 'logs:example') {
      expect(includes(wider, narrower)).toEqual(expected);
    }
  });

  test('a witness reads like a request, with a real action where one will do', () => {
    expect(
      includes([allow('s3:Get*', '*')], [allow('s3:*', '*')], { knownActions: ['s3:GetObject', 's3:PutObject'] }),
    ).toEqual(no('s3:PutObject', 'arn:aws:s3:::example'));
  });
});

describe('what other tools get wrong', () => {
  const key = '\u27E6aws_kms_key.k.arn\u27E7';
  const other = '\u27E6aws_kms_key.other.arn\u27E7';

  test('an unresolved reference is itself and nothing else', () => {
    expect(includes([allow('kms:Decrypt', key)], [allow('kms:Decrypt', key)])).toEqual(yes);
    expect(includes([allow('kms:*', '*')], [allow('kms:Decrypt', key)])).toEqual(yes);
    expect(includes([allow('kms:Decrypt', key)], [allow('kms:Decrypt', other)])).toEqual(no('kms:Decrypt', other));
    expect(includes([allow('kms:Decrypt', 'arn:aws:kms:eu-west-1:1:key/*')], [allow('kms:Decrypt', key)])).toEqual(
      no('kms:Decrypt', key),
    );
    expect(
      includes([allow('kms:Decrypt', `${bucket}/${key}/*`)], [allow('kms:Decrypt', `${bucket}/${key}/a`)]),
    ).toEqual(yes);
  });

  test('an unresolved reference may be what a Deny or a NotResource names', () => {
    expect(
      includes([allow('kms:*', '*'), deny('kms:*', 'arn:aws:kms:eu-west-1:1:key/1')], [allow('kms:Decrypt', key)]),
    ).toEqual(unknown);
    expect(
      includes(
        [{ Effect: 'Allow', Action: 'kms:*', NotResource: 'arn:aws:kms:eu-west-1:1:key/1' }],
        [allow('kms:Decrypt', key)],
      ),
    ).toEqual(unknown);
    expect(
      includes([allow('kms:*', '*'), deny('kms:*', key)], [allow('kms:*', 'arn:aws:kms:eu-west-1:1:key/1')]),
    ).toEqual(unknown);
    expect(includes([allow('kms:*', '*'), deny('kms:*', key)], [allow('kms:*', '*'), deny('kms:*', key)])).toEqual(yes);
  });

  test('an unresolved reference in a negated condition may be what a Deny names', () => {
    const but = (value: string): Statement['Condition'] & object => ({ StringNotLike: { k: value } });
    const wider = [allow('s3:*', [bucket, key]), deny('s3:*', bucket, { StringEquals: { k: 'a' } })];
    // If the reference is the bucket itself, then the first grant allows k = a, which the wider side denies.
    expect(includes(wider, [allow('s3:*', key, but(`a${key}`))])).toEqual(unknown);
  });

  test('a short ARN is not filled up', () => {
    expect(includes([allow('s3:*', 'arn:aws:s3')], [allow('s3:GetObject', `${bucket}/a`)])).toEqual(
      no('s3:GetObject', `${bucket}/a`),
    );
    expect(includes([], [allow('s3:*', 'arn:aws:s3')])).toEqual(yes);
  });

  test('a wildcard asked for is all that it covers, not one of it', () => {
    const granted = [allow('s3:GetObject', `${bucket}/q/*`)];
    expect(includes(granted, [allow('s3:GetObject', `${bucket}/*`)])).toEqual(no('s3:GetObject', `${bucket}/`));
    expect(includes(granted, [allow('s3:GetObject', `${bucket}/q/r*`)])).toEqual(yes);
  });

  test('a grant on the table is none on its ancestors', () => {
    const arn = (resource: string): string => `arn:aws:glue:eu-west-1:1:${resource}`;
    const need = allow('glue:GetTable', [arn('catalog'), arn('database/d'), arn('table/d/t')]);
    expect(includes([allow('glue:GetTable', arn('table/d/t'))], [need])).toEqual(no('glue:GetTable', arn('catalog')));
    expect(includes([need], [need])).toEqual(yes);
  });

  test('a condition is not overlooked', () => {
    const tls = { Bool: { 'aws:SecureTransport': 'true' } };
    expect(includes([allow('s3:*', '*', tls)], [allow('s3:GetObject', bucket)])).toEqual(no('s3:GetObject', bucket));
    expect(includes([allow('s3:*', '*')], [allow('s3:GetObject', bucket, tls)])).toEqual(yes);
    expect(includes([allow('s3:*', '*'), deny('s3:*', '*', tls)], [allow('s3:GetObject', bucket)])).toEqual(
      no('s3:GetObject', bucket, { 'aws:SecureTransport': 'true' }),
    );
  });
});

describe('policy variables', () => {
  const home = `${bucket}/\${aws:username}/*`;
  test('are equal to themselves, whatever the case of their key', () => {
    expect(includes([allow('s3:*', home)], [allow('s3:GetObject', `${bucket}/\${aws:UserName}/a*`)])).toEqual(yes);
    expect(includes([allow('s3:*', `${bucket}/*`)], [allow('s3:GetObject', home)])).toEqual(yes);
    expect(includes([allow('s3:*', home)], [allow('s3:GetObject', `${bucket}/*`)]).answer).toBe('no');
  });
  test('${*} is an asterisk', () => {
    expect(includes([allow('s3:*', `${bucket}/\${*}`)], [allow('s3:*', `${bucket}/*`)]).answer).toBe('no');
    expect(includes([allow('s3:*', `${bucket}/*`)], [allow('s3:*', `${bucket}/\${*}`)])).toEqual(yes);
  });
  test('that a condition speaks of, too, leave the answer open', () => {
    const mine = { StringEquals: { 'aws:username': 'bob' } };
    expect(includes([allow('s3:*', home)], [allow('s3:*', `${bucket}/bob/*`, mine)])).toEqual(unknown);
  });
});

test('what can not be read is an error, with what to do', () => {
  expect(() => includes([], [{ Effect: 'Allow', Action: 's3:*' }])).toThrow(
    'Statement 0: it needs either Resource or NotResource, and not both.',
  );
  expect(() => includes([], [{ ...allow([], '*'), Sid: 'None' }])).toThrow('Statement None: Action is empty');
});

test('patterns whose product is too large are given up on, as unknown', () => {
  const many = [...'abcdefghijklmnopqrstu'].map((letter) => deny('s3:*', `${bucket}/*${letter}*`));
  expect(includes([allow('s3:*', '*'), ...many], [allow('s3:*', '*'), ...many.slice(1)])).toEqual({
    answer: 'unknown',
    why: 'The comparison was given up: its automata take more than 2000000 steps.',
  });
});
