import { argument, join, regional } from '../attributes';
import { type Service } from '../entry';
import { always, DOCS, named } from '../names';

export const dynamodb = {
  name: 'dynamodb',
  prefix: 'dynamodb',
  client: '@aws-sdk/client-dynamodb',
  types: {
    aws_dynamodb_table: {
      // The model's member takes an ARN too.
      name: named('dynamodb:CreateTable:TableName', {
        documented: always({
          min: 3,
          max: 255,
          pattern: /^[A-Za-z0-9_.-]+$/,
          words: 'letters, digits, -, _ and .',
          page: `${DOCS}/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html`,
        }),
      }),
      attributes: { id: argument('name'), arn: regional('dynamodb', join('table/', '$name')) },
      bill: { loses: 'every item in it', use: 'GB stored, reads and writes' },
    },
    aws_dynamodb_resource_policy: { unreadAccess: true },
  },
} satisfies Service;
