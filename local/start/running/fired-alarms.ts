import { type ReportOutcome } from './report-run';
import { moment } from '../../../scripts/text/words';

/** Each alarm that went off, in words, and whether it still is in alarm. */
export function firedAlarms({ account: { cloudWatch } }: Pick<ReportOutcome, 'account'>): string[] {
  const states = new Map(cloudWatch.alarms().map(({ configuration, state }) => [configuration.name, state]));
  return cloudWatch.history
    .filter(({ to }) => to === 'ALARM')
    .map(({ alarm, at }) => {
      const now = states.get(alarm.name) === 'ALARM' ? ', and still is on' : '';
      return `${alarm.name} at ${moment(at)}${now}`;
    });
}
