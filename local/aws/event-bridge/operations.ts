import { type Stack } from '../../../terraform/stack';
import { checkedOperations } from '../requests/check';
import { type Operation } from '../shared/call';
import { AwsError } from '../shared/errors';
import { pageOf } from '../shared/pages';
import { eventsTags } from '../shared/tag-operations';
import { type EventsService } from './events';
import { busName, putEvents } from './put-events';
import { testEventPattern } from './test-event-pattern';

const rules = {
  service: 'events',
  served: {
    PutEvents: ['Time', 'Source', 'Resources[]', 'DetailType', 'Detail', 'EventBusName'].map(
      (member) => `Entries[].${member}`,
    ),
    ListRules: ['NamePrefix', 'EventBusName', 'NextToken', 'Limit'],
    DescribeRule: ['Name', 'EventBusName'],
    ListTargetsByRule: ['Rule', 'EventBusName', 'NextToken', 'Limit'],
    EnableRule: ['Name', 'EventBusName'],
    DisableRule: ['Name', 'EventBusName'],
    ListTagsForResource: ['ResourceARN'],
    TestEventPattern: ['EventPattern', 'Event'],
  },
};

/** What EventBridge's clients may ask of the default bus. */
export function eventsOperations(events: EventsService, stack: Stack): Record<string, Operation> {
  const { region, accountId } = stack;
  const arn = (resource: string) => `arn:aws:events:${region}:${accountId}:${resource}`;
  const busArn = (name: string) => arn(`event-bus/${name}`);
  /** Rules of another bus have its name in theirs. */
  const requireOn = (call: Parameters<Operation>[1], action: string, rule: unknown, bus: unknown) => {
    const name = typeof bus === 'string' ? busName(bus, busArn('')) : 'default';
    const ofDefault = name === 'default';
    call.require(action, arn(`rule/${ofDefault ? '' : `${name}/`}${String(rule)}`));
    if (!ofDefault) throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`);
  };
  return checkedOperations(rules, {
    ...eventsTags(stack),
    PutEvents: async ({ Entries }, call) => putEvents(events, Entries as Parameters<typeof putEvents>[1], call, busArn),
    ListRules: async ({ NamePrefix = '', EventBusName, NextToken, Limit }, call) => {
      requireOn(call, 'events:ListRules', '*', EventBusName);
      const found = events.describeRules().filter(({ Name }) => Name.startsWith(String(NamePrefix)));
      return page('Rules', found, { NextToken, Limit, request: ['ListRules', NamePrefix] });
    },
    DescribeRule: async ({ Name, EventBusName }, call) => {
      requireOn(call, 'events:DescribeRule', Name, EventBusName);
      return { ...events.describeRule(String(Name)), CreatedBy: accountId };
    },
    ListTargetsByRule: async ({ Rule, EventBusName, NextToken, Limit }, call) => {
      requireOn(call, 'events:ListTargetsByRule', Rule, EventBusName);
      const targets = events.describeTargets(String(Rule));
      return page('Targets', targets, { NextToken, Limit, request: ['ListTargetsByRule', Rule] });
    },
    EnableRule: async ({ Name, EventBusName }, call) => {
      requireOn(call, 'events:EnableRule', Name, EventBusName);
      events.enable(String(Name));
    },
    DisableRule: async ({ Name, EventBusName }, call) => {
      requireOn(call, 'events:DisableRule', Name, EventBusName);
      events.disable(String(Name));
    },
    TestEventPattern: async ({ EventPattern, Event }, call) => {
      // It takes no resource.
      call.require('events:TestEventPattern', '*');
      return testEventPattern(String(EventPattern), String(Event));
    },
  });
}

/** @throws AwsError for a token that was not given for this list */
function page(
  name: string,
  all: readonly object[],
  { NextToken, Limit, request }: { NextToken: unknown; Limit: unknown; request: unknown },
): object {
  const token = typeof NextToken === 'string' ? NextToken : undefined;
  const wrong = () => new AwsError('ValidationException', 'Parameter NextToken is not valid.');
  const { items, next } = pageOf(all, { size: typeof Limit === 'number' ? Limit : 100, token, request, wrong });
  return { [name]: items, ...(next === undefined ? {} : { NextToken: next }) };
}
