import { isFields } from '../../../scripts/text/is-fields';
import { type Credentials, isReadRole } from '../written/credentials';
import type { QueryLanguage } from '../written/jsonata';

const KNOWN: Readonly<Record<keyof Credentials, true>> = { roleArn: true, roles: true };

const OF_OTHER: Readonly<Record<QueryLanguage, RegExp>> = { JSONPath: /^\{%/, JSONata: /^\$(?!\{)/ };

/** What is wrong with a Task's credentials, but for the path or the expression that reads its role. */
export function credentialsProblems(credentials: unknown, language: QueryLanguage): string[] {
  if (credentials === undefined) return [];
  if (!isFields(credentials)) return ['credentials must be an object: { roleArn }'];
  const { roleArn, roles } = credentials;
  const unknown = Object.keys(credentials).filter((field) => !Object.hasOwn(KNOWN, field));
  return [
    ...unknown.map((field) => `credentials take no '${field}'`),
    ...(roleArn === undefined || roleArn === ''
      ? ['credentials need the name of a role, or what reads it (roleArn)']
      : []),
    ...(typeof roleArn === 'string' && OF_OTHER[language].test(roleArn)
      ? [`credentials: '${roleArn}' does not read a role in ${language}`]
      : []),
    ...(roleArn !== undefined && isReadRole(roleArn) === Array.isArray(roles)
      ? []
      : [
          isReadRole(roleArn)
            ? 'credentials: a role that is read when the machine runs is one of some: name them (roles)'
            : 'credentials: roles are for one that is read when the machine runs',
        ]),
  ];
}
