import type { TokenIntegration } from '../written/integration';
import type { Json } from '../written/template';

/** An event as it is put; Step Functions adds the machine's ARN and the execution's to `Resources`. */
export interface PutEntry {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: Json | object;
  /** The default one when absent. */
  readonly EventBusName?: string;
  readonly Resources?: readonly string[];
  readonly Time?: string;
  readonly TraceHeader?: string;
}

/**
 * Puts events on a bus, of which each entry tells the name. One that is not taken fails the task with EventBridge.FailedEntry.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html, …/eventbridge-iam.html
 */
export const eventsPutEvents = <const Name extends string>(
  busName: Name,
): TokenIntegration<
  Name,
  { readonly Entries: readonly PutEntry[] },
  Readonly<{ Entries: readonly { readonly EventId: string }[]; FailedEntryCount: 0 }>
> => ({
  resourceName: busName,
  action: 'arn:aws:states:::events:putEvents',
  supportsToken: true,
  place: () => ({}),
  permissions: (arn) => [{ sid: 'PutEvents', actions: ['events:PutEvents'], resources: [arn] }],
});
