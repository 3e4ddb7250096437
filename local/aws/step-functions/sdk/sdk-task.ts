import { serviceOfTask } from '../../../../catalog/sdk-name';
import { refusal } from '../interpreter/failure';
import { ClientPackage } from './client-of';
import { fromClient } from './from-client';
import { sdkFailure } from './sdk-failure';
import { type SendCommand } from './send';
import { namesIn, NotTaken, toClient } from './to-client';

export const sdkResource = /^arn:aws[^:]*:states:::aws-sdk:([a-z0-9]+):([a-z][A-Za-z0-9]*)$/;

/**
 * Runs a Task on any action of a service.
 * @throws StateFailure named as Step Functions names it; one that nothing catches for what is not known of AWS
 */
export async function sdkTask(send: SendCommand, resource: string, input: unknown): Promise<unknown> {
  const [, name = '', action = ''] = sdkResource.exec(resource) ?? [];
  const operation = operationOf(action);
  const service = serviceOfTask(name);
  const client = service && (await ClientPackage.load(service));
  const schemas = client?.operation(operation);
  if (!service?.taskErrors || !client || !schemas) throw refusal(`${resource} has no action that is known here`);
  try {
    const given = withDefaults(schemas.input, toClient(schemas.input, input ?? {}) as Record<string, unknown>);
    const { output } = await send(service, client, operation, given).catch((error: unknown) => {
      throw sdkFailure(error, service.taskErrors ?? '', client);
    });
    return (await fromClient(schemas.output, output)) ?? {};
  } catch (error) {
    throw error instanceof NotTaken ? refusal(`${resource}: ${error.message}`) : error;
  }
}

export const operationOf = (action: string): string => `${action.charAt(0).toUpperCase()}${action.slice(1)}`;

/** What the SDK for Java says of a text that it streams: recorded, test_s3_put_object. */
function withDefaults(schema: Parameters<typeof namesIn>[0], input: Record<string, unknown>): Record<string, unknown> {
  const streams = [...schema.structIterator()].some(([name, member]) => member.isStreaming() && name in input);
  const isTyped = input['ContentType'] !== undefined || !namesIn(schema).has('ContentType');
  return streams && !isTyped ? { ...input, ContentType: 'text/plain; charset=UTF-8' } : input;
}
