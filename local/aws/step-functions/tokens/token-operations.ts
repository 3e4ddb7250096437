import { type Operation } from '../../shared/call';
import { type TaskTokens } from './task-tokens';

/**
 * What ends a task that waits. Rights to them are on no resource: the service authorization reference lists none.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
 */
export const tokenOperations = (tokens: TaskTokens): Readonly<Record<string, Operation>> => ({
  async SendTaskSuccess({ taskToken, output }, call) {
    call.require('states:SendTaskSuccess', '*');
    tokens.succeed(taskToken, output);
    return {};
  },
  async SendTaskFailure({ taskToken, error, cause }, call) {
    call.require('states:SendTaskFailure', '*');
    tokens.fail(taskToken, error, cause);
    return {};
  },
  async SendTaskHeartbeat({ taskToken }, call) {
    call.require('states:SendTaskHeartbeat', '*');
    tokens.beat(taskToken);
    return {};
  },
});
