import fc from '../../scripts/jest/properties';
import { readAccess } from '../iam/access';
import { readerBlocks, stackOf } from '../iam/test-support';
import { includes } from '../inclusion/inclusion';
import { IamCatalog } from '../iam/iam-catalog';
import { voidDeny } from './void-deny';

const statement = fc.record(
  {
    Action: fc.constantFrom('*', 's3:*', 's3:GetObject', 's3:?et*'),
    Resource: fc.constantFrom(
      ...['*', 'arn:aws:s3:::b/*', 'arn:aws:s3:::b', 'arn::s3:::b', 'arn:aws:s3:::${aws:userid}', 'arn:*:s3:::?'],
    ),
    Condition: fc.constantFrom(
      ...[
        { Bool: { 'aws:SecureTransport': 'false' } },
        { StringEquals: { 's3:prefix': 'x' }, StringNotEquals: { 's3:prefix': 'x' } },
        { StringEquals: { 's3:prefix': ['x', 'y'] }, StringNotEquals: { 's3:prefix': 'x' } },
        { NumericGreaterThan: { 's3:max-keys': '9' }, NumericLessThan: { 's3:max-keys': '9' } },
        { StringEquals: { 's3:prefix': '${aws:userid}' }, StringNotLike: { 's3:prefix': '*' } },
      ],
    ),
  },
  { requiredKeys: ['Action', 'Resource'] },
);

test('a Deny is void just where no request meets all of it, however many of its elements had to be asked', async () => {
  const catalog = await IamCatalog.load(['s3']);
  fc.assert(
    fc.property(statement, (body) => {
      const stack = stackOf(readerBlocks({ Effect: 'Deny', ...body }));
      const found = voidDeny.run({ stack, neighbours: [], access: readAccess(stack), catalog });
      expect(found.length > 0).toBe(includes([], [{ Effect: 'Allow', ...body }]).answer === 'yes');
    }),
  );
});
