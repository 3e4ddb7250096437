import { protocols, type Settings } from '../../settings';

export type Recipient = Settings['subscribers'][number];

/** `a@contoso.eu, https://pager.contoso.eu/x, sms:+4912345`: an address alone is one of email. */
export const recipientsText = (recipients: readonly Recipient[]): string =>
  recipients
    .map(({ protocol, endpoint }) =>
      protocol === 'email' || endpoint.startsWith(`${protocol}:`) ? endpoint : `${protocol}:${endpoint}`,
    )
    .join(', ');

/** Reads it back; what is wrong with an address is for the settings' own check to say. */
export const recipientsOf = (text: string): Recipient[] =>
  text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(recipientOf);

function recipientOf(text: string): Recipient {
  const protocol = protocols.find((name) => text.startsWith(`${name}:`)) ?? 'email';
  // "https:" is part of the endpoint itself.
  const endpoint = protocol !== 'https' && text.startsWith(`${protocol}:`) ? text.slice(protocol.length + 1) : text;
  return { protocol, endpoint };
}
