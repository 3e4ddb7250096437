import { isFields } from '../../../../scripts/text/is-fields';
import { type AslObject } from '../interpreter/machine';
import { isExpression } from '../../../../scripts/text/jsonata-expression';
import { patternOf } from '../interpreter/states/task-pattern';
import { optimizedAction, optimizedActions } from '../sdk/optimized';
import { sdkResource } from '../sdk/sdk-task';
import { givenField, type Language, type Refuse } from './fields';
import { refuseSdkResource } from './sdk-tasks';

const functionArn = /^arn:aws[^:]*:lambda:[^:]*:\d*:function:[^.]+$/;
const invoke = /^arn:aws[^:]*:states:::lambda:invoke$/;
const running = `Lambda functions run here, actions of the SDK, and of optimized integrations ${optimizedActions().join(', ')} and lambda:invoke`;
/** What a task may wait for here, by its pattern. */
const jobs = {
  sync: ['states:startExecution', 'athena:startQueryExecution'],
  'sync:2': ['states:startExecution'],
};
const integration = /:states:::(.*)$/;
/** Of https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html, what runs here. */
const ofInvoke = {
  JSONPath: ['FunctionName', 'FunctionName.$', 'Payload', 'Payload.$'],
  JSONata: ['FunctionName', 'Payload'],
};

/** A Task's resource and what it is given. */
export function refuseResource(state: AslObject, language: Language, refuse: Refuse): void {
  const { Resource } = state;
  const field = givenField[language];
  const given = state[field];
  const { called, pattern } = patternOf(String(Resource));
  refuseLimits(state, refuse);
  if (pattern === 'sync' || pattern === 'sync:2') {
    const known = jobs[pattern];
    if (!known.includes(integration.exec(called)?.[1] ?? '')) {
      return refuse(`Resource ${String(Resource)} (.${pattern} runs here of ${known.join(' and ')})`);
    }
  }
  if (functionArn.test(called)) return;
  if (sdkResource.test(called)) return refuseSdkResource(called, refuse);
  const optimized = optimizedAction(called);
  if (optimized) {
    if (pattern !== 'waitForTaskToken' || optimized.waits) return;
    return refuse(`Resource ${String(Resource)} (AWS has no .waitForTaskToken of it)`);
  }
  if (!invoke.test(called)) return refuse(`Resource ${String(Resource)} (${running})`);
  // What an expression gives is looked at when the task runs.
  if (language === 'JSONata' && isExpression(given)) return;
  const names = isFields(given) ? Object.keys(given) : [];
  for (const name of names) if (!ofInvoke[language].includes(name)) refuse(`${field}.${name} of lambda:invoke`);
  if (!names.some((name) => /^FunctionName(\.\$)?$/.test(name))) refuse('lambda:invoke without FunctionName');
}

/** https://states-language.net/spec.html#timeouts-and-heartbeats */
function refuseLimits({ TimeoutSeconds, HeartbeatSeconds }: AslObject, refuse: Refuse): void {
  if (typeof TimeoutSeconds !== 'number' || typeof HeartbeatSeconds !== 'number') return;
  if (HeartbeatSeconds >= TimeoutSeconds) {
    refuse(`HeartbeatSeconds ${HeartbeatSeconds} (must be below TimeoutSeconds, ${TimeoutSeconds})`);
  }
}
