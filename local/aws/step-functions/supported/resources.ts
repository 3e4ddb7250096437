import { isObject } from '../../shared/is-object';
import { type AslObject } from '../interpreter/machine';
import { isExpression } from '../../../../scripts/text/jsonata-expression';
import { optimizedAction, optimizedActions } from '../sdk/optimized';
import { sdkResource } from '../sdk/sdk-task';
import { givenField, type Language, type Refuse } from './fields';
import { refuseSdkResource } from './sdk-tasks';

const functionArn = /^arn:aws[^:]*:lambda:[^:]*:\d*:function:/;
const invoke = /^arn:aws[^:]*:states:::lambda:invoke$/;
const running = `Lambda functions run here, actions of the SDK, and of optimized integrations ${optimizedActions().join(', ')} and lambda:invoke`;
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
  const resource = String(Resource);
  if (resource.endsWith('.waitForTaskToken')) return refuse('Resource .waitForTaskToken');
  if (functionArn.test(resource)) return;
  if (sdkResource.test(resource)) return refuseSdkResource(resource, refuse);
  if (optimizedAction(resource)) return;
  if (!invoke.test(resource)) return refuse(`Resource ${resource} (${running})`);
  // What an expression gives is looked at when the task runs.
  if (language === 'JSONata' && isExpression(given)) return;
  const names = isObject(given) ? Object.keys(given) : [];
  for (const name of names) if (!ofInvoke[language].includes(name)) refuse(`${field}.${name} of lambda:invoke`);
  if (!names.some((name) => /^FunctionName(\.\$)?$/.test(name))) refuse('lambda:invoke without FunctionName');
}
