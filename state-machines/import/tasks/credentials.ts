import type { QueryLanguage } from '../../language/written/jsonata';
import { isExpression } from '../../../scripts/text/jsonata-expression';
import type { Found } from '../found';
import { fieldsOf, only, textOf } from '../refusal';
import { writeExpression } from '../states/write-expression';
import { quoted, written } from '../states/write-template';

/** Of a role that is known when the machine runs. */
const SOME_ROLE = 'arn:aws:iam::123456789012:role/role';

/** The role as which a Task runs. */
export function writeCredentials(
  value: unknown,
  where: string,
  found: Found,
  language: QueryLanguage,
): string | undefined {
  if (value === undefined) return undefined;
  const given = only(fieldsOf(value, where), language === 'JSONPath' ? ['RoleArn', 'RoleArn.$'] : ['RoleArn'], where);
  const path = given['RoleArn.$'];
  const role = textOf(path ?? given['RoleArn'], where);
  if (path === undefined && !(language === 'JSONata' && isExpression(role)))
    return written([['roleArn', quoted(found.nameFor(role))]]);
  found.notes.add(`${SOME_ROLE}: which role is assumed is known when it runs; name those that may be, with their ARNs`);
  return written([
    ['roleArn', path === undefined ? `assume<string>(${quoted(role)})` : writeExpression(role, where, 'string')],
    ['roles', `[${quoted(found.nameFor(SOME_ROLE))}]`],
  ]);
}
