import type { GetJobRunCommandOutput, StartJobRunCommandInput } from '@aws-sdk/client-glue';
import type { Integration } from '../written/integration';
import { nameIn, partsOf } from './arn-parts';
import type { GivenByName, TakenByName } from './sdk/shape';

type JobParameters = Omit<TakenByName<StartJobRunCommandInput>, 'JobName'>;

const place = (arn: string) => ({ JobName: nameIn(partsOf(arn, 'glue'), 'job/') });

/** Starts a Glue job and goes on; it has no callback. https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html, …/glue-iam.html */
export const glueStartJobRun = <const Name extends string>(
  jobName: Name,
): Integration<Name, JobParameters, Readonly<{ JobName: string; JobRunId: string }>> => ({
  resourceName: jobName,
  action: 'arn:aws:states:::glue:startJobRun',
  place,
  permissions: (arn) => [{ sid: 'StartJobRuns', actions: ['glue:StartJobRun'], resources: [arn] }],
});

/**
 * Starts a Glue job and waits for it: what is given is the run. The page has these rights on "*", from before Glue took a
 * job in them: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsglue.html
 */
export const glueStartJobRunSync = <const Name extends string>(
  jobName: Name,
): Integration<
  Name,
  JobParameters,
  NonNullable<GivenByName<GetJobRunCommandOutput>['JobRun']> & { readonly JobName: string }
> => ({
  resourceName: jobName,
  action: 'arn:aws:states:::glue:startJobRun.sync',
  place,
  permissions: (arn) => [
    {
      sid: 'RunJobs',
      actions: ['glue:StartJobRun', 'glue:GetJobRun', 'glue:GetJobRuns', 'glue:BatchStopJobRun'],
      resources: [arn],
    },
  ],
});
