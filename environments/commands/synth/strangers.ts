import { at, type NamedResource } from '../../aws-limits/name-faults';
import type { ValidSettings } from '../../settings';

type Recipient = Pick<ValidSettings['subscribers'][number], 'protocol' | 'endpoint'>;
type Told = Pick<ValidSettings, 'environment' | 'subscribers' | 'operators'>;

/**
 * Whom a stack would tell, and the settings don't name: a subscriber of a topic that is no resource, or whom a budget
 * mails. A line each.
 */
export function strangers(settings: Told, resources: readonly NamedResource[]): string[] {
  const known = [...settings.subscribers, ...settings.operators];
  return resources.flatMap((resource) =>
    recipientsOf(resource)
      .filter(
        ({ protocol, endpoint }) =>
          !known.some((one) => one.protocol.startsWith(protocol) && one.endpoint === endpoint),
      )
      .map(
        ({ endpoint }) =>
          `${at(resource)}: it tells ${endpoint}, ` +
          `who is no subscriber and no operator of ${settings.environment}: name whom it tells in ` +
          `environments/${settings.environment}.ts.`,
      ),
  );
}

/** AWS's name of a mail is `email` to SNS and to Budgets; `email-json` is one. */
function recipientsOf({ type, values }: NamedResource): Recipient[] {
  if (type === 'aws_sns_topic_subscription') {
    const { protocol, endpoint } = values as unknown as Recipient;
    // What is named by reference or ARN is a resource: terraform/accepted/lead-outside.ts reads it.
    return /^(arn:|\$\{)/.test(endpoint) ? [] : [{ protocol, endpoint }];
  }
  if (type !== 'aws_budgets_budget') return [];
  return [values['notification'] ?? []].flat().flatMap((notification) => {
    const { subscriber_email_addresses: emails = [] } = notification as { subscriber_email_addresses?: string[] };
    return emails.map((endpoint): Recipient => ({ protocol: 'email', endpoint }));
  });
}
