import { isObject } from '../../shared/is-object';
import { type AslObject } from '../interpreter/machine';
import { optimizedAction, optimizedActions } from '../sdk/optimized';
import { sdkResource } from '../sdk/sdk-task';
import { type Refuse } from './fields';
import { refuseSdkResource } from './sdk-tasks';

const functionArn = /^arn:aws[^:]*:lambda:[^:]*:\d*:function:/;
const invoke = /^arn:aws[^:]*:states:::lambda:invoke$/;
const running = `Lambda functions run here, actions of the SDK, and of optimized integrations ${optimizedActions().join(', ')} and lambda:invoke`;
/** Of https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html, what runs here. */
const ofInvoke = ['FunctionName', 'FunctionName.$', 'Payload', 'Payload.$'];

/** A Task's resource and what it is given. */
export function refuseResource({ Resource, Parameters }: AslObject, refuse: Refuse): void {
  const resource = String(Resource);
  if (resource.endsWith('.waitForTaskToken')) return refuse('Resource .waitForTaskToken');
  if (functionArn.test(resource)) return;
  if (sdkResource.test(resource)) return refuseSdkResource(resource, refuse);
  if (optimizedAction(resource)) return;
  if (!invoke.test(resource)) return refuse(`Resource ${resource} (${running})`);
  const fields = isObject(Parameters) ? Object.keys(Parameters) : [];
  for (const field of fields) if (!ofInvoke.includes(field)) refuse(`Parameters.${field} of lambda:invoke`);
  if (!fields.some((field) => /^FunctionName(\.\$)?$/.test(field))) refuse('lambda:invoke without FunctionName');
}
