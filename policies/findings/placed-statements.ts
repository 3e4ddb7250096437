import { keptFor } from '../../scripts/kept';
import { type Access } from '../iam/access';
import { type Statement } from '../iam/document';

/** A statement with the principal or resource that it belongs to. */
export interface PlacedStatement {
  readonly kind: 'identity' | 'boundary' | 'trust' | 'resource';
  /** The role's or policy's name, or the resource's ARN. */
  readonly subject: string;
  readonly statement: Statement;
}

/**
 * Every statement of a stack, each once: managed policies as themselves, whoever holds them. A permissions boundary gives
 * nothing, it limits: it is of a kind of its own.
 */
export const placedStatements = keptFor((access: Access): readonly PlacedStatement[] => {
  const managed = new Set([...access.managedPolicies.values()].flatMap(({ statements }) => statements));
  const place = (kind: PlacedStatement['kind'], subject: string, statements: readonly Statement[]): PlacedStatement[] =>
    statements.map((statement) => ({ kind, subject, statement }));
  return [
    ...[...access.roles.values()].flatMap(({ name, statements, trust }) => [
      ...place(
        'identity',
        name,
        statements.filter((statement) => !managed.has(statement)),
      ),
      ...place('trust', name, trust),
    ]),
    ...[...access.managedPolicies.values()].flatMap(({ arn, statements }) =>
      place(access.boundaries.has(arn) ? 'boundary' : 'identity', arn.slice(arn.lastIndexOf('/') + 1), statements),
    ),
    ...[...access.resourcePolicies.values()].flatMap(({ arn, statements }) => place('resource', arn, statements)),
  ];
});

/** The services that any statement names, lower case. */
export const servicesNamed = (access: Access): Set<string> =>
  new Set(
    placedStatements(access).flatMap(({ statement }) =>
      statement.actions.patterns
        .map(({ text }) => text.split(':')[0]?.toLowerCase() ?? '')
        .filter((service) => service !== '' && !service.includes('*')),
    ),
  );

/** Where a problem with a statement stands, for a finding. */
export const at = ({ subject, statement }: PlacedStatement) => ({
  subject,
  statement: statement.ref,
  ...(statement.where ? { where: statement.where } : {}),
});
