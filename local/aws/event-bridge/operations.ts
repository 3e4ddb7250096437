import { type Json } from '../../../terraform/stack';
import { type Call, type Operation } from '../shared/call';
import { AwsError } from '../shared/errors';
import { type EventsService } from './events';

interface Entry {
  readonly Source?: string;
  readonly DetailType?: string;
  readonly Detail?: string;
  readonly Resources?: string[];
}

/** What EventBridge's clients may ask of the default bus. */
export function eventsOperations(
  events: EventsService,
  { region, accountId }: { readonly region: string; readonly accountId: string },
): Record<string, Operation> {
  const arn = (resource: string) => `arn:aws:events:${region}:${accountId}:${resource}`;
  return {
    PutEvents: async ({ Entries }, call) => {
      call.require('events:PutEvents', arn('event-bus/default'));
      const entries = await Promise.all((Entries as Entry[]).map((entry) => putEntry(events, entry)));
      return { Entries: entries, FailedEntryCount: entries.filter((entry) => 'ErrorCode' in entry).length };
    },
    ListRules: async (_input, call) => {
      call.require('events:ListRules', arn('rule/*'));
      return { Rules: events.describeRules() };
    },
    DescribeRule: async ({ Name }, call) => {
      call.require('events:DescribeRule', arn(`rule/${String(Name)}`));
      const rule = events.describeRules().find((one) => one.Name === Name);
      if (!rule)
        throw new AwsError('ResourceNotFoundException', `Rule ${String(Name)} does not exist on EventBus default.`);
      return rule;
    },
    ListTargetsByRule: async ({ Rule }, call) => {
      call.require('events:ListTargetsByRule', arn(`rule/${String(Rule)}`));
      return { Targets: events.describeTargets(String(Rule)) };
    },
    EnableRule: async ({ Name }, call: Call) => {
      call.require('events:EnableRule', arn(`rule/${String(Name)}`));
      events.enable(String(Name));
    },
    DisableRule: async ({ Name }, call: Call) => {
      call.require('events:DisableRule', arn(`rule/${String(Name)}`));
      events.disable(String(Name));
    },
  };
}

/** An entry that can't be taken is told of by itself: the others go on. */
async function putEntry(events: EventsService, { Source = '', DetailType = '', Detail = '{}', Resources = [] }: Entry) {
  if (Source.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSource', ErrorMessage: 'Not authorized for the source.' };
  }
  let detail: Json;
  try {
    detail = JSON.parse(Detail) as Json;
  } catch {
    detail = null;
  }
  if (typeof detail !== 'object' || detail === null || Array.isArray(detail)) {
    return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  }
  return { EventId: events.announce({ source: Source, 'detail-type': DetailType, resources: Resources, detail }) };
}
