import type { HostArray } from '../../../core/index.js'

/** The column of file names. */
export const FILE = 'file'

/** The first line of `labels.csv`: the file, then one column a class. */
export function labelsHeader (classes: readonly string[]): string {
  return `${[FILE, ...classes].map(quoted).join(',')}\n`
}

/** A line for every file, with the share of every class. */
export function labelsLines (
  files: readonly string[], soft: HostArray<Float32Array> | undefined
): string {
  const width = soft?.shape[1] ?? 0
  return files.map((file, row) => {
    const shares = soft?.data.subarray(row * width, (row + 1) * width) ?? []
    return `${[quoted(file), ...Array.from(shares, shortest)].join(',')}\n`
  }).join('')
}

/** As RFC 4180 has it. */
function quoted (text: string): string {
  return /["\r\n,]|^\s|\s$|^$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The fewest digits that are this float32 again. */
function shortest (value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const text = String(Number(value.toPrecision(digits)))
    if (Math.fround(Number(text)) === value) return text
  }
  return String(Number(value.toPrecision(9)))
}
