import { isFields } from '../../../../scripts/text/is-fields';
import { type AslObject, statesOf } from '../interpreter/machine';
import { isExpression } from '../../../../scripts/text/jsonata-expression';
import { type Language, type Refuse } from './fields';

const takes = { JSONPath: ['RoleArn', 'RoleArn.$'], JSONata: ['RoleArn'] };

/** A Task's `Credentials`. Words of AWS recorded: test_credentials_base.py test_invalid_credentials_field. */
export function refuseCredentials(state: AslObject, language: Language, refuse: Refuse): void {
  const { Credentials: given, InputPath } = state;
  if (given === undefined) return;
  if (!isFields(given)) return refuse(`Credentials ${JSON.stringify(given)} (an object with a RoleArn)`);
  for (const name of Object.keys(given)) if (!takes[language].includes(name)) refuse(`Credentials.${name}`);
  const { RoleArn: written, 'RoleArn.$': read } = given;
  if (written === undefined && read === undefined) {
    return refuse("Credentials (The field 'RoleArn' is required but was missing)");
  }
  if (written !== undefined && (typeof written !== 'string' || read !== undefined)) {
    refuse(`Credentials ${JSON.stringify(given)} (one RoleArn, a text)`);
  }
  if (read !== undefined && InputPath !== undefined && InputPath !== '$') {
    refuse('Credentials with a path beside an InputPath (whether it is read before or after that is not known)');
  }
}

/**
 * Roles of other accounts that a machine's tasks name: there is one account here.
 * @returns a line for each
 */
export function rolesElsewhere(definition: AslObject, machineArn: string): string[] {
  const account = machineArn.split(':')[4];
  return statesOf(definition).flatMap(({ Credentials }) => {
    const roleArn = isFields(Credentials) ? Credentials['RoleArn'] : undefined;
    if (typeof roleArn !== 'string') return [];
    const isHere = roleArn.split(':')[4] === account;
    if (isHere || isExpression(roleArn)) return [];
    return [`Credentials.RoleArn ${roleArn} (a role of this account, ${account})`];
  });
}
