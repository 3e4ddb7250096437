import { type LockedSettings, withoutSettings } from './settings';

/**
 * What is the same in several stacks, but for their settings, once: with those taken out, and the names of its stacks.
 * @param settings of a stack; where it has none, its lines stand as they are
 */
export function folded<Line extends object>(
  lines: readonly (readonly [stack: string, line: Line])[],
  settings: (stack: string) => LockedSettings | undefined,
): ({ readonly in: string } & Line)[] {
  const found = new Map<string, string[]>();
  for (const [stack, line] of lines) {
    const own = settings(stack);
    const text = own ? withoutSettings(JSON.stringify(line), own) : JSON.stringify(line);
    found.set(text, [...(found.get(text) ?? []), stack]);
  }
  return [...found].map(([text, where]) => ({ in: where.join(', '), ...(JSON.parse(text) as Line) }));
}
