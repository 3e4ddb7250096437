import { type FailedPlan, type PlanSummary, type SummarizedChange } from '../../deploy/plan/plan-summary';
import { code } from '../../shared/markdown';
import { changeLine } from './change-line';
import { type Part } from './fit';
import { type Links } from './links';
import { money, signed } from './money';

/** Who gets room first. */
export const RANK = {
  data: 0,
  policies: 1,
  comparison: 2,
  bench: 3,
  replace: 4,
  destroy: 5,
  forget: 5,
  update: 6,
  create: 7,
  rest: 8,
};

/** A longer list is folded, however grave: the reader unfolds it. */
const OPEN_UP_TO = 25;

/** Why there is no plan, line by line. */
export const failureParts = ({ environment, failed }: FailedPlan): Part[] => [
  {
    before: `**${environment}: the plan failed ❌**`,
    items: failed
      .split('\n')
      .map((line) => line.replace(/^[│╷╵\s]+/u, '').trimEnd())
      .filter((line) => line !== '')
      .map((line) => `- ${code(line)}`),
    after: '',
    rank: RANK.data,
    of: environment,
  },
];

/** What would be lost: an open list, empty when nothing would. */
export function lossParts({ environment, changes }: PlanSummary, links: Links): Part[] {
  const items = changes.filter(({ loses }) => loses !== undefined).map((change) => changeLine(change, links));
  return items.length === 0
    ? []
    : [
        {
          before: `**${environment}: data stores that would be lost**`,
          items,
          after: '',
          rank: RANK.data,
          of: environment,
        },
      ];
}

/** All else that one environment's plan does, what can't be undone first and open, the rest folded. */
export function environmentParts(summary: PlanSummary, links: Links): Part[] {
  const { changes, drift, outputs } = summary;
  const rest = changes.filter(({ loses }) => loses === undefined);
  const lines = (some: readonly SummarizedChange[]) => some.map((change) => changeLine(change, links));
  const of = (action: SummarizedChange['action']) => lines(rest.filter((change) => change.action === action));
  const parts = [
    folded('Replace', of('replace'), RANK.replace, true),
    folded('Destroy', of('destroy'), RANK.destroy, true),
    folded('No longer managed, and left in the account', of('forget'), RANK.forget, true),
    folded('Update', of('update'), RANK.update),
    folded('Create', of('create'), RANK.create),
    folded('Move or import, otherwise unchanged', of('none'), RANK.rest),
    folded('Read while applying', of('read'), RANK.rest),
    folded(
      'Outputs',
      outputs.map(({ name, action }) => `- ${action} ${code(name)}`),
      RANK.rest,
    ),
    folded('Cost', costLines(summary), RANK.rest),
    folded('Changed outside of Terraform since the last apply', lines(drift), RANK.rest),
  ]
    .filter(({ items }) => items.length > 0)
    .map((part) => ({ ...part, of: summary.environment }));
  const [first, ...others] = parts;
  if (!first) return [];
  return [{ ...first, before: `### ${summary.environment}\n\n${first.before}` }, ...others];
}

/** GitHub reads Markdown again inside of `<details>` once an empty line stands before it. */
const folded = (title: string, items: string[], rank: number, grave = false): Part => ({
  before: `<details${grave && items.length <= OPEN_UP_TO ? ' open' : ''}><summary>${title} (${items.length})</summary>`,
  items,
  after: '</details>',
  rank,
});

function costLines({ cost }: PlanSummary): string[] {
  const { lines, byUse, unpriced } = cost;
  return [
    ...lines.map(({ type, more, dollars }) => `- ${code(type)}: ${signed(more)}, ${money(dollars)} a month`),
    ...byUse.map(
      ({ type, more, use }) => `- ${code(type)}: ${signed(more)}, billed by use (${use}), which is in no sum`,
    ),
    ...unpriced.map((type) => `- ${code(type)}: its price is not known, and is in no sum`),
  ];
}
