import { layout, maskName } from './layout.js'
import type { MixRequest } from './manifest.js'
import { targetOf } from './manifest.js'
import type { MixedTargets } from './mix-targets.js'

/** The column of file names. */
export const FILE = 'file'

/** The column of the files of masks. */
export const MASK = 'mask'

/** The file with the targets of a mix. */
export function labelsFile (request: MixRequest): string {
  return targetOf(request) === 'boxes' ? layout.boxes : layout.labels
}

/**
 * The first line of `labels.csv`: the file, then one column a class, or the file of the mask. There
 * is none in `boxes.jsonl`.
 */
export function labelsHeader (request: MixRequest): string {
  const target = targetOf(request)
  if (target === 'boxes') return ''
  return `${[FILE, ...target === 'mask' ? [MASK] : request.classes].map(quoted).join(',')}\n`
}

/**
 * A line for every file from number `first` on: the share of every class, its mask, or its boxes as
 * JSON.
 */
export function labelsLines (
  files: readonly string[], first: number, { soft, masks, boxes }: MixedTargets
): string {
  if (boxes !== undefined)
    return files.map((file, i) => `${JSON.stringify({ file, ...boxes[i] })}\n`).join('')
  if (masks !== undefined)
    return files.map((file, i) => `${file},${maskName(first + i)}\n`).join('')
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
