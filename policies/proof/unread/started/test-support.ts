import { type AccessControl, AccessDenied, type Use } from '../../../../local/aws/shared/access-control';
import { standUp } from '../../../../local/aws/account';
import { SimulatedClock } from '../../../../local/aws/shared/clock';
import { assume } from '../../../../local/aws/shared/service-role';
import { temporaryFolder } from '../../../../local/test-support';
import { UserError } from '../../../../scripts/user-error';
import { type Need, principalName } from '../../../needs/need';
import { type Ask, asStack, proofOf } from '../row';

/**
 * The same by the way that `npm start` goes: the stack is stood up, or refused; each need is asked of the account as a call
 * of its principal, which is let in, or refused; and what no call shows, the check says that runs beside it, which is
 * `npm run policies` on the same stack.
 */
export const startedOf: Ask = async (blocks, needs = []) => {
  const { folder, remove } = temporaryFolder('started');
  try {
    const clock = new SimulatedClock(new Date('2026-11-01T08:00:00Z'));
    const account = await standUp({ ...asStack(blocks), folder }, { clock, folder });
    try {
      const refused = needs.flatMap((need) => asked(account.accessControl, need));
      const checked = (await proofOf(blocks, needs)).filter((line) => !line.startsWith('insufficient-access: '));
      return [...refused, ...checked];
    } finally {
      await account.close();
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message.split('\n').map((line) => `refused: ${line}`);
  } finally {
    remove();
  }
};

/** What the account refuses of it, in the words of the proof. */
function asked(access: AccessControl, need: Need): string[] {
  const { principal, action, resources, context = {}, via } = need;
  const use: Use = {
    principal,
    principalName: principalName(principal),
    action,
    resources,
    context: Object.fromEntries(
      Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
    ),
    ...(via === undefined ? {} : { via }),
    service: 'sdk',
  };
  try {
    if (action === 'sts:AssumeRole' && principal.kind === 'service') {
      for (const roleArn of resources) {
        assume(access, { roleArn, service: principal.service, accountId: access.access.accountId });
      }
    } else access.require(use);
    return [];
  } catch (error) {
    if (!(error instanceof AccessDenied)) throw error;
    const { resource, verdict } = error.refusal;
    const because = verdict.because === 'explicit deny' ? 'an explicit deny refuses it' : `${verdict.because} it`;
    return [`insufficient-access: ${action} on ${resource} is needed${via ? ` by way of ${via}` : ''}, and ${because}`];
  }
}
