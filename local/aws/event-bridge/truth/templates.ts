import { type Truth } from '../../truth';

export interface TemplateTruth extends Truth {
  readonly template: string;
  /** What the target gets. */
  readonly delivered?: string;
  /** What is no valid JSON: the target gets nothing, and its dead-letter queue this. */
  readonly invalid?: string;
  /** For another event than the one below. */
  readonly detail?: object;
  /** Where no path has a name. */
  readonly unnamed?: true;
}

const recorded = {
  recorded:
    'localstack/localstack at 8b9a79f, tests/aws/services/events/test_events_inputs.py: what AWS delivered to a queue',
};
const values = { recorded: 'radkawar/stackd at 9dc356f, testdata/aws/eventbridge/inputs.json' };
const page = { page: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html' };

/** Paths of every template below. */
export const paths: Readonly<Record<string, string>> = {
  userId: '$.detail.payload.acc_id',
  payload: '$.detail.payload',
  absent: '$.detail.awsAccountId',
  one: '$.detail.listsingle',
  several: '$.detail.listmulti',
  valid: '$.detail.valid',
  second: '$.detail.listmulti[1]',
  type: '$.detail-type',
};

export const event = {
  version: '0' as const,
  id: 'd87ca8b5-3c37-4718-83bc-d8033aae6dd0',
  'detail-type': 'core.update-account-command',
  source: 'core.update',
  account: '000000000000',
  time: '2022-01-01T00:00:00Z',
  region: 'eu-west-1',
  resources: [],
  detail: {
    payload: { acc_id: '0a787ecb-4015', sf_id: 'baz' },
    listsingle: ['HIGH'],
    listmulti: ['ACTIVE', 'INACTIVE'],
    valid: true,
  },
};

export const templates: readonly TemplateTruth[] = [
  {
    says: 'An object stands as JSON, and a text within quotes as it is',
    source: recorded,
    template: '{"path": "users/<userId>", "body": <payload>}',
    delivered: '{"path": "users/0a787ecb-4015", "body": {"acc_id":"0a787ecb-4015","sf_id":"baz"}}',
  },
  {
    says: 'A text without quotes gets them',
    source: recorded,
    template: '{"id" : <userId>, "ids": [<userId>, "hardcoded"]}',
    delivered: '{"id" : "0a787ecb-4015", "ids": ["0a787ecb-4015", "hardcoded"]}',
  },
  {
    says: 'A list stands as JSON',
    source: recorded,
    template: '{"list": <one>}',
    delivered: '{"list": ["HIGH"]}',
  },
  {
    says: 'Within a template of strings, objects and lists lose their quotes',
    source: recorded,
    template: '"<one> one <several> several <absent> id <payload> payload <userId> user"',
    delivered: '"[HIGH] one [ACTIVE,INACTIVE] several  id {acc_id:0a787ecb-4015,sf_id:baz} payload 0a787ecb-4015 user"',
  },
  {
    says: 'A template may have a string a line',
    source: recorded,
    template: '"<one> one"\n"<userId> user"',
    delivered: '"[HIGH] one"\n"0a787ecb-4015 user"',
  },
  {
    says: 'Within quotes true is true',
    source: recorded,
    template: '"Command is <valid>!"',
    delivered: '"Command is true!"',
  },
  {
    says: 'A path that leads nowhere leaves an empty text',
    source: recorded,
    template: '{"type": <type>, "command": <absent>}',
    delivered: '{"type": "core.update-account-command", "command": ""}',
  },
  {
    says: 'What looks like JSON within a string is text',
    source: recorded,
    template: '"{[/Check of <type> type"',
    delivered: '"{[/Check of core.update-account-command type"',
  },
  {
    says: 'An object within quotes in a JSON template is delivered to nobody',
    source: recorded,
    template: '{"payload": "<payload>"}',
    invalid: '{"payload": "{"acc_id":"0a787ecb-4015","sf_id":"baz"}"}',
  },
  {
    says: 'A list within quotes in a JSON template is delivered to nobody',
    source: recorded,
    template: '{"list": "<one>"}',
    invalid: '{"list": "["HIGH"]"}',
  },
  {
    says: 'The rule is a predefined variable, and when the event came',
    source: recorded,
    template: '"<aws.events.rule-arn> <aws.events.rule-name> <aws.events.event.ingestion-time>"',
    delivered: '"arn:aws:events:eu-west-1:000000000000:rule/r r 2026-11-01T08:00:00.000Z"',
  },
  {
    says: 'aws.events.event is the event without its detail and with its time in milliseconds, aws.events.event.json the whole',
    source: values,
    template: '{"a": <aws.events.event>, "b": <aws.events.event.json>}',
    delivered: `{"a": ${JSON.stringify({
      id: event.id,
      account: event.account,
      detailType: event['detail-type'],
      time: 1_640_995_200_000,
      source: event.source,
      region: event.region,
      resources: [],
      version: '0',
    })}, "b": ${JSON.stringify(event)}}`,
  },
  {
    says: 'null stands as JSON',
    source: values,
    template: '{"nothing":<valid>}',
    delivered: '{"nothing":null}',
    detail: { valid: null },
  },
  ...[
    ['say "hello"', '"say \\"hello\\""'],
    ['line\nslash\\tab\tend', '"line\\nslash\\\\tab\\tend"'],
  ].map(([valid, json]) => ({
    says: `A text is escaped where it has no quotes around it: ${json}`,
    source: values,
    template: '{"value":<valid>}',
    delivered: `{"value":${json}}`,
    detail: { valid },
  })),
  {
    says: 'Within quotes it is not',
    source: values,
    template: '"prefix <valid> suffix"',
    invalid: '"prefix say "hello" suffix"',
    detail: { valid: 'say "hello"' },
  },
  {
    says: 'A name of no path stays as it is written, where no path has a name',
    source: values,
    template: '"before <undefined> after"',
    delivered: '"before <undefined> after"',
    unnamed: true,
  },
  ...['undefined', 'aws.events.unknown'].map((name) => ({
    says: `… and <${name}> leaves no valid JSON without quotes`,
    source: values,
    template: `{"value":<${name}>}`,
    invalid: `{"value":<${name}>}`,
    unnamed: true as const,
  })),
  {
    says: 'A place in a list is a path',
    source: page,
    template: '{"second": <second>}',
    delivered: '{"second": "INACTIVE"}',
  },
  {
    says: 'Quotes within a string are escaped in the template',
    source: page,
    template: '"instance \\"<userId>\\" is"',
    delivered: '"instance \\"0a787ecb-4015\\" is"',
  },
];
