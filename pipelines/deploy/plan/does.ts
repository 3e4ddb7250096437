import * as z from 'zod';
import { counted } from '../../../scripts/text/words';
import { type PlanSummary } from './plan-summary';

const count = z.int().nonnegative();
const schema = z.strictObject({
  create: count,
  update: count,
  replace: count,
  destroy: count,
  forget: count,
  outputs: count,
  /** Data stores that are lost. */
  lost: count,
});
type Does = z.output<typeof schema>;

/** What a plan does in numbers, in one line: a job hands it to another as its output. */
export function doesOf({ changes, outputs }: PlanSummary): string {
  const of = (action: string) => changes.filter((change) => change.action === action).length;
  const does: Does = {
    create: of('create'),
    update: of('update'),
    replace: of('replace'),
    destroy: of('destroy'),
    forget: of('forget'),
    outputs: outputs.length,
    lost: changes.filter(({ loses }) => loses !== undefined).length,
  };
  return JSON.stringify(does);
}

/** The same once it is done: `2 created, 1 replaced, 1 data store lost ⛔`; nothing where it was not told. */
export function didInWords(text: string | undefined): string | undefined {
  const does = parsed(text ?? '');
  if (!does) return undefined;
  const { create, update, replace, destroy, forget, outputs, lost } = does;
  const words = [
    ...(
      [
        [create, 'created'],
        [update, 'updated'],
        [replace, 'replaced'],
        [destroy, 'destroyed'],
        [forget, 'no longer managed'],
      ] as const
    ).flatMap(([number, word]) => (number > 0 ? [`${number} ${word}`] : [])),
    ...(outputs > 0 ? [`${counted(outputs, 'output')} changed`] : []),
    ...(lost > 0 ? [`${counted(lost, 'data store')} lost ⛔`] : []),
  ];
  return words.length > 0 ? words.join(', ') : undefined;
}

function parsed(text: string): Does | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
