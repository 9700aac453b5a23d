/** Rows with their columns one under the other. */
export function columns (rows: ReadonlyArray<readonly string[]>, gap = 2): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map(row => Array.from(row[column] ?? '').length)))
  const padded = (cell: string, column: number): string =>
    cell + ' '.repeat(Math.max(0, widths[column] - Array.from(cell).length + gap))
  return rows.map(row => row.map(padded).join('').trimEnd())
}

/** A text in lines of at most so many characters, where its words allow it. */
export function wrapped (text: string, width = 92): string[] {
  const lines: string[] = []
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1] as string | undefined
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines
}
