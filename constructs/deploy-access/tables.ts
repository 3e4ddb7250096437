import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { arnOf } from '../parts/deployment';
import { type Access, allowOn, type Deployed } from './deployed';

/** Tables of DynamoDB, and none of their items. */
export function manageTables(deployed: Deployed): Access {
  const tables = deployed.each(DynamodbTable, ({ nameInput }, text) =>
    arnOf('dynamodb', deployed.deployment, `table/${text(nameInput)}`),
  );
  return {
    read: allowOn(
      'ReadTables',
      [
        'dynamodb:DescribeContinuousBackups',
        'dynamodb:DescribeTable',
        'dynamodb:DescribeTimeToLive',
        'dynamodb:ListTagsOfResource',
      ],
      tables,
    ),
    write: allowOn(
      'ManageTables',
      [
        'dynamodb:CreateTable',
        'dynamodb:DeleteTable',
        'dynamodb:TagResource',
        'dynamodb:UntagResource',
        'dynamodb:UpdateContinuousBackups',
        'dynamodb:UpdateTable',
        'dynamodb:UpdateTimeToLive',
      ],
      tables,
    ),
  };
}
