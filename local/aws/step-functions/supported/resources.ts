import { isObject } from '../../shared/is-object';
import { type AslObject } from '../interpreter/machine';
import { sdkResource } from '../sdk/sdk-task';
import { type Refuse } from './fields';
import { refuseSdkResource } from './sdk-tasks';

const functionArn = /^arn:aws[^:]*:lambda:[^:]*:\d*:function:/;
const invoke = /^arn:aws[^:]*:states:::lambda:invoke$/;
/** Of https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html, what runs here. */
const served = ['FunctionName', 'FunctionName.$', 'Payload', 'Payload.$'];

/** A Task's resource and what it is given. */
export function refuseResource({ Resource, Parameters }: AslObject, refuse: Refuse): void {
  const resource = String(Resource);
  if (resource.endsWith('.waitForTaskToken')) return refuse('Resource .waitForTaskToken');
  if (functionArn.test(resource)) return;
  if (sdkResource.test(resource)) return refuseSdkResource(resource, refuse);
  if (!invoke.test(resource)) return refuse(`Resource ${resource} (Lambda functions run here, and actions of the SDK)`);
  const fields = isObject(Parameters) ? Object.keys(Parameters) : [];
  for (const field of fields) if (!served.includes(field)) refuse(`Parameters.${field} of lambda:invoke`);
  if (!fields.some((field) => /^FunctionName(\.\$)?$/.test(field))) refuse('lambda:invoke without FunctionName');
}
