import { inputOfForm } from './query-form';

test('a form spells out lists and maps, in their order', () => {
  const entry = 'PublishBatchRequestEntries.member';
  expect(
    inputOfForm('sns', 'PublishBatch', {
      Action: 'PublishBatch',
      TopicArn: 'arn',
      [`${entry}.2.Id`]: 'b',
      [`${entry}.1.Id`]: 'a',
      [`${entry}.1.MessageAttributes.entry.1.Name`]: 'n',
      [`${entry}.1.MessageAttributes.entry.1.Value.DataType`]: 'String',
      Unknown: 'x',
    }),
  ).toEqual({
    TopicArn: 'arn',
    PublishBatchRequestEntries: [{ Id: 'a', MessageAttributes: { n: { DataType: 'String' } } }, { Id: 'b' }],
  });
});

test('an empty list is sent as an empty text; a gap is an error', () => {
  expect(inputOfForm('sns', 'PublishBatch', { PublishBatchRequestEntries: '' })).toEqual({
    PublishBatchRequestEntries: [],
  });
  expect(() => inputOfForm('sns', 'PublishBatch', { 'PublishBatchRequestEntries.member.2.Id': 'b' })).toThrow(
    'number the entries from 1 on, without a gap',
  );
});
