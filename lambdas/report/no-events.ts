import { addDays } from '../shared/period';
import { counted } from '../shared/wording';
import type { Report } from './report';

/** Why a period may be without any event, in a sentence. */
export function whyNoEvent({ period, preceding, read }: Report, lateArrivalDays: number): string {
  const when = `from ${preceding.startDate} to ${addDays(period.endDate, lateArrivalDays)}`;
  if (read.days === undefined)
    return `No event at all arrived ${when}: nobody sent any, or they are delivered to another place.`;
  const { startDate, endDate } = read.days;
  return `No event is of this period: the ${counted(read.events, 'event')} that arrived ${when} ${read.events === 1 ? 'is' : 'are'} of other days, ${startDate === endDate ? startDate : `${startDate} to ${endDate}`}.`;
}
