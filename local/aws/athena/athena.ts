import { randomUUID } from 'node:crypto';
import { blocksOfType, text } from '../../../terraform/query';
import { type Stack } from '../../../terraform/stack';
import { type AccessControl, nameOf } from '../shared/access-control';
import { NotInLocalRun } from './trino/errors';
import { describeWorkgroup } from './describe-workgroup';
import { type PastQuery, type QueryDescription, QueryExecution } from './query-execution';
import { QueryFailure } from './query-failure';
import { QueryRights } from './query-rights';
import { Engines } from './engine/engines';
import { comparedOf, readToken } from './engine/request-token';
import { checkMaxResults, pageOf, toFile } from './results';
import { type QueryResult, runQuery } from './run-query';
import { contentTypeOf, select } from './statement-kind';
import { outputOf, readWorkgroups, type Workgroup } from './workgroup';
import { type Call, type Operation } from '../shared/call';
import { type Clock } from '../shared/clock';
import { glueTables, type GlueTable } from '../glue/glue-table';
import { type Catalog } from './metadata/form';
import { runMetadata } from './metadata/run-metadata';
import { readMetadata } from './metadata/statement';
import { withParameters } from './engine/parameters';
import { invalidRequest, parseStatement, refused, withoutEnd } from './engine/statement';
import { type ObjectStore } from '../s3/object-store';

export interface AthenaOptions {
  readonly stack: Stack;
  readonly access: AccessControl;
  readonly clock: Clock;
  readonly store: ObjectStore;
  /** For what queries spill; removed with each query. */
  readonly folder: string;
  /** Per query, in DuckDB's words; 2GB when absent. */
  readonly memoryLimit?: string;
  /** Hears of each query when its work is over. */
  readonly onQuery?: (execution: QueryExecution) => void;
}

/** https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html */
const queryLimit = 262_144;

/** The query that a token started, and what was asked. */
export interface TokenUse {
  readonly id: string;
  readonly request: string;
}

/** Athena's queries of the stack's Glue tables, on DuckDB. */
export class AthenaService {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly #workgroups: ReadonlyMap<string, Workgroup>;
  readonly #tables: readonly GlueTable[];
  readonly #databases: readonly string[];
  readonly #executions = new Map<string, QueryExecution>();
  /** Asked for, and not yet an execution. */
  readonly #starting = new Set<Promise<string>>();
  readonly #tokens = new Map<string, TokenUse>();
  readonly #engines: Engines;

  constructor(private readonly options: AthenaOptions) {
    const { store, folder, memoryLimit = '2GB' } = options;
    this.#engines = new Engines({ store: store.folder, folder, memoryLimit });
    this.#workgroups = readWorkgroups(options.stack);
    this.#tables = glueTables(options.stack);
    this.#databases = blocksOfType(options.stack, 'aws_glue_catalog_database').map((block) =>
      text(block, 'name').toLowerCase(),
    );
    this.operations = {
      StartQueryExecution: async (input, call) => {
        const started = this.#start(input, call);
        this.#starting.add(started);
        return { QueryExecutionId: await started.finally(() => this.#starting.delete(started)) };
      },
      GetQueryExecution: async ({ QueryExecutionId }, call) => {
        const execution = this.#execution(QueryExecutionId, call, 'athena:GetQueryExecution');
        await execution.settle();
        return { QueryExecution: execution.describe() };
      },
      BatchGetQueryExecution: async ({ QueryExecutionIds }, call) => {
        const ids = Array.isArray(QueryExecutionIds) ? (QueryExecutionIds as unknown[]) : [];
        const found = ids.filter((id) => this.#executions.has(String(id)));
        return {
          QueryExecutions: found.map((id) => this.#execution(id, call, 'athena:BatchGetQueryExecution').describe()),
          UnprocessedQueryExecutionIds: ids
            .filter((id) => !found.includes(id))
            .map((QueryExecutionId) => ({
              QueryExecutionId,
              ErrorCode: 'INVALID_INPUT',
              ErrorMessage: notFound(QueryExecutionId),
            })),
        };
      },
      ListQueryExecutions: async ({ WorkGroup }, call) => {
        const workgroup = this.#workgroup(WorkGroup);
        call.require('athena:ListQueryExecutions', workgroup.arn);
        const own = [...this.#executions.values()].filter(({ description }) => description.workgroup === workgroup);
        return { QueryExecutionIds: own.map(({ description }) => description.id).reverse() };
      },
      GetQueryResults: async ({ QueryExecutionId, MaxResults, NextToken }, call) => {
        const execution = this.#execution(QueryExecutionId, call, 'athena:GetQueryResults');
        const { output, kind } = execution.description;
        checkMaxResults(MaxResults);
        const result = resultOf(execution);
        new QueryRights(options.access, options.stack, call.principal).readResult(output);
        if (!options.store.head(output.bucket, output.key)) {
          throw refused(`the result at s3://${output.bucket}/${output.key}, which is not there any more`);
        }
        return pageOf(kind, result, MaxResults, NextToken);
      },
      StopQueryExecution: async ({ QueryExecutionId }, call) => {
        this.#execution(QueryExecutionId, call, 'athena:StopQueryExecution').cancel();
        return {};
      },
      GetWorkGroup: async ({ WorkGroup }, call) => {
        const workgroup = this.#workgroup(WorkGroup);
        call.require('athena:GetWorkGroup', workgroup.arn);
        return { WorkGroup: describeWorkgroup(workgroup) };
      },
    };
  }

  /** In the order in which they were submitted. */
  executions(): QueryExecution[] {
    return [...this.#executions.values()];
  }

  /** Returns when the query's work is over. @returns from when on it is told to have ended; undefined for no query */
  async ended(id: string): Promise<Date | undefined> {
    return this.#executions.get(id)?.ended();
  }

  /** The requests that may come again, by their tokens. */
  get tokens(): ReadonlyMap<string, TokenUse> {
    return this.#tokens;
  }

  /** Takes over a query from before the account stood. @param workgroup its name */
  restore(description: Omit<QueryDescription, 'workgroup'>, workgroup: string, past: PastQuery): void {
    const known = this.#workgroups.get(workgroup);
    if (!known) {
      throw new Error(
        `the workgroup ${workgroup} is not in the stack any more, and ran ${description.id}: put it back, or give another folder`,
      );
    }
    const whole = { ...description, workgroup: known };
    this.#executions.set(description.id, new QueryExecution(whole, this.options.clock, past));
  }

  restoreToken(token: string, use: TokenUse): void {
    this.#tokens.set(token, use);
  }

  /** Stops what runs, and returns when nothing does. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#starting);
    for (const execution of this.#executions.values()) {
      execution.cancel();
      await execution.finished();
    }
    this.#engines.close();
  }

  async #start(input: Record<string, unknown>, call: Call): Promise<string> {
    const { access, clock, stack, store, onQuery } = this.options;
    const workgroup = this.#workgroup(input['WorkGroup']);
    call.require('athena:StartQueryExecution', workgroup.arn);
    if (!workgroup.enabled) {
      // In words recorded by radkawar/stackd at 9dc356f, testdata/aws/athena/application_verified.json.
      throw invalidRequest(`WorkGroup ${workgroup.name} is disabled.`, 'INVALID_INPUT');
    }
    const query = String(input['QueryString'] ?? '');
    if (query === '' || Buffer.byteLength(query) > queryLimit) {
      throw invalidRequest(`QueryString must have 1 to ${queryLimit} bytes.`);
    }
    const token = readToken(input['ClientRequestToken']);
    const parameters = Array.isArray(input['ExecutionParameters']) ? input['ExecutionParameters'].map(String) : [];
    const context = (input['QueryExecutionContext'] ?? {}) as { Database?: string; Catalog?: string };
    const id = randomUUID();
    const sql = withParameters(query, parameters);
    const metadata = readMetadata(sql);
    if (metadata && parameters.length > 0) throw refused('execution parameters of SHOW and DESCRIBE');
    const kind = metadata?.kind ?? select;
    const output = outputOf(workgroup, input['ResultConfiguration'], id, kind);
    const statement = metadata ?? (await parseStatement(sql));
    // From here on nothing gives way to other calls: a repeat that comes meanwhile must find its token taken.
    const request = comparedOf(input);
    const repeated = this.#repeated(token, request);
    if (repeated !== undefined) return repeated;
    if (token !== undefined) this.#tokens.set(token, { id, request });
    try {
      const rights = new QueryRights(access, stack, call.principal, ...(metadata ? [deniedMetadata] : []));
      const database = context.Database === undefined ? {} : { database: context.Database };
      const catalog: Catalog = { ...database, databases: this.#databases, tables: this.#tables, rights };
      metadata?.check?.(catalog);
      rights.locateOutput(output);
      const execution = new QueryExecution(
        {
          id,
          kind,
          query: withoutEnd(query),
          parameters,
          workgroup,
          by: nameOf(call.principal),
          output,
          ...database,
          ...(context.Catalog === undefined ? {} : { catalog: context.Catalog.toLowerCase() }),
        },
        clock,
      );
      this.#executions.set(id, execution);
      const run = async () => {
        const result = await answer();
        rights.writeResult(output);
        const contentType = contentTypeOf(kind, withoutEnd(sql));
        await store.put(output.bucket, output.key, toFile(kind, result), {
          contentType,
          lastModified: clock.now(),
        });
        // Athena's own is binary and undocumented; what it tells is the same.
        await store.put(output.bucket, `${output.key}.metadata`, Buffer.from(JSON.stringify(result.columns)), {
          contentType,
          lastModified: clock.now(),
        });
        return result;
      };
      const answer = async (): Promise<QueryResult> => {
        if ('rows' in statement) return runMetadata(statement, catalog);
        return runQuery({
          statement,
          ...database,
          workgroup,
          rights,
          tables: this.#tables,
          store,
          now: clock.now(),
          engines: this.#engines,
          onStart: (interrupt) => execution.onStart(interrupt),
        });
      };
      execution.start(run, failureOf);
      if (onQuery) void execution.finished().then(() => onQuery(execution));
      return id;
    } catch (error) {
      if (token !== undefined) this.#tokens.delete(token);
      throw error;
    }
  }

  /** The query that this token started, if any: the same request again is the same query. */
  #repeated(token: string | undefined, request: string): string | undefined {
    const known = token === undefined ? undefined : this.#tokens.get(token);
    if (known && known.request !== request) {
      throw invalidRequest('Idempotent parameters do not match', 'IDEMPOTENT_PARAMETER_MISMATCH');
    }
    return known?.id;
  }

  #workgroup(name: unknown): Workgroup {
    const workgroup = this.#workgroups.get(String(name ?? 'primary'));
    if (!workgroup) throw invalidRequest('WorkGroup is not found.', 'INVALID_INPUT');
    return workgroup;
  }

  /** Queries belong to their workgroup: that is what the caller needs a right to. */
  #execution(id: unknown, call: Call, action: string): QueryExecution {
    const execution = this.#executions.get(String(id));
    if (!execution) throw invalidRequest(notFound(id), 'QUERY_EXECUTION_NOT_FOUND');
    call.require(action, execution.description.workgroup.arn);
    return execution;
  }
}

/** That it fails is known, and how Athena begins to say so is not. */
const deniedMetadata = new NotInLocalRun('how Athena words a denied SHOW or DESCRIBE').message;

/** @throws AwsError in the words that were recorded of a query without a result */
function resultOf({ state, result }: QueryExecution): QueryResult {
  if (state === 'SUCCEEDED' && result) return result;
  if (state === 'CANCELLED') throw invalidRequest('Could not find results', 'RESULT_NOT_FOUND');
  const words =
    state === 'RUNNING'
      ? `Query has not yet finished. Current state: ${state}`
      : `Query did not finish successfully. Final query state: ${state}`;
  throw invalidRequest(words, 'INVALID_QUERY_EXECUTION_STATE');
}

const notFound = (id: unknown): string => `QueryExecution ${String(id)} was not found`;

const failureOf = (error: unknown): QueryFailure =>
  error instanceof QueryFailure
    ? error
    : new QueryFailure(`GENERIC_INTERNAL_ERROR: ${error instanceof Error ? error.message : String(error)}`);
