import fc from '../../scripts/jest/properties';
import { leavesOf } from './leaves';

const leaves = (answer: object) => Object.fromEntries(leavesOf(answer));

test('every scalar by its path, without what the SDK adds', () => {
  const answer = { $metadata: { requestId: 'x' }, A: { B: 1, C: undefined, D: [true, 'x'] }, E: {}, F: [], G: '' };
  expect(leaves(answer)).toEqual({ 'A.B': '1', 'A.D[0]': 'true', 'A.D[1]': 'x', E: '{}', F: '[]', G: '' });
});

test('items with a name of their own are told by it, so that their order tells nothing', () => {
  const rules = [
    { ID: 'a', Status: 'Enabled' },
    { ID: 'b', Status: 'Disabled' },
  ];
  expect(leaves({ Rules: rules })).toEqual(leaves({ Rules: [...rules].reverse() }));
  expect(leaves({ Tags: [{ Key: 'k', Value: 'v' }] })).toEqual({ 'Tags[k].Key': 'k', 'Tags[k].Value': 'v' });
  // Columns are an order.
  const columns = [{ Name: 'a' }, { Name: 'b' }];
  expect(leaves({ Columns: columns })).not.toEqual(leaves({ Columns: [...columns].reverse() }));
  const twice = [
    { Id: 'a', Arn: '1' },
    { Id: 'a', Arn: '2' },
  ];
  expect(leaves({ Targets: twice })).toMatchObject({ 'Targets[0].Arn': '1', 'Targets[1].Arn': '2' });
});

test('a policy is read as IAM reads it', () => {
  const policy = (Action: unknown, Principal: unknown, Resource: unknown) => ({
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Sid: 'S', Effect: 'Deny', Principal, Action, Resource }],
    }),
  });
  expect(leaves(policy(['s3:*'], { AWS: '*' }, ['b', 'a']))).toEqual(leaves(policy('s3:*', '*', ['a', 'b'])));
  expect(leaves(policy('s3:*', { AWS: ['*'] }, 'a'))).toEqual(leaves(policy('s3:*', '*', 'a')));
  expect(leaves(policy('s3:Get*', '*', 'a'))).not.toEqual(leaves(policy('s3:*', '*', 'a')));
  expect(leaves(policy('s3:*', { Service: 'sns.amazonaws.com' }, 'a'))).not.toEqual(leaves(policy('s3:*', '*', 'a')));
});

test('white space in a JSON document tells nothing, and any other value does', () => {
  const json = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.oneof(fc.integer(), fc.string(), fc.boolean()), {
    minKeys: 1,
  });
  fc.assert(
    fc.property(json, fc.string(), (document, other) => {
      const compact = leaves({ definition: JSON.stringify(document) });
      expect(leaves({ definition: JSON.stringify(document, null, 2) })).toEqual(compact);
      const [name = ''] = Object.keys(document);
      fc.pre(String(document[name]) !== `${other}x`);
      expect(leaves({ definition: JSON.stringify({ ...document, [name]: `${other}x` }) })).not.toEqual(compact);
    }),
  );
});
