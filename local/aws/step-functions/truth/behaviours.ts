import { AwsError } from '../../shared/errors';
import { type Clock } from '../../shared/clock';
import { type LambdaAnswer } from '../lambda-task';

type Behaviour = (payload: string, clock: Clock, functionArn: string) => Promise<LambdaAnswer> | LambdaAnswer;

/** As Python writes it: a cause is handed on as the text that it is. */
const raised =
  (errorType: string, message: string, line: number, statement: string): Behaviour =>
  () => ({
    payload:
      `{"errorMessage": "${message}", "errorType": "${errorType}", "requestId": "a-request", "stackTrace": ` +
      `[${JSON.stringify(`  File "/var/task/handler.py", line ${line}, in handler\n    ${statement}\n`)}]}`,
    error: true,
  });

/** With a space after each comma and colon. */
function python(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${python(one)}`);
  return `{${members.join(', ')}}`;
}

/** What the functions did when the executions were recorded. */
export const behaviours: Readonly<Record<string, Behaviour>> = {
  // A number stays as it is written.
  id: (payload) => ({ payload: /^[[{]/.test(payload) ? python(JSON.parse(payload)) : payload }),
  bytes: () => ({ payload: '"HelloWorld!"' }),
  raise: raised('Exception', 'Some exception was raised.', 2, 'raise Exception("Some exception was raised.")'),
  'raise custom': raised('CustomException', '', 9, 'raise CustomException()'),
  echo: () => ({ payload: '{"Return":"HelloWorld"}' }),
  large: () => ({ payload: JSON.stringify('a'.repeat(257 * 1024)) }),
  'sleep 60 s': async (payload, clock) => {
    await clock.sleep(60_000, 'a function that sleeps');
    return { payload };
  },
  none: (_payload, _clock, functionArn) => {
    throw new AwsError('ResourceNotFoundException', `Function not found: ${functionArn}:$LATEST`, 404);
  },
};
