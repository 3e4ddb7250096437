import { type Clock } from '../shared/clock';
import { type QueryFailure } from './query-failure';
import { type QueryResult } from './run-query';
import { type StatementKind } from './statement-kind';
import { effectiveEngine, encryptionOf, type ObjectLocation, type Workgroup } from './workgroup';

export type QueryState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

export interface QueryDescription {
  readonly id: string;
  readonly kind: StatementKind;
  /** As it was asked, before parameters took their places. */
  readonly query: string;
  readonly parameters: readonly string[];
  readonly database?: string;
  readonly catalog?: string;
  readonly workgroup: Workgroup;
  /** Who asked: AWS tells it in CloudTrail, and not here. */
  readonly by: string;
  readonly output: ObjectLocation;
}

/**
 * Athena queues and plans for longer than a query on this machine takes, so a question that is asked at once must hear
 * RUNNING here too, or the poll loop would never be seen. Milliseconds on the account's clock.
 */
const leastDuration = 250;
/** Real milliseconds that a question waits for a query which compressed time has overtaken. */
const longestWait = 20_000;

/** By the error's name: aoyagikouhei/athena-local at 0170694, src/failure.rs, measured on AWS. */
const errorTypes: Readonly<Record<string, number>> = {
  DIVISION_BY_ZERO: 1001,
  TYPE_MISMATCH: 1002,
  COLUMN_NOT_FOUND: 1006,
  CATALOG_NOT_FOUND: 1006,
  INVALID_CAST_ARGUMENT: 1100,
  NUMERIC_VALUE_OUT_OF_RANGE: 1100,
  INVALID_PARAMETER_USAGE: 1100,
  INVALID_FUNCTION_ARGUMENT: 1106,
  NOT_SUPPORTED: 1200,
  TABLE_NOT_FOUND: 1301,
  SCHEMA_NOT_FOUND: 1301,
  FUNCTION_NOT_FOUND: 1303,
};

/** Nothing where none was recorded. */
function errorType(reason = ''): { readonly ErrorType?: number } {
  const type = errorTypes[/^[A-Z_]+(?=: )/.exec(reason)?.[0] ?? ''];
  return type === undefined ? {} : { ErrorType: type };
}

/** A query that has ended. */
export interface PastQuery {
  readonly submitted: Date;
  readonly end: { readonly state: QueryState; readonly reason?: string; readonly at: Date };
  readonly bytesScanned: number;
  readonly engineMillis: number;
  readonly result: QueryResult | undefined;
}

/** One query from its start to its end. */
export class QueryExecution {
  readonly submitted: Date;
  result: QueryResult | undefined;
  #end: PastQuery['end'] | undefined;
  #bytesScanned = 0;
  #engineMillis = 0;
  #interrupt: () => void = () => undefined;
  #finished: Promise<void> = Promise.resolve();

  constructor(
    readonly description: QueryDescription,
    private readonly clock: Clock,
    past?: PastQuery,
  ) {
    this.submitted = past?.submitted ?? clock.now();
    if (!past) return;
    this.#end = past.end;
    this.result = past.result;
    this.#bytesScanned = past.bytesScanned;
    this.#engineMillis = past.engineMillis;
  }

  /** How it ended, with all that is told of it; undefined until then. */
  get past(): PastQuery | undefined {
    const { submitted, result } = this;
    const [bytesScanned, engineMillis] = [this.#bytesScanned, this.#engineMillis];
    return this.#end && { submitted, end: this.#end, bytesScanned, engineMillis, result };
  }

  /** @param run works until the results are written; rejects with what ends the query early */
  start(run: () => Promise<QueryResult>, failureOf: (error: unknown) => QueryFailure): void {
    const start = performance.now();
    this.#finished = run().then(
      (result) => {
        this.#engineMillis = Math.max(1, Math.round(performance.now() - start));
        this.result = result;
        this.#bytesScanned = result.bytesScanned;
        this.#finish('SUCCEEDED');
      },
      (error: unknown) => {
        this.#engineMillis = Math.max(1, Math.round(performance.now() - start));
        const { state, message, bytesScanned } = failureOf(error);
        this.#bytesScanned = bytesScanned;
        this.#finish(state, message);
      },
    );
  }

  onStart(interrupt: () => void): void {
    this.#interrupt = interrupt;
    if (this.#end) interrupt();
  }

  /** No effect on a query that has ended. */
  cancel(): void {
    if (this.#end) return;
    this.#finish('CANCELLED', 'Query cancelled by user');
    this.#interrupt();
  }

  /** Returns when the query's work is over. */
  finished(): Promise<void> {
    return this.#finished;
  }

  /** Returns when the query's work is over. @returns from when on it is told to have ended */
  async ended(): Promise<Date> {
    await this.#finished;
    const at = this.#end?.at.getTime() ?? 0;
    return new Date(this.state === 'CANCELLED' ? at : Math.max(at, this.submitted.getTime() + leastDuration));
  }

  /**
   * Returns at once while AWS would still be at it. Later, where waits pass faster than the query does, returns when it
   * has ended, lest a poll loop runs out its hour in a second.
   */
  async settle(): Promise<void> {
    if (this.#end || this.#isEarly() || !this.clock.compressed) return;
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      this.#finished,
      new Promise<void>((resolve) => {
        timer = setTimeout(resolve, longestWait);
      }),
    ]);
    clearTimeout(timer);
  }

  /** How it ended, even while AWS would still be at it; undefined until then. */
  get ending(): { readonly state: QueryState; readonly bytesScanned: number } | undefined {
    return this.#end && { state: this.#end.state, bytesScanned: this.#bytesScanned };
  }

  get state(): QueryState {
    if (this.#end?.state === 'CANCELLED') return 'CANCELLED';
    return this.#end && !this.#isEarly() ? this.#end.state : 'RUNNING';
  }

  /**
   * https://docs.aws.amazon.com/athena/latest/APIReference/API_QueryExecution.html; what of it is told was recorded by
   * radkawar/stackd at 9dc356f, testdata/aws/athena/application_verified.json.
   */
  describe() {
    const { description, state } = this;
    const end = state === 'RUNNING' ? undefined : this.#end;
    return {
      QueryExecutionId: description.id,
      Query: description.query,
      ...(description.parameters.length > 0 ? { ExecutionParameters: description.parameters } : {}),
      StatementType: description.kind.StatementType,
      SubstatementType: description.kind.SubstatementType,
      WorkGroup: description.workgroup.name,
      EngineVersion: {
        SelectedEngineVersion: description.workgroup.engine,
        EffectiveEngineVersion: effectiveEngine,
      },
      QueryExecutionContext: { Database: description.database, Catalog: description.catalog },
      ResultConfiguration: {
        OutputLocation: `s3://${description.output.bucket}/${description.output.key}`,
        ...(description.workgroup.enforced ? encryptionOf(description.workgroup) : {}),
      },
      ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: false } },
      Status: {
        State: state,
        SubmissionDateTime: this.submitted,
        ...(end ? { CompletionDateTime: end.at } : {}),
        ...(end?.reason === undefined ? {} : { StateChangeReason: end.reason }),
        ...(end?.state === 'FAILED'
          ? { AthenaError: { ErrorCategory: 2, ...errorType(end.reason), Retryable: false, ErrorMessage: end.reason } }
          : {}),
      },
      Statistics: {
        DataScannedInBytes: end ? this.#bytesScanned : 0,
        EngineExecutionTimeInMillis: end ? this.#engineMillis : 0,
        TotalExecutionTimeInMillis: end ? this.#engineMillis : 0,
        QueryQueueTimeInMillis: 0,
        ServicePreProcessingTimeInMillis: 0,
        // Of one that ended well alone, as recorded.
        ...(end?.state === 'SUCCEEDED' ? { QueryPlanningTimeInMillis: 0 } : {}),
        ServiceProcessingTimeInMillis: 0,
        ResultReuseInformation: { ReusedPreviousResult: false },
      },
    };
  }

  #isEarly(): boolean {
    return this.clock.now().getTime() - this.submitted.getTime() < leastDuration;
  }

  #finish(state: QueryState, reason?: string): void {
    if (this.#end) return;
    const at = new Date(Math.max(this.clock.now().getTime(), this.submitted.getTime() + this.#engineMillis));
    this.#end = { state, at, ...(reason === undefined ? {} : { reason }) };
  }
}
