import { sts } from '../../../catalog/services/sts';
import { queryService } from '../endpoint/protocols';
import { checkedForms } from '../requests/checked-forms';
import { type LocalService } from '../service';
import { callerArn } from '../shared/access-control';
import { type Call } from '../shared/call';
import { userIdOf } from '../shared/unique-id';

const rules = { service: 'sts', code: 'ValidationError', served: { GetCallerIdentity: [] } };

/** Who asks. Roles are not taken on by this way: services do it, by their trust policies. */
export const stsService: LocalService<undefined> = {
  service: sts,
  holds: 'nothing',
  stands: [],
  refuses: ['AssumeRole: `npm start -- --serve` prints credentials.'],
  otherwise: ["A role's session is named after the role; ids of users and roles are drawn from their names."],
  needs: {},
  standUp: ({ stack }) => ({
    value: undefined,
    wire: queryService(
      'https://sts.amazonaws.com/doc/2011-06-15/',
      checkedForms(rules, {
        // "No permissions are required", nor does a denial keep anybody from it:
        // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
        GetCallerIdentity: (_input: object, { principal }: Call) => ({
          Arn: callerArn(principal),
          UserId: userIdOf(principal),
          Account: stack.accountId,
        }),
      }),
    ),
  }),
};
