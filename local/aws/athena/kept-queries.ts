import { type Keeping, type KeptLine, type Restored } from '../service';
import { type Clock } from '../shared/clock';
import { Fields } from '../shared/kept-line';
import { type AthenaService } from './athena';
import { type PastQuery, type QueryExecution, type QueryDescription, type QueryState } from './query-execution';
import { type QueryResult } from './run-query';
import { type StatementKind } from './statement-kind';

type Description = Omit<QueryDescription, 'workgroup'>;
interface Read {
  readonly description: Description;
  readonly workgroup: string;
  readonly submitted: Date;
  past?: PastQuery;
}

const STATES: readonly QueryState[] = ['SUCCEEDED', 'FAILED', 'CANCELLED'];

/** Queries with their results. One that ran when its account went is CANCELLED. */
export class KeptQueries implements Keeping {
  readonly #told = new Set<string>();
  readonly #toldTokens = new Set<string>();
  readonly #open = new Set<QueryExecution>();
  #seen = 0;

  constructor(
    private readonly athena: AthenaService,
    private readonly clock: Clock,
  ) {}

  save(): readonly KeptLine[] {
    const executions = this.athena.executions();
    for (const execution of executions.slice(this.#seen)) this.#open.add(execution);
    this.#seen = executions.length;
    const tokens = [...this.athena.tokens].filter(([token]) => !this.#toldTokens.has(token));
    for (const [token] of tokens) this.#toldTokens.add(token);
    return [
      ...[...this.#open].flatMap((execution) => this.#linesOf(execution)),
      ...tokens.map(([token, use]) => ({ token, ...use })),
    ];
  }

  restore(lines: Iterable<KeptLine>): Restored {
    const all = new Map<string, Read>();
    for (const line of lines) {
      const of = new Fields(line);
      if (of.has('token'))
        this.athena.restoreToken(of.text('token'), { id: of.text('id'), request: of.text('request') });
      else if (of.has('query')) all.set(of.text('id'), readQuery(of));
      else readEnd(of, all);
    }
    const told: string[] = [];
    for (const [id, { description, workgroup, submitted, past }] of all) {
      if (!past) told.push(`The query ${id} ran when its account ended: it is CANCELLED.`);
      this.athena.restore(description, workgroup, past ?? cancelled(submitted, this.clock.now()));
    }
    return { what: all.size === 0 ? [] : [`${all.size} ${all.size === 1 ? 'query' : 'queries'}`], told };
  }

  #linesOf(execution: QueryExecution): KeptLine[] {
    const { description, submitted, past } = execution;
    const { id, workgroup, ...query } = description;
    const isTold = this.#told.has(id);
    this.#told.add(id);
    if (past) this.#open.delete(execution);
    return [
      ...(isTold ? [] : [{ id, workgroup: workgroup.name, submitted, ...query }]),
      ...(past ? [{ id, ...past }] : []),
    ];
  }
}

const readQuery = (of: Fields): Read => {
  const [database, catalog] = [of.optionalText('database'), of.optionalText('catalog')];
  const output = of.within('output');
  return {
    workgroup: of.text('workgroup'),
    submitted: of.date('submitted'),
    description: {
      id: of.text('id'),
      by: of.text('by'),
      kind: of.object<StatementKind>('kind'),
      query: of.text('query'),
      parameters: of.list('parameters'),
      output: { bucket: output.text('bucket'), key: output.text('key') },
      ...(database === undefined ? {} : { database }),
      ...(catalog === undefined ? {} : { catalog }),
    },
  };
};

function readEnd(of: Fields, all: ReadonlyMap<string, Read>): void {
  const known = all.get(of.text('id'));
  if (!known) throw new Error(`"id" is ${of.text('id')}: no line before tells of that query`);
  const end = of.within('end');
  const reason = end.optionalText('reason');
  known.past = {
    submitted: known.submitted,
    end: { state: end.one('state', STATES), at: end.date('at'), ...(reason === undefined ? {} : { reason }) },
    bytesScanned: of.number('bytesScanned'),
    engineMillis: of.number('engineMillis'),
    result: of.has('result') ? of.object<QueryResult>('result') : undefined,
  };
}

const cancelled = (submitted: Date, at: Date): PastQuery => ({
  submitted,
  end: { state: 'CANCELLED', reason: 'The local account ended while the query ran.', at },
  bytesScanned: 0,
  engineMillis: 0,
  result: undefined,
});
