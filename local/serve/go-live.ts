import { type Account } from '../aws/account';
import { type ReleasableClock } from '../aws/shared/releasable-clock';
import { dayLength } from '../events/period';
import { cronsOf } from '../start/running/crons';
import { firesBy } from '../start/running/fires';
import { counted, duration, moment } from '../../scripts/text/words';

/** From now on time is real, and what was held is as the stack has it. @returns what is to be known of the clock */
export function goLive(account: Account, clock: ReleasableClock): string[] {
  for (const { cron } of cronsOf(account.stack)) {
    const fires = firesBy(account, cron);
    if (cron.enabled) fires.enable();
    else fires.disable();
  }
  for (const alarm of account.cloudWatch.calendarAlarms()) account.cloudWatch.resume(alarm);
  return clockTold(account, clock.release());
}

const minute = 60_000;

const longDuration = (milliseconds: number): string =>
  milliseconds < 2 * dayLength ? duration(milliseconds) : counted(Math.round(milliseconds / dayLength), 'day');

/** @param shift milliseconds that the account's clock is ahead of this machine's */
export function clockTold({ clock }: Account, shift: number): string[] {
  if (Math.abs(shift) < minute) return [];
  const where = shift < 0 ? 'behind' : 'ahead of';
  return [
    `It is ${moment(clock.now())} in the account, ${longDuration(Math.abs(shift))} ${where} this machine's clock, and goes on from there.`,
  ];
}
