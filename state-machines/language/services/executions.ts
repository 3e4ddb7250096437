import type { Integration, TokenIntegration } from '../written/integration';
import type { Json } from '../written/template';
import { followExecutions } from './services';

/**
 * Starts an execution of another machine and goes on, or waits for a token that its input tells. One that is waited for
 * is `startExecutionSync`. https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html, …/stepfunctions-iam.html
 */
export const startExecution =
  <In extends Json | object>() =>
  <const Name extends string>(
    machineName: Name,
  ): TokenIntegration<
    Name,
    { readonly Input: In; readonly Name?: string },
    Readonly<{ ExecutionArn: string; StartDate: number }>
  > => ({
    resourceName: machineName,
    action: 'arn:aws:states:::states:startExecution',
    supportsToken: true,
    place: (arn) => ({ StateMachineArn: arn }),
    permissions: (arn) => [{ sid: 'StartExecutions', actions: ['states:StartExecution'], resources: [arn] }],
  });

/** As `startExecutionSync`, by `.sync` without a version: what the other machine gives is a text, of JSON. */
export const startExecutionSyncAsText =
  <In extends Json | object>() =>
  <const Name extends string>(
    machineName: Name,
  ): Integration<
    Name,
    { readonly Input: In; readonly Name?: string },
    Readonly<{
      ExecutionArn: string;
      Name: string;
      Status: string;
      Output: string;
      StartDate: number;
      StopDate: number;
    }>
  > => ({
    resourceName: machineName,
    action: 'arn:aws:states:::states:startExecution.sync',
    place: (arn) => ({ StateMachineArn: arn }),
    permissions: followExecutions,
  });
