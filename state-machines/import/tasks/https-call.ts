import type { QueryLanguage } from '../../language/written/jsonata';
import { type Fields, isFields } from '../../../scripts/text/is-fields';
import type { Found } from '../found';
import { said } from '../read-by';
import { json, quoted, written } from '../states/write-template';
import type { WrittenTask } from './written-task';

/** A call of an HTTPS API: where its method, its endpoint and its connection are written out, since the right to it says them. */
export function writeHttpsCall(parameters: Fields, found: Found, language: QueryLanguage): WrittenTask | undefined {
  const { ApiEndpoint, Method, Authentication, ...rest } = parameters;
  const isWritten = ['ApiEndpoint', 'Method'].every((field) => said(parameters, field, language).as === 'written');
  if (!isWritten || !String(ApiEndpoint).startsWith('https://') || !isFields(Authentication)) return undefined;
  const { ConnectionArn, ...others } = Authentication;
  if (said(Authentication, 'ConnectionArn', language).as !== 'written' || Object.keys(others).length > 0)
    return undefined;
  const secret = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:connection';
  found.notes.add(`${secret}: made up; give the ARN of the connection's secret`);
  return {
    source: `httpInvoke<unknown>()(${written([
      ['connection', quoted(found.nameFor(String(ConnectionArn)))],
      ['secret', quoted(found.nameFor(secret))],
    ])}, ${written([
      ['method', json(Method)],
      ['endpoint', json(ApiEndpoint)],
    ])})`,
    parameters: rest,
    typeAt: () => 'string',
    imports: [['httpInvoke', 'services/http']],
    ofClient: 'call',
  };
}
