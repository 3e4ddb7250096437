import fc from '../../../scripts/jest/properties';
import { protocols } from '../../settings';
import { recipientsOf, recipientsText } from './recipients';

test('an address alone is one of email; another protocol is said', () => {
  const text = 'a@contoso.eu, https://contoso.eu/x?y=1, sqs:arn:aws:sqs:eu-west-1:1:q, email-json:b@contoso.eu';
  expect(recipientsOf(text)).toEqual([
    { protocol: 'email', endpoint: 'a@contoso.eu' },
    { protocol: 'https', endpoint: 'https://contoso.eu/x?y=1' },
    { protocol: 'sqs', endpoint: 'arn:aws:sqs:eu-west-1:1:q' },
    { protocol: 'email-json', endpoint: 'b@contoso.eu' },
  ]);
  expect(recipientsText(recipientsOf(text))).toBe(text);
  expect(recipientsOf(' ,a@contoso.eu;')).toEqual([{ protocol: 'email', endpoint: 'a@contoso.eu;' }]);
  expect(recipientsOf('')).toEqual([]);
});

test('what is shown is read as it was', () => {
  const word = fc.string().map((text) => text.replaceAll(/[\s,:]/g, '') || 'x');
  const recipient = fc
    .record({ protocol: fc.constantFrom(...protocols), endpoint: word })
    .map(({ protocol, endpoint }) => ({ protocol, endpoint: protocol === 'https' ? `https:${endpoint}` : endpoint }));
  fc.assert(fc.property(fc.array(recipient), (all) => expect(recipientsOf(recipientsText(all))).toEqual(all)));
});
