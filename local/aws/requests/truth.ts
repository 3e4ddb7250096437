import { type Truth } from '../truth';

/** What of a stack a request names. */
export interface Names {
  readonly accountId: string;
  readonly region: string;
  /** A rule that has a schedule and one target. */
  readonly rule: string;
  /** A schedule in a zone, which is its group's name, too. */
  readonly schedule: string;
  /** The function that it invokes. */
  readonly starterArn: string;
  readonly topicArn: string;
  readonly subscriptionArn: string;
  readonly functionName: string;
  /** A function that somebody was let in to. */
  readonly invocable: string;
  /** A function of which the stack says how it takes events. */
  readonly asynchronous: string;
  readonly machineArn: string;
  readonly stream: string;
  readonly workgroup: string;
  /** Of the catalog, with its table. */
  readonly database: string;
  readonly table: string;
}

/** A request, and what AWS answers to it. */
export interface RequestTruth extends Truth {
  /** By its name in all.ts. */
  readonly service:
    | 'events'
    | 'scheduler'
    | 'sns'
    | 'lambda'
    | 'stepFunctions'
    | 'firehose'
    | 'athena'
    | 'glue'
    | 'logs'
    | 'sqs'
    | 'cloudWatch'
    | 'sts';
  readonly operation: string;
  /** JSON; for SNS and STS the fields of a form; for Lambda and Scheduler what `rest` has not. */
  readonly input: object;
  readonly rest?: {
    readonly method: string;
    readonly path: string;
    readonly query?: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
  };
  /** What the answer holds, at least; of XML, a text that stands in it. */
  readonly answer?: object | string;
  readonly error?: {
    readonly code: string;
    readonly message?: string;
    readonly status?: number;
    readonly fields?: Readonly<Record<string, string>>;
  };
  /** Not served: what the refusal names. */
  readonly refused?: string;
}

const LOCALSTACK = 'localstack/localstack at 8b9a79f, tests/aws/services/';

/** A validated snapshot of that repository. */
export const recorded = (file: string): Truth['source'] => ({ recorded: `${LOCALSTACK}${file}` });
export const model = (shape: string): Truth['source'] => ({ model: shape });
