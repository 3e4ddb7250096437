import { athenaService } from './athena/service';
import { cloudWatchService } from './cloudwatch/service';
import { eventBridgeService } from './event-bridge/service';
import { firehoseService } from './firehose/service';
import { glueService } from './glue/service';
import { iamService } from './iam/service';
import { kmsService } from './kms/service';
import { lambdaService } from './lambda/service';
import { logsService } from './logs/service';
import { s3Service } from './s3/service';
import { schedulerService } from './scheduler/service';
import { snsService } from './sns/service';
import { sqsService } from './sqs/service';
import { stepFunctionsService } from './step-functions/service';
import { stsService } from './sts/service';

/** Every service of the account, by its name there, one line each. One that needs another stands after it. */
export const localServices = {
  iam: iamService,
  sts: stsService,
  kms: kmsService,
  objects: s3Service,
  sns: snsService,
  cloudWatch: cloudWatchService,
  sqs: sqsService,
  glue: glueService,
  lambda: lambdaService,
  logs: logsService,
  firehose: firehoseService,
  athena: athenaService,
  events: eventBridgeService,
  scheduler: schedulerService,
  stepFunctions: stepFunctionsService,
};
