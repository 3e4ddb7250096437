import { type Check } from '../findings/finding';
import { absentKey } from './absent-key';
import { bucketProtection } from './bucket-protection';
import { confusedDeputy } from './confused-deputy';
import { encryptionAtRest } from './encryption-at-rest';
import { logRetention } from './log-retention';
import { literalWildcard } from './literal-wildcard';
import { openPrincipal } from './open-principal';
import { passRole } from './pass-role';
import { plainTransport } from './plain-transport';
import { policySize } from './policy-size';
import { privilegeEscalation } from './privilege-escalation';
import { sharedRole } from './shared-role';
import { silentAlarm } from './silent-alarm';
import { unknownAction } from './unknown-action';
import { unknownConditionKey } from './unknown-condition-key';
import { unknownResourceType } from './unknown-resource-type';
import { unknownVariable } from './unknown-variable';
import { voidDeny } from './void-deny';
import { webIdentity } from './web-identity';
import { wildcardAction } from './wildcard-action';
import { wildcardArn } from './wildcard-arn';
import { wildcardResource } from './wildcard-resource';
import { wrongResourceType } from './wrong-resource-type';

/** Every rule, in the order of reports. */
export const allChecks: readonly Check[] = [
  openPrincipal,
  webIdentity,
  privilegeEscalation,
  passRole,
  confusedDeputy,
  wildcardAction,
  wildcardResource,
  wildcardArn,
  sharedRole,
  unknownAction,
  wrongResourceType,
  unknownConditionKey,
  unknownVariable,
  literalWildcard,
  absentKey,
  voidDeny,
  bucketProtection,
  encryptionAtRest,
  plainTransport,
  logRetention,
  silentAlarm,
  policySize,
  unknownResourceType,
];
