import { type HttpRequest } from '../endpoint/protocols';
import { checkRequest } from '../requests/check';
import { AwsError } from '../shared/errors';
import { pageOf } from '../shared/pages';
import { type FunctionConfiguration } from './function';
import { blockOf, type ReadAccount } from './reads';
import { describeFunction } from './describe';
import { requestRules } from './requests';

/** "a maximum of 50 items in each response": https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
const PAGE = 50;

/** "To get the additional fields (State, …) use GetFunction." */
const LEFT_OUT = ['State', 'LastUpdateStatus'];

/** Every function at its latest version. @throws AwsError */
export function listFunctions(
  functions: readonly FunctionConfiguration[],
  { stack, created }: ReadAccount,
  { query }: HttpRequest,
): object {
  const MaxItems = query.get('MaxItems') ?? undefined;
  const asked = {
    ...Object.fromEntries(query),
    // What is no number is told as such.
    ...(MaxItems !== undefined && /^-?\d+$/.test(MaxItems) ? { MaxItems: Number(MaxItems) } : {}),
  };
  checkRequest(requestRules, 'ListFunctions', asked);
  const wrong = () => new AwsError('InvalidParameterValueException', 'Invalid Marker');
  const size = Math.min(PAGE, MaxItems === undefined ? PAGE : Number(MaxItems));
  const { items, next } = pageOf(functions, { size, token: query.get('Marker') ?? undefined, wrong });
  const told = items.map((one) =>
    Object.fromEntries(
      Object.entries(describeFunction(blockOf(stack, one), one, created)).filter(([name]) => !LEFT_OUT.includes(name)),
    ),
  );
  return { Functions: told, ...(next === undefined ? {} : { NextMarker: next }) };
}
