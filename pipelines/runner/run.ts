import { type LogLine } from './act';
import { type LoggedJob, type RunningJob } from './jobs';

/** How a run of a workflow ended. */
export class Run {
  /** `prove.prove`, `plan[dev]`: in the order in which they ended. */
  readonly jobs: Record<string, 'success' | 'failure'> = {};
  readonly lines: LogLine[] = [];
  /** By job, what its steps wrote for the run's page. */
  readonly summaries: Record<string, string> = {};
  /** By job, what its steps printed. */
  readonly printed: Record<string, string> = {};
  /** The jobs that installed packages, and how many. */
  installs: readonly { readonly job: string; readonly packages: number }[] = [];
  /** The job that a line was of last. */
  job: RunningJob | undefined;
  code = -1;
  /** By job, when its first and its last line were written, in milliseconds. */
  readonly spans: Record<string, readonly [from: number, to: number]> = {};

  constructor(private readonly jobOf: (logged: LoggedJob) => RunningJob) {}

  hear(line: LogLine): void {
    this.lines.push(line);
    if (line.job === undefined || line.jobID === undefined) return;
    const job = this.jobOf({ job: line.job, jobID: line.jobID, ...(line.matrix ? { matrix: line.matrix } : {}) });
    const at = Date.parse(line.time ?? '');
    if (!Number.isNaN(at)) this.spans[job.name] = [this.spans[job.name]?.[0] ?? at, at];
    if (line.jobResult !== undefined) this.jobs[job.name] = line.jobResult;
    else this.job = job;
    if (line.command === 'summary') this.summaries[job.name] = (this.summaries[job.name] ?? '') + (line.content ?? '');
    if (line.raw_output) this.printed[job.name] = (this.printed[job.name] ?? '') + line.msg;
  }

  /** As a person reads it. */
  get log(): string {
    return this.lines.map(({ job = '', msg }) => `${job.trimEnd()}: ${msg.trimEnd()}\n`).join('');
  }
}
