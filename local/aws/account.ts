import { join } from 'node:path';
import { type Access, readAccess } from '../../policies/iam/access';
import { type Principal } from '../../policies/iam/authorize';
import { readNeighbours } from '../../terraform/stacks/neighbours';
import { blocksOfType, text } from '../../terraform/query';
import { type Stack } from '../../terraform/stack';
import { AccessControl, type Use } from './shared/access-control';
import { type Clock } from './shared/clock';
import { CredentialStore, type LocalCredentials } from './endpoint/credentials';
import { jsonService } from './endpoint/protocols';
import { Endpoint } from './endpoint/server';
import { type QueryExecution } from './athena/query-execution';
import { type Delivery } from './firehose/delivery-stream';
import { eventsOperations } from './event-bridge/operations';
import { FileObjectStore } from './s3/object-store';
import { Reporter } from './cloudwatch/reports';
import { AthenaService } from './athena/athena';
import { CloudWatchService } from './cloudwatch/cloudwatch';
import { EventsService } from './event-bridge/events';
import { FirehoseService } from './firehose/firehose';
import { GlueService } from './glue/glue';
import { LambdaService } from './lambda/lambda';
import { S3Service } from './s3/s3';
import { SnsService } from './sns/sns';
import { SqsService } from './sqs/sqs';
import { StepFunctionsService } from './step-functions/step-functions';
import { type Transition } from './step-functions/execution';

export interface StandUpOptions {
  readonly clock: Clock;
  /** Of this run: objects, zips and unpacked functions lie in it. */
  readonly folder: string;
  /** A free one when absent. */
  readonly port?: number;
  /** Hears of every permission that is used or refused. */
  readonly record?: (use: Use) => void;
  /** Hears of each flush of a delivery stream's buffer. */
  readonly onFlush?: (delivery: Delivery) => void;
  /** Hears of each query when its work is over. */
  readonly onQuery?: (execution: QueryExecution) => void;
  /** Hears of each state that an execution enters and leaves. */
  readonly onTransition?: (transition: Transition) => void;
}

/** A stack, stood up on this machine. */
export interface Account {
  readonly stack: Stack;
  readonly access: Access;
  /** Decides, and holds the refusals. */
  readonly accessControl: AccessControl;
  readonly clock: Clock;
  /** What `AWS_ENDPOINT_URL` is set to. */
  readonly endpoint: string;
  readonly objects: FileObjectStore;
  readonly sns: SnsService;
  readonly sqs: SqsService;
  readonly lambda: LambdaService;
  readonly events: EventsService;
  readonly firehose: FirehoseService;
  readonly athena: AthenaService;
  readonly stepFunctions: StepFunctionsService;
  readonly glue: GlueService;
  readonly cloudWatch: CloudWatchService;
  /** An administrator, as the lab's reader is. */
  readonly operator: Principal;
  /** A user who holds the managed policies that are there for users: those that no role of the stack holds. */
  readonly producer: Principal;
  credentialsFor(principal: Principal): LocalCredentials;
  close(): Promise<void>;
}

/**
 * Builds everything that the stack describes, and serves it on loopback.
 * @throws UserError for a stack that can't be read or a port that can't be had; AccessDenied when a role lacks what AWS
 * asks of it at creation
 */
export async function standUp(stack: Stack, options: StandUpOptions): Promise<Account> {
  const { clock, folder, port, record, onFlush, onQuery, onTransition } = options;
  const access = readAccess(stack, readNeighbours(stack));
  const accessControl = new AccessControl(access, record, () => clock.now());
  const credentials = new CredentialStore();
  const objects = new FileObjectStore(join(folder, 's3'));
  for (const bucket of blocksOfType(stack, 'aws_s3_bucket')) objects.createBucket(text(bucket, 'bucket'));

  const sns = new SnsService(stack, accessControl, clock);
  const sqs = new SqsService(stack, accessControl, clock);
  const cloudWatch = new CloudWatchService({ stack, access: accessControl, clock, sns });
  const reporter = new Reporter(cloudWatch);
  for (const queue of sqs.queues()) reporter.queue(queue, () => sqs.visibleIn(queue));
  sqs.onSend((queue) => reporter.queued(queue));
  const glue = new GlueService(stack, clock);
  const lambda = new LambdaService({
    stack,
    access: accessControl,
    clock,
    sqs,
    folder,
    credentialsFor: (principal) => credentials.issue(principal),
    endpointUrl: () => endpoint.url,
    onInvocation: (name, invocation) => reporter.invocation(name, invocation),
  });
  const firehose = new FirehoseService({
    stack,
    access: accessControl,
    clock,
    store: objects,
    log: (group, stream, message) => lambda.logs.put(group, stream, message),
    onIncoming: (stream, records) => reporter.incoming(stream, records),
    onDelivery: (delivery) => {
      reporter.delivery(delivery);
      onFlush?.(delivery);
    },
    onFailure: (stream) => reporter.failedDelivery(stream),
  });
  for (const stream of firehose.names()) {
    reporter.waiting(
      stream,
      () => firehose.oldest(stream),
      () => clock.now(),
    );
  }
  const athena = new AthenaService({
    stack,
    access: accessControl,
    clock,
    store: objects,
    folder: join(folder, 'athena'),
    onQuery: (query) => {
      reporter.query(query);
      onQuery?.(query);
    },
  });
  const events = new EventsService({ stack, access: accessControl, clock, lambda, sns, sqs });
  const stepFunctions = await StepFunctionsService.create({
    stack,
    access: accessControl,
    clock,
    invoke: (functionArn, payload) => lambda.invoke(functionArn, payload),
    onStatusChange: (change) => {
      reporter.execution(change);
      events.announce(change);
    },
    ...(onTransition ? { onTransition } : {}),
  });
  const endpoint = await Endpoint.listen({
    access: accessControl,
    clock,
    credentials,
    callSite: (principal, frames) => lambda.callSite(principal, frames),
    ...(port === undefined ? {} : { port }),
    services: {
      s3: new S3Service(stack, objects, accessControl, clock),
      sns: sns.wire,
      lambda,
      firehose: jsonService('Firehose_20150804', '1.1', firehose.operations),
      athena: jsonService('AmazonAthena', '1.1', athena.operations),
      states: jsonService('AWSStepFunctions', '1.0', stepFunctions.operations),
      events: jsonService('AWSEvents', '1.1', eventsOperations(events, stack)),
      glue: jsonService('AWSGlue', '1.1', glue.operations),
    },
  });

  return {
    stack,
    access,
    accessControl,
    clock,
    endpoint: endpoint.url,
    objects,
    sns,
    sqs,
    lambda,
    events,
    firehose,
    athena,
    stepFunctions,
    glue,
    cloudWatch,
    operator: { kind: 'root', accountId: stack.accountId },
    producer: producerOf(stack),
    credentialsFor: (principal) => credentials.issue(principal),
    async close() {
      cloudWatch.close();
      events.close();
      await stepFunctions.close();
      await endpoint.close();
      await athena.close();
      await lambda.close();
    },
  };
}

function producerOf(stack: Stack): Principal {
  const attached = new Set(
    blocksOfType(stack, 'aws_iam_role_policy_attachment').map((block) => text(block, 'policy_arn')),
  );
  const policyArns = blocksOfType(stack, 'aws_iam_policy')
    .map((block) => text(block, 'arn'))
    .filter((arn) => !attached.has(arn));
  return { kind: 'identity', arn: `arn:aws:iam::${stack.accountId}:user/producer`, policyArns };
}
