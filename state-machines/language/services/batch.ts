import type { Integration } from '../written/integration';
import type { Permission } from '../written/permission';
import { partsOf } from './arn-parts';

// https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html, …/batch-iam.html. Fields are those of the first that
// the page lists, in capitals, as https://docs.aws.amazon.com/batch/latest/APIReference/API_SubmitJob.html has them.

interface Overrides {
  readonly Command?: readonly string[];
  readonly Environment?: readonly { readonly Name: string; readonly Value: string }[];
  readonly InstanceType?: string;
  readonly Memory?: number;
  readonly ResourceRequirements?: readonly {
    readonly Type: 'GPU' | 'VCPU' | 'MEMORY';
    readonly Value: string;
  }[];
  readonly Vcpus?: number;
}

interface Job {
  readonly JobName: string;
  readonly ArrayProperties?: { readonly Size?: number };
  readonly ContainerOverrides?: Overrides;
  readonly DependsOn?: readonly { readonly JobId?: string; readonly Type?: 'N_TO_N' | 'SEQUENTIAL' }[];
  readonly Parameters?: Readonly<Record<string, string>>;
  readonly RetryStrategy?: {
    readonly Attempts?: number;
    readonly EvaluateOnExit?: readonly {
      readonly Action: 'RETRY' | 'EXIT';
      readonly OnExitCode?: string;
      readonly OnReason?: string;
      readonly OnStatusReason?: string;
    }[];
  };
  readonly Timeout?: { readonly AttemptDurationSeconds?: number };
}

/** What a job is submitted to, and as what. */
export interface JobPlace<Name extends string> {
  readonly jobQueue: Name;
  /** With its revision: without, whichever is the newest then runs. */
  readonly jobDefinition: Name;
}

/** Submits a job and goes on; it has no callback. */
export const batchSubmitJob = <const Name extends string>(
  place: JobPlace<Name>,
): Integration<Name, Job, Readonly<{ JobName: string; JobId: string; JobArn: string }>> => ({
  ...onQueue(place),
  action: 'arn:aws:states:::batch:submitJob',
  permissions: (jobQueue, jobDefinition = '') => [submit(jobQueue, jobDefinition)],
});

/** Submits a job and waits for it: what is given is the job, of which no more is known than what the API says is there. */
export const batchSubmitJobSync = <const Name extends string>(
  place: JobPlace<Name>,
): Integration<Name, Job, DoneJob> => ({
  ...onQueue(place),
  action: 'arn:aws:states:::batch:submitJob.sync',
  permissions: (jobQueue, jobDefinition = '') => {
    const { partition, region, account } = partsOf(jobQueue, 'batch');
    return [
      submit(jobQueue, jobDefinition),
      // It takes no resource.
      { sid: 'DescribeJobs', actions: ['batch:DescribeJobs'], resources: ['*'] },
      { sid: 'TerminateJobs', actions: ['batch:TerminateJob'], resources: [jobsIn(jobQueue)] },
      {
        sid: 'WatchJobs',
        actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
        resources: [`arn:${partition}:events:${region}:${account}:rule/StepFunctionsGetEventsForBatchJobsRule`],
      },
    ];
  },
});

/** "Required" in https://docs.aws.amazon.com/batch/latest/APIReference/API_JobDetail.html */
type DoneJob = Readonly<{
  JobName: string;
  JobId: string;
  JobQueue: string;
  JobDefinition: string;
  StartedAt: number;
  Status: 'SUCCEEDED';
}>;

const onQueue = <Name extends string>({ jobQueue, jobDefinition }: JobPlace<Name>) => ({
  resourceName: jobQueue,
  alsoOn: [jobDefinition],
  place: (queue: string, definition = '') => ({ JobQueue: queue, JobDefinition: definition }),
});

/**
 * The page has these rights on "*", from before Batch took resources in them; a job's id, which nobody knows before, is one of three that it asks for:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbatch.html
 */
const submit = (jobQueue: string, jobDefinition: string): Permission => ({
  sid: 'SubmitJobs',
  actions: ['batch:SubmitJob'],
  resources: [jobQueue, jobDefinition, jobsIn(jobQueue)],
});

function jobsIn(jobQueue: string): string {
  const { partition, region, account } = partsOf(jobQueue, 'batch');
  return `arn:${partition}:batch:${region}:${account}:job/*`;
}
