import { type CostLine, dollars } from './cost';
import { table } from '../../../scripts/text/table';

/** What each is of, and its price, below it: so that no line is wider than 60 columns. */
export function costTable(lines: readonly CostLine[]): string {
  const amounts = table(
    lines.map(({ what, dollars: amount }) => [what, dollars(amount)]),
    'lr',
  ).split('\n');
  return lines.map(({ quantity, price }, index) => `${amounts[index]}\n  ${quantity}, at ${price}`).join('\n');
}
