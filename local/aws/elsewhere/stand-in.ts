import { fromAwsJson, toAwsJson } from '../endpoint/json';
import { type HttpRequest } from '../endpoint/protocols';
import { type Answer } from '../endpoint/wire-error';

/** What the SDK's client hands back, but for what it says of the answer itself. */
export type Answered<Output> = Omit<Output, '$metadata'>;

/**
 * Answers in place of a service, by operation, each with the types of the SDK's client. Bytes of the input are in base64. An
 * error is an AwsError (local/aws/shared/errors.ts), with the service's own code.
 */
export type StandIn = Readonly<Record<string, (input: never) => object | Promise<object>>>;

/** By the name that requests are signed for. */
export type StandIns = Readonly<Record<string, StandIn>>;

/** In AWS JSON, which is what the client of such a service reads. */
export async function answerBy(standIn: StandIn, operation: string, { body }: HttpRequest): Promise<Answer> {
  const answers = standIn[operation] as (input: object) => object | Promise<object>;
  const output = await answers(fromAwsJson(body.whole));
  return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: toAwsJson(output) };
}
