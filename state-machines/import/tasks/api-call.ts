import type { QueryLanguage } from '../../language/written/jsonata';
import type { Fields } from '../../../scripts/text/is-fields';
import type { Found } from '../found';
import { said } from '../read-by';
import { json, written } from '../states/write-template';
import { ACCOUNT, anyFieldsIn } from './resource-actions';
import { namesOwnErrors } from './own-errors';
import { onResource, within, type WrittenTask } from './written-task';

/** A call of an API of API Gateway: what the right to it says stands beside its name, and must be written out. */
export function writeApiCall(
  parameters: Fields,
  clauses: readonly unknown[],
  found: Found,
  language: QueryLanguage,
): WrittenTask | undefined {
  const { ApiEndpoint, Method, Stage, Path, AuthType, ...rest } = parameters;
  const [endpoint, method, stage, path, authType] = ['ApiEndpoint', 'Method', 'Stage', 'Path', 'AuthType'].map(
    (field) => said(parameters, field, language).as,
  );
  if (method !== 'written' || stage === 'read' || authType === 'read' || !namesOwnErrors(clauses, 'ApiGateway'))
    return undefined;
  const isRead = path === 'read' && language === 'JSONata';
  const call = written([
    ['method', json(Method)],
    ['stage', json(Stage)],
    ['path', isRead ? undefined : json(Path)],
    ['authType', json(AuthType)],
  ]);
  const [, api, region] = /^([a-z0-9]+)\.execute-api\.([a-z0-9-]+)\.amazonaws\.com$/.exec(String(ApiEndpoint)) ?? [];
  const arn =
    endpoint === 'written' && api !== undefined
      ? `arn:aws:execute-api:${region}:123456789012:${api}`
      : `arn:aws:execute-api:${ACCOUNT}:api`;
  const given = { ...(api === undefined ? { ApiEndpoint } : {}), ...(isRead ? { Path } : {}), ...rest };
  found.notes.add(`${arn}: made up in part; give the execution ARN of the API that is called`);
  const task = onResource('apigatewayInvoke<unknown>()', 'services/api-gateway', arn, given, found, call);
  return {
    ...(api === undefined ? within('saidBy("ApiEndpoint", ', 'written/said-by', task) : task),
    typeAt: anyFieldsIn('RequestBody'),
  };
}
