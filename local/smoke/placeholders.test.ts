import fc from '../../scripts/jest/properties';
import { opaque } from '../../terraform/expressions/opaque';
import { withPlaceholders } from './placeholders';

const ACCOUNT = '111122223333';

test('account ids and key ids are replaced, wherever they stand', () => {
  const text =
    `arn:aws:iam::${ACCOUNT}:role/a s3://events-${ACCOUNT}/ arn:aws:lambda:eu-west-1:444455556666:function:f ` +
    `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  expect(withPlaceholders(text, ACCOUNT)).toBe(
    'arn:aws:iam::ACCOUNT:role/a s3://events-ACCOUNT/ arn:aws:lambda:eu-west-1:OTHER-ACCOUNT:function:f ' +
      'arn:aws:kms:eu-west-1:ACCOUNT:key/KEY-ID',
  );
});

test('what AWS draws and what stands for it here are replaced alike', () => {
  const key = (id: string) => `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${id}`;
  const here = withPlaceholders(key(opaque('aws_kms_key.a.key_id')), ACCOUNT);
  expect(here).toBe(withPlaceholders(key('mrk-1234abcd12ab34cd56ef1234567890ab'), ACCOUNT));
});

test('no text keeps the account id, and other numbers stay', () => {
  const around = fc.stringMatching(/^[^\d]{0,8}$/);
  fc.assert(
    fc.property(around, around, (before, after) => {
      expect(withPlaceholders(`${before}${ACCOUNT}${after}`, ACCOUNT)).not.toContain(ACCOUNT);
    }),
  );
  expect(withPlaceholders('10737418240 1111222233334', ACCOUNT)).toBe('10737418240 1111222233334');
});
