import { dynamodbCalls } from './dynamodb';
import { kinesisCalls } from './kinesis';
import { type KnownCalls } from './known-calls';
import { secretsManagerCalls } from './secrets-manager';
import { ssmCalls } from './ssm';

/** By the name that requests are signed for: the services whose calls' resources are known, one line each. */
export const knownCalls: Readonly<Record<string, KnownCalls>> = {
  dynamodb: dynamodbCalls,
  kinesis: kinesisCalls,
  secretsmanager: secretsManagerCalls,
  ssm: ssmCalls,
};
