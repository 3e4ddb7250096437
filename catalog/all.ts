import { type ResourceType, type Service } from './entry';
import { athena } from './services/athena';
import { budgets } from './services/budgets';
import { cloudwatch } from './services/cloudwatch';
import { dynamodb } from './services/dynamodb';
import { eventBridge } from './services/event-bridge';
import { firehose } from './services/firehose';
import { glue } from './services/glue';
import { iam } from './services/iam';
import { kinesis } from './services/kinesis';
import { kms } from './services/kms';
import { lakeFormation } from './services/lake-formation';
import { lambda } from './services/lambda';
import { logs } from './services/logs';
import { organizations } from './services/organizations';
import { s3 } from './services/s3';
import { scheduler } from './services/scheduler';
import { secretsManager } from './services/secrets-manager';
import { sns } from './services/sns';
import { sqs } from './services/sqs';
import { stepFunctions } from './services/step-functions';
import { sts } from './services/sts';
import { systemsManager } from './services/systems-manager';

/** Every service of which something is known, one line each. */
export const catalog: readonly Service[] = [
  s3,
  sns,
  sqs,
  glue,
  athena,
  firehose,
  kms,
  lambda,
  stepFunctions,
  logs,
  eventBridge,
  cloudwatch,
  budgets,
  iam,
  sts,
  dynamodb,
  kinesis,
  lakeFormation,
  organizations,
  scheduler,
  secretsManager,
  systemsManager,
];

const types: ReadonlyMap<string, ResourceType> = new Map(catalog.flatMap((service) => Object.entries(service.types)));

/** Undefined for a type of which nothing is known. */
export const typeOf = (type: string): ResourceType | undefined => types.get(type);

/** One part of what is known, by type; without the types of which it isn't. */
export const partsOf = <Part extends keyof ResourceType>(
  part: Part,
): Readonly<Record<string, NonNullable<ResourceType[Part]>>> =>
  Object.fromEntries(
    [...types].flatMap(([type, known]) => {
      const value = known[part];
      return value === undefined ? [] : [[type, value as NonNullable<ResourceType[Part]>]];
    }),
  );
