import { scheduler } from '../../../catalog/services/scheduler';
import { type CloudWatchService } from '../cloudwatch/cloudwatch';
import { Reporter } from '../cloudwatch/reports';
import { type LambdaService } from '../lambda/lambda';
import { type LocalService } from '../service';
import { type SqsService } from '../sqs/sqs';
import { keptMoments } from './kept-moments';
import { schedulerWire } from './requests';
import { SchedulerService } from './scheduler';

/** Targets, and where it reports to. */
interface Needs {
  readonly lambda: LambdaService;
  readonly sqs: SqsService;
  readonly cloudWatch: CloudWatchService;
}

export const schedulerService: LocalService<SchedulerService, Needs> = {
  service: scheduler,
  stands: ['aws_scheduler_schedule', 'aws_scheduler_schedule_group'],
  refuses: [
    'When the stack is stood up: `rate(…)`, `at(…)` and a flexible window; a cron in a form that AWS’s page does not speak of (`LW`, steps through a range); a zone that the Time Zone Database does not have.',
    'A cron that falls on a time which its zone’s clock shows twice: Scheduler runs once then, and AWS’s page does not say when.',
    'A target that is no function, a version or alias of one, and a target without `input`; a keyword in it that AWS’s page does not have.',
  ],
  otherwise: [
    "A schedule fires on the account's clock, once: AWS delivers at least once, and within a minute of a cron's time.",
    'Summer time begins and ends as this machine’s Node.js has it: `node -p process.versions.tz`.',
    'A refusal is not tried again: AWS’s page does not say which failures are.',
  ],
  needs: { lambda: true, sqs: true, cloudWatch: true },
  standUp({ stack, access, clock }, { cloudWatch, ...targets }) {
    const value = new SchedulerService({ stack, access, clock, ...targets });
    const reporter = new Reporter(cloudWatch);
    value.onInvocation((invocation) => reporter.scheduled(invocation));
    return { value, wire: schedulerWire(value, stack), stop: () => value.close(), keep: () => keptMoments(value) };
  },
};
