import stringWidth from 'string-width';

/**
 * Rows as aligned columns. `align` has one letter a column: `l` left (the default), `r` right. Widths are those that a
 * terminal shows: colour takes no room, wide characters take two.
 */
export function table(rows: readonly (readonly string[])[], align = ''): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, stringWidth(cell))));
  }
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const padding = ' '.repeat((widths[column] ?? 0) - stringWidth(cell));
          return align[column] === 'r' ? padding + cell : cell + padding;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
