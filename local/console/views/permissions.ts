import { html, type Html, type Part } from '../../../lambdas/shared/html';
import { whole } from '../../../scripts/text/words';
import { type Statement } from '../../../policies/iam/document';
import { type Refusal } from '../../aws/shared/access-control';
import { explainRefusals } from '../../start/telling/refusals';
import { badge, columns, paged, region, section, table, time } from '../page/parts';
import { type Context, type View, type ViewRequest } from '../view';
import { source } from './pipeline/block-page';
import { byAction, type UsedAction, type UsedStatement, usedStatements } from '../../start/telling/statement-uses';

/** Role by role: what it may do, what it did, and what was refused, which stands on top. */
export const permissions: View = {
  name: 'permissions',
  title: 'Permissions',
  version: ({ account: { accessControl, elsewhere }, ledger }) =>
    `${accessControl.refusals.length} ${elsewhere.refused.length} ${ledger.count}`,
  render(context, request) {
    if (request.path.length > 0) return undefined;
    const { account, ledger } = context;
    const [all, heads] = [ledger.uses(), columns('Statement', 'Says', 'Used')];
    const roles = [...account.access.roles.values()].map((role) =>
      section(role.name, table(`${role.name}: allowed, used`, heads, usedStatements(account, role, all).map(row))),
    );
    const others = all.filter(
      ({ use: { principal } }) => principal.kind !== 'role' || !account.access.roles.has(principal.arn),
    );
    const rows = [...new Set(others.map(({ use }) => use.principalName))].flatMap((name) =>
      byAction(others.filter(({ use }) => use.principalName === name)).map((one) => [name, used(one)]),
    );
    return html`${region('refused', ['permissions'], refused(context, request))}
    ${region('roles', ['permissions'], html`${roles}${section('Services and people', table('What they called for', columns('Who', 'What'), rows))}`)}`;
  },
};

const row = ({ statement, used: actions, unused }: UsedStatement): Part[] => [
  html`${statement.ref.sid ?? `Number ${statement.ref.index + 1}`} ${source(statement.where)}`,
  says(statement),
  html`${actions.map((one) => html`<div>${used(one)}</div>`)}${
    unused.length > 0 && html`<div>${badge('not used', 'busy')} ${codes(unused)}</div>`
  }`,
];

function says({ effect, actions, resources, conditions }: Statement): Html {
  const texts = (of: { readonly patterns: readonly { readonly text: string }[] }) =>
    of.patterns.map(({ text }) => text);
  return html`${effect === 'Deny' ? badge('Deny', 'bad') : 'Allow'}${actions.not && ' all but'} ${codes(texts(actions))}
  ${resources && html`<div>on${resources.not && ' all but'} ${codes(texts(resources))}</div>`}
  ${conditions.map(({ operator, key, values }) => html`<div>if <code>${key}</code> ${operator} ${codes(values)}</div>`)}`;
}

const codes = (texts: readonly string[]): Html[] => texts.map((text) => html`<code>${text}</code> `);

const used = ({ action, count, first, last, lines }: UsedAction): Html =>
  html`<code>${action}</code> ${whole(count)} ×
    <small
      >${first && time(first)}${first && last && last.getTime() - first.getTime() >= 1000 && html` – ${time(last)}`}
      ${codes(lines)}</small
    >`;

/** Each once, however often it was retried, the newest first. */
function refused({ account: { accessControl, elsewhere }, link }: Context, request: ViewRequest): Html {
  const told = new Map<string, { readonly newest: Refusal; times: number }>();
  for (const refusal of accessControl.refusals.toReversed()) {
    const text = explainRefusals([refusal]);
    const known = told.get(text);
    if (known) known.times += 1;
    else told.set(text, { newest: refusal, times: 1 });
  }
  const { shown, links } = paged([...told], request, (at) => link('permissions', [], { at }));
  const rows = shown.map(([text, { newest, times }]) => [
    html`<div class="problem lines">${text}</div>
      <small>${newest.at && time(newest.at)} ${newest.use.at && html`called at <code>${newest.use.at}</code>`}</small>`,
    whole(times),
  ]);
  const list = html`${table('The newest first', columns('What, and when last', '#Times'), rows)}${links}`;
  const answered = elsewhere.stoodIn.map(({ call, times }) => `${call}: answered by a stand-in, ${whole(times)} ×`);
  const lines = [...elsewhere.refused, ...answered].map((line) => html`<li>${line}</li>`);
  return section(
    'Refused',
    html`${rows.length === 0 ? html`<p>Nothing was refused.</p>` : list}${
      lines.length > 0 &&
      html`<ul>
        ${lines}
      </ul>`
    }`,
  );
}
