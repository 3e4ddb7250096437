import { DescribeRuleCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetFunctionCommand, GetFunctionEventInvokeConfigCommand, GetPolicyCommand } from '@aws-sdk/client-lambda';
import { GetScheduleCommand, GetScheduleGroupCommand } from '@aws-sdk/client-scheduler';
import { DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { text } from '../../../terraform/query';
import { type Stack } from '../../../terraform/stack';
import { read, type ReadsOf, regional } from './read';

/** Functions, machines, and the rules and schedules that call them. */
export const serviceReads: Readonly<Record<string, ReadsOf>> = {
  aws_lambda_function: (block) => {
    const FunctionName = text(block, 'function_name');
    return read('lambda:GetFunction', text(block, 'arn'), ({ lambda }) =>
      lambda.send(new GetFunctionCommand({ FunctionName })),
    );
  },
  aws_lambda_permission: (block, stack) => {
    const FunctionName = text(block, 'function_name');
    return read('lambda:GetPolicy', functionArn(stack, FunctionName), ({ lambda }) =>
      lambda.send(new GetPolicyCommand({ FunctionName })),
    );
  },
  aws_lambda_function_event_invoke_config: (block, stack) => {
    const FunctionName = text(block, 'function_name');
    return read('lambda:GetFunctionEventInvokeConfig', functionArn(stack, FunctionName), ({ lambda }) =>
      lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName })),
    );
  },
  aws_sfn_state_machine: (block) => {
    const stateMachineArn = text(block, 'arn');
    return read('states:DescribeStateMachine', stateMachineArn, ({ states }) =>
      states.send(new DescribeStateMachineCommand({ stateMachineArn })),
    );
  },
  aws_cloudwatch_event_rule: (block) => {
    const Name = text(block, 'name');
    return read('events:DescribeRule', text(block, 'arn'), ({ events }) =>
      events.send(new DescribeRuleCommand({ Name })),
    );
  },
  aws_cloudwatch_event_target: (block, stack) => {
    const Rule = text(block, 'rule');
    return read('events:ListTargetsByRule', regional(stack, 'events', `rule/${Rule}`), ({ events }) =>
      events.send(new ListTargetsByRuleCommand({ Rule })),
    );
  },
  aws_scheduler_schedule: (block) => {
    const [Name, GroupName] = [text(block, 'name'), text(block, 'group_name')];
    return read('scheduler:GetSchedule', text(block, 'arn'), ({ scheduler }) =>
      scheduler.send(new GetScheduleCommand({ Name, GroupName })),
    );
  },
  aws_scheduler_schedule_group: (block) => {
    const Name = text(block, 'name');
    return read('scheduler:GetScheduleGroup', text(block, 'arn'), ({ scheduler }) =>
      scheduler.send(new GetScheduleGroupCommand({ Name })),
    );
  },
};

const functionArn = (stack: Stack, name: string): string =>
  name.startsWith('arn:') ? name : regional(stack, 'lambda', `function:${name}`);
