import type {
  DeleteItemCommandInput,
  DeleteItemCommandOutput,
  GetItemCommandInput,
  GetItemCommandOutput,
  PutItemCommandInput,
  PutItemCommandOutput,
  UpdateItemCommandInput,
  UpdateItemCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Integration } from '../written/integration';
import { nameIn, partsOf } from './arn-parts';
import type { GivenByName, TakenByName } from './sdk/shape';

type OnTable<Name extends string, Input, Output> = Integration<
  Name,
  Omit<TakenByName<Input>, 'TableName' | 'ReturnValuesOnConditionCheckFailure'>,
  GivenByName<Output>
>;

/**
 * The four actions that DynamoDB's optimized integration has; by `sdkTask` there are the others, with values under the SDK for
 * Java's names (`Bool`). What IAM takes is of the action's own name.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html, …/dynamo-iam.html
 */
const onTable =
  <Input, Output>(action: string, right: string) =>
  <const Name extends string>(tableName: Name): OnTable<Name, Input, Output> => ({
    resourceName: tableName,
    action: `arn:aws:states:::dynamodb:${action}`,
    place: (arn) => ({ TableName: nameIn(partsOf(arn, 'dynamodb'), 'table/') }),
    permissions: (arn) => [{ sid: `Dynamodb${right}`, actions: [`dynamodb:${right}`], resources: [arn] }],
  });

export const dynamodbGetItem = onTable<GetItemCommandInput, GetItemCommandOutput>('getItem', 'GetItem');
export const dynamodbPutItem = onTable<PutItemCommandInput, PutItemCommandOutput>('putItem', 'PutItem');
export const dynamodbUpdateItem = onTable<UpdateItemCommandInput, UpdateItemCommandOutput>('updateItem', 'UpdateItem');
export const dynamodbDeleteItem = onTable<DeleteItemCommandInput, DeleteItemCommandOutput>('deleteItem', 'DeleteItem');
