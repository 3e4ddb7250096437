import { StartQueryExecutionCommand } from '@aws-sdk/client-athena';
import { html, type Html } from '../../../../lambdas/shared/html';
import { bytes } from '../../../../scripts/text/words';
import { examplesOf } from '../../../start/reading/questions';
import { readWorkgroups } from '../../../aws/athena/workgroup';
import { form, problemOf, section } from '../../page/parts';
import { type Action, type Context, type ViewRequest } from '../../view';
import { placeIn } from './place';

/** Who may ask: the operator, and whom IAM refuses. */
const ASKERS = { operator: 'athena', producer: 'athenaAsProducer' } as const;

/** The box for a query, with what it is asked of. @param asked what stands in it, where nothing else was filled in */
export function askForm(context: Context, request: ViewRequest, asked?: string): Html | undefined {
  const { names, account, link } = context;
  const { refused, query } = request;
  const examples = examplesOf(names);
  const example = examples.find(({ name }) => name === query.get('example')) ?? examples[0];
  const sql = refused?.values['sql'] ?? asked ?? example?.sql ?? '';
  const problem = refused?.problems['sql'];
  const limit = readWorkgroups(account.stack).get(names.workgroup)?.scanLimit;
  const asking = form(
    context,
    'data',
    'ask',
    html`<p class="field wide">
        <label for="sql">Query</label
        ><textarea
          id="sql"
          name="sql"
          rows="6"
          spellcheck="false"
          aria-describedby="sql-hint${problem !== undefined && ' sql-problem'}"
          ${problem !== undefined && html` aria-invalid="true"`}
        >
${sql}</textarea>
        <small id="sql-hint"
          >Of ${names.database}, by the workgroup ${names.workgroup}: it ends a query that would
          scan${limit === undefined ? ' without a limit' : ` more than ${bytes(limit)}`}.</small
        >
      </p>
      ${problem !== undefined && html`<div class="field wide" id="sql-problem" role="alert"><strong class="problem">${problem}</strong>${placeIn(sql.replaceAll('\r\n', '\n'), problem)}</div>`}
      <p class="field">
        <label for="as">Who asks</label
        ><select id="as" name="as">
          ${Object.keys(ASKERS).map(
            (name) =>
              html`<option value="${name}" ${name === refused?.values['as'] && html` selected`}>${name}</option>`,
          )}
        </select>
      </p>
      <button>Ask</button>`,
  );
  if (!asking) return undefined;
  return section(
    'Ask',
    html`${problemOf(refused)}${asking}
      <nav aria-label="Examples">
        <ul class="examples">
          ${examples.map(
            ({ name, title }) => html`<li><a href="${link('data', [], { example: name })}">${title}</a></li>`,
          )}
        </ul>
      </nav>`,
  );
}

/** What Athena does not begin is told at the query; what fails later is told on its page. */
export const ask: Action = async ({ clients, names, link }, fields) => {
  const sql = String(fields.get('sql') ?? '').replaceAll('\r\n', '\n');
  const as = fields.get('as') === 'producer' ? 'producer' : 'operator';
  try {
    const { QueryExecutionId = '' } = await clients[ASKERS[as]].send(
      new StartQueryExecutionCommand({
        QueryString: sql,
        QueryExecutionContext: { Database: names.database },
        WorkGroup: names.workgroup,
      }),
    );
    return { to: link('data', [QueryExecutionId]) };
  } catch (error) {
    const { name, message } = error as Error;
    return { problems: { sql: `${name}: ${message}` }, values: { sql, as } };
  }
};
