import { type RunRecord } from '../../scripts/programs/run-record';
import { type Side } from './run-side';

/** What one side has and the other has not. */
export interface Lines {
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

export interface Figure {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

export interface Differences {
  /** Of the message, in its order, as `-` and `+` lines of a diff. */
  readonly message: readonly string[];
  readonly numbers: Lines;
  readonly pageDiffers: boolean;
  /** `role action` */
  readonly permissions: Lines;
  /** Absent where one side keeps no record. */
  readonly figures?: readonly Figure[];
}

/** What a change makes of a report. */
export function differences(before: Side, after: Side): Differences {
  return {
    message: diff(before.message.split('\n'), after.message.split('\n')),
    numbers: lines(before.numbers, after.numbers),
    pageDiffers: before.page !== after.page,
    permissions: lines(before.permissions, after.permissions),
    ...(before.record && after.record ? { figures: figures(before.record, after.record) } : {}),
  };
}

/** Whether a reviewer need look any further at the report. */
export const same = ({ message, numbers, pageDiffers, permissions, figures = [] }: Differences): boolean =>
  message.length + figures.length + size(numbers) + size(permissions) === 0 && !pageDiffers;

export const size = ({ gone, come }: Lines): number => gone.length + come.length;

/** Both are sets, sorted. */
function lines(before: readonly string[], after: readonly string[]): Lines {
  const [was, is] = [new Set(before), new Set(after)];
  return { gone: [...was].filter((one) => !is.has(one)), come: [...is].filter((one) => !was.has(one)) };
}

/** Removed and added lines by the longest common subsequence: a message has some sixty lines. */
export function diff(before: readonly string[], after: readonly string[]): string[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (row) row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const told: string[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) [i, j] = [i + 1, j + 1];
    else if (j >= after.length || (i < before.length && at(i + 1, j) >= at(i, j + 1))) told.push(`-${before[i++]}`);
    else told.push(`+${after[j++]}`);
  }
  return told;
}

function figures(before: RunRecord, after: RunRecord): Figure[] {
  const rows = (record: RunRecord) =>
    new Map([
      ['state transitions of the run', String(record.stateTransitions)],
      ['invocations of functions', String(record.invocations)],
      ['bytes scanned', String(record.bytesScanned)],
      ...record.cost.map(({ what, quantity, dollars }): [string, string] => [
        what,
        `${quantity}, ${dollars.toFixed(4)} USD`,
      ]),
    ]);
  const [was, is] = [rows(before), rows(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((what) => {
    const [left = 'none', right = 'none'] = [was.get(what), is.get(what)];
    return left === right ? [] : [{ what, before: left, after: right }];
  });
}
