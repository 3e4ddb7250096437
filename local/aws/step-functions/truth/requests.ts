import { model, type Names, recorded, type RequestTruth } from '../../requests/truth';

const api = recorded('stepfunctions/v2/test_sfn_api.snapshot.json');
const redriven = { recorded: 'radkawar/stackd at 9dc356f, testdata/aws/stepfunctions/redrive_execution.json' };

export const requestTruths = ({ machineArn }: Names): RequestTruth[] => {
  const executionArn = `${machineArn.replace(':stateMachine:', ':execution:')}:x`;
  const ask = (operation: string, says: string, input: object, rest: Partial<RequestTruth>): RequestTruth => ({
    says,
    source: api,
    service: 'stepFunctions',
    operation,
    input,
    ...rest,
  });
  const prefix = (arn: string) => ({
    error: { code: 'InvalidArn', message: `Invalid Arn: 'Invalid ARN prefix: ${arn}'`, status: 400 },
  });
  const breaks = (what: string) => ({
    error: { code: 'ValidationException', message: `1 validation error detected: ${what}`, status: 400 },
  });
  const token = { error: { code: 'InvalidToken', message: "Invalid Token: 'Invalid token'" } };
  return [
    ask('DescribeStateMachine', 'A name is no ARN of a machine', { stateMachineArn: 'nope' }, prefix('nope')),
    ask('ListExecutions', '… nor where executions are listed', { stateMachineArn: 'nope' }, prefix('nope')),
    ask('DescribeExecution', '… nor of an execution', { executionArn: 'nope' }, prefix('nope')),
    ask('GetExecutionHistory', '… nor where its history is', { executionArn: 'nope' }, prefix('nope')),
    ask(
      'RedriveExecution',
      'An express execution can’t be redriven',
      { executionArn: `${executionArn.replace(':execution:', ':express:')}:y` },
      {
        source: redriven,
        error: { code: 'InvalidArn', message: "Invalid Arn: 'Resource type not valid in this context: express'" },
      },
    ),
    ask(
      'RedriveExecution',
      'An execution that is not there can’t be redriven',
      { executionArn, clientToken: 'missing-token' },
      {
        source: redriven,
        error: { code: 'ExecutionDoesNotExist', message: `Execution Does Not Exist: '${executionArn}'` },
      },
    ),
    ask('StopExecution', '… nor where it is stopped', { executionArn: 'nope' }, prefix('nope')),
    ask(
      'DescribeStateMachine',
      'An execution is no machine',
      { stateMachineArn: executionArn },
      {
        source: model('states:InvalidArn'),
        error: { code: 'InvalidArn' },
      },
    ),
    ask(
      'ListExecutions',
      'A machine that is not there',
      { stateMachineArn: `${machineArn}x` },
      {
        error: { code: 'StateMachineDoesNotExist', message: `State Machine Does Not Exist: '${machineArn}x'` },
      },
    ),
    ask(
      'DescribeExecution',
      'An execution that is not there',
      { executionArn },
      {
        error: { code: 'ExecutionDoesNotExist', message: `Execution Does Not Exist: '${executionArn}'` },
      },
    ),
    ask(
      'ListExecutions',
      'A status that is none',
      { stateMachineArn: machineArn, statusFilter: 'succeeded' },
      breaks(
        "Value 'succeeded' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]",
      ),
    ),
    ask(
      'ListExecutions',
      'A page that is too large',
      { stateMachineArn: machineArn, maxResults: 1001 },
      breaks(
        "Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000",
      ),
    ),
    ask(
      'ListExecutions',
      'A token that is too long',
      { stateMachineArn: machineArn, nextToken: 'x'.repeat(3097) },
      breaks(
        `Value '${'x'.repeat(3097)}' at 'nextToken' failed to satisfy constraint: Member must have length less than or equal to 3096`,
      ),
    ),
    ask(
      'ListStateMachines',
      '… of machines',
      { nextToken: 'x'.repeat(1025) },
      breaks(
        `Value '${'x'.repeat(1025)}' at 'nextToken' failed to satisfy constraint: Member must have length less than or equal to 1024`,
      ),
    ),
    ask(
      'ListExecutions',
      'A token of nobody’s',
      { stateMachineArn: machineArn, nextToken: 'zzz' },
      {
        source: recorded('stepfunctions/v2/test_sfn_api_aliasing.snapshot.json'),
        ...token,
      },
    ),
    ask(
      'ListStateMachines',
      'A token of nobody’s, of machines',
      { nextToken: 'zzz' },
      {
        source: recorded('stepfunctions/v2/test_sfn_api_aliasing.snapshot.json'),
        ...token,
      },
    ),
    ...Object.entries({ SendTaskSuccess: { output: '{}' }, SendTaskFailure: {} }).map(([operation, rest]) =>
      ask(
        operation,
        'A task’s token of nobody’s',
        { taskToken: 'x', ...rest },
        { source: recorded('stepfunctions/v2/services/test_aws_sdk_task_service.snapshot.json'), ...token },
      ),
    ),
    ask(
      'SendTaskSuccess',
      'No token at all',
      { taskToken: '', output: '{}' },
      {
        source: model('states:TaskToken'),
        ...breaks(
          "Value '' at 'taskToken' failed to satisfy constraint: Member must have length greater than or equal to 1",
        ),
      },
    ),
    ask(
      'StartExecution',
      'A name that may not be',
      { stateMachineArn: machineArn, name: 'a<b' },
      {
        source: recorded('stepfunctions/v2/test_sfn_api_activities.snapshot.json'),
        error: { code: 'InvalidName', message: "Invalid Name: 'a<b'" },
      },
    ),
    ask(
      'StartExecution',
      'An input that is no JSON',
      { stateMachineArn: machineArn, input: 'not json' },
      {
        error: { code: 'InvalidExecutionInput' },
      },
    ),
    ask(
      'StartExecution',
      'A trace header',
      { stateMachineArn: machineArn, traceHeader: 'Root=1' },
      {
        source: model('states:StartExecutionInput'),
        refused: 'traceHeader',
      },
    ),
    ask(
      'DescribeExecution',
      'Part of what there is',
      { executionArn, includedData: 'METADATA_ONLY' },
      {
        source: model('states:DescribeExecutionInput'),
        refused: 'includedData',
      },
    ),
    ask(
      'ListExecutions',
      'Executions of a map',
      { mapRunArn: 'arn:aws:states:eu-west-1:000000000000:mapRun:a/b:c' },
      {
        source: model('states:ListExecutionsInput'),
        refused: 'mapRunArn',
      },
    ),
    ask(
      'DescribeStateMachine',
      'A machine tells how it logs and traces',
      { stateMachineArn: machineArn },
      {
        answer: {
          status: 'ACTIVE',
          type: 'STANDARD',
          loggingConfiguration: {
            includeExecutionData: true,
            level: /./,
            destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: /:\*$/ } }],
          },
          tracingConfiguration: { enabled: true },
        },
      },
    ),
  ];
};
