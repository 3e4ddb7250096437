import { withAccount, withoutAccount } from './own-account';

const value = {
  'arn:aws:iam::111122223333:policy/p': ['events-dev-111122223333', 'arn:aws:sns:eu-west-1:444455556666:other'],
  stream: '[$LATEST]11112222333311112222333311112222',
  result: 'results/00000000-0000-0000-0000-111122223333.csv',
};

test('the own account has a placeholder, another keeps its id', () => {
  expect(withoutAccount(value, '111122223333')).toEqual({
    'arn:aws:iam::<account>:policy/p': ['events-dev-<account>', 'arn:aws:sns:eu-west-1:444455556666:other'],
    stream: '[$LATEST]11112222333311112222333311112222',
    result: 'results/00000000-0000-0000-0000-111122223333.csv',
  });
});

test('put back, it is what it was; put back as another, it is the same access there', () => {
  expect(withAccount(withoutAccount(value, '111122223333'), '111122223333')).toEqual(value);
  expect(Object.keys(withAccount(withoutAccount(value, '111122223333'), '999999999999'))).toContain(
    'arn:aws:iam::999999999999:policy/p',
  );
});
