import type { Integration, TokenIntegration } from '../written/integration';
import type { Permission } from '../written/permission';
import { nameIn, partsOf } from './arn-parts';

// https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html, …/ecs-iam.html. Fields are those that the first
// lists, in capitals, as https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html has them.

interface ContainerOverride {
  readonly Name: string;
  readonly Command?: readonly string[];
  readonly Cpu?: number;
  readonly Environment?: readonly { readonly Name: string; readonly Value: string }[];
  readonly EnvironmentFiles?: readonly { readonly Type: 's3'; readonly Value: string }[];
  readonly Memory?: number;
  readonly MemoryReservation?: number;
  readonly ResourceRequirements?: readonly { readonly Type: 'GPU' | 'InferenceAccelerator'; readonly Value: string }[];
}

interface RunTask {
  readonly Group?: string;
  readonly LaunchType?: 'EC2' | 'FARGATE' | 'EXTERNAL';
  readonly NetworkConfiguration?: {
    readonly AwsvpcConfiguration: {
      readonly Subnets: readonly string[];
      readonly SecurityGroups?: readonly string[];
      readonly AssignPublicIp?: 'ENABLED' | 'DISABLED';
    };
  };
  /** Of a task's roles, Step Functions takes no others than the definition's. */
  readonly Overrides?: {
    readonly ContainerOverrides?: readonly ContainerOverride[];
    readonly Cpu?: string;
    readonly Memory?: string;
    readonly EphemeralStorage?: { readonly SizeInGiB: number };
  };
  readonly PlacementConstraints?: readonly {
    readonly Type: 'distinctInstance' | 'memberOf';
    readonly Expression?: string;
  }[];
  readonly PlacementStrategy?: readonly { readonly Type: 'random' | 'spread' | 'binpack'; readonly Field?: string }[];
  readonly PlatformVersion?: string;
  /** An account that asks for the right to tag takes ecs:TagResource too, which is granted beside. */
  readonly PropagateTags?: 'TASK_DEFINITION' | 'NONE';
}

/** Of a task's many fields, those that say what became of it. Recorded: LocalStack, services/test_ecs_task_service.py. */
interface EcsTask {
  readonly TaskArn: string;
  readonly ClusterArn: string;
  readonly TaskDefinitionArn: string;
  readonly LastStatus: string;
  readonly DesiredStatus: string;
  readonly Containers: readonly {
    readonly ContainerArn: string;
    readonly Name: string;
    readonly LastStatus: string;
    readonly ExitCode?: number;
  }[];
}

/** One that has stopped. */
interface StoppedTask extends EcsTask {
  readonly StopCode: string;
  readonly StoppedReason: string;
}

/** Where a task runs, and as what. */
export interface EcsPlace<Name extends string> {
  readonly cluster: Name;
  /** With its revision: without, whichever is the newest then runs. */
  readonly taskDefinition: Name;
  /** The roles that the definition names, for the task and for what starts it: the machine's role hands them over. */
  readonly roles?: readonly Name[];
}

/**
 * Starts a task and goes on, or waits for a token that an override tells. One that could not be placed is among `Failures`;
 * where a token is waited for, it fails the state with AmazonECS.Unknown.
 */
export const ecsRunTask = <const Name extends string>(
  place: EcsPlace<Name>,
): TokenIntegration<
  Name,
  RunTask,
  Readonly<{
    Tasks: readonly EcsTask[];
    Failures: readonly { readonly Arn?: string; readonly Reason?: string; readonly Detail?: string }[];
  }>
> => ({
  ...onCluster(place),
  action: 'arn:aws:states:::ecs:runTask',
  supportsToken: true,
  permissions: (cluster, taskDefinition = '', ...roles) => start(cluster, taskDefinition, roles),
});

/** Starts a task and waits until it has stopped. */
export const ecsRunTaskSync = <const Name extends string>(
  place: EcsPlace<Name>,
): Integration<Name, RunTask, StoppedTask> => ({
  ...onCluster(place),
  action: 'arn:aws:states:::ecs:runTask.sync',
  permissions: (cluster, taskDefinition = '', ...roles) => {
    const parts = partsOf(cluster, 'ecs');
    const account = `${parts.region}:${parts.account}`;
    return [
      ...start(cluster, taskDefinition, roles),
      {
        sid: 'FollowEcsTasks',
        actions: ['ecs:StopTask', 'ecs:DescribeTasks'],
        // The page has "*": a task's id is not known before. Its cluster is.
        resources: [`arn:${parts.partition}:ecs:${account}:task/${nameIn(parts, 'cluster/')}/*`],
      },
      {
        sid: 'WatchEcsTasks',
        actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
        resources: [`arn:${parts.partition}:events:${account}:rule/StepFunctionsGetEventsForECSTaskRule`],
      },
    ];
  },
});

const onCluster = <Name extends string>({ cluster, taskDefinition, roles = [] }: EcsPlace<Name>) => ({
  resourceName: cluster,
  alsoOn: [taskDefinition, ...roles],
  place: (arn: string, definition = '') => ({ Cluster: arn, TaskDefinition: definition }),
});

/**
 * On that cluster alone, by the key that the action has: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html.
 * Whom a role is handed to: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEC2ContainerServiceEventsRole.html
 */
const start = (cluster: string, taskDefinition: string, roles: readonly string[]): Permission[] => [
  {
    sid: 'RunEcsTasks',
    actions: ['ecs:RunTask'],
    resources: [taskDefinition],
    condition: { ArnEquals: { 'ecs:cluster': cluster } },
  },
  ...(roles.length === 0
    ? []
    : [
        {
          sid: 'PassEcsRoles',
          actions: ['iam:PassRole'],
          resources: roles,
          condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
        },
      ]),
];
