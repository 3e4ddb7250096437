import fc from '../../scripts/jest/properties';
import { parseDocument } from './document';
import { isAbout } from './statement-matches';
import { statementsAbout } from './statements-about';

const ACTIONS = ['s3:GetObject', 'S3:getobject', 's3:PutObject', 'kms:Decrypt', 's3:Get*', 'kms:?ecrypt', '*'];

const statement = fc.record({
  not: fc.boolean(),
  actions: fc.array(fc.constantFrom(...ACTIONS), { minLength: 1, maxLength: 3 }),
});

test('the statements about an action are those of the list that name it, in their order, whoever asked before', () => {
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 6 }), (bodies) => {
      const statements = parseDocument(
        JSON.stringify({
          Version: '2012-10-17',
          Statement: bodies.map(({ not, actions }) => ({
            Effect: 'Allow',
            [not ? 'NotAction' : 'Action']: actions,
            Resource: '*',
          })),
        }),
        'identity',
        { address: 'x' },
      );
      for (const action of ['s3:GetObject', 'kms:decrypt', 's3:GetObject', 'sns:Publish']) {
        expect(statementsAbout(statements, action)).toEqual(statements.filter((one) => isAbout(one, action)));
      }
    }),
  );
});
