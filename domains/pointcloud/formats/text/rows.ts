import type { Column } from '../../cloud.js'
import { singleText, textOf } from './number.js'

/** Rows of text that read back as the same numbers, column by column. */
export function rowsOf (
  columns: readonly Column[], size: number, separator = ' '
): Uint8Array {
  const encoder = new TextEncoder()
  const parts: Uint8Array[] = []
  let lines: string[] = []
  for (let point = 0; point < size; point++) {
    const words: string[] = []
    for (const { data, width } of columns) {
      for (let k = point * width; k < (point + 1) * width; k++)
        words.push(data instanceof Float32Array ? singleText(data[k]) : textOf(data[k]))
    }
    lines.push(words.join(separator))
    if (lines.length === CHUNK || point === size - 1) {
      parts.push(encoder.encode(`${lines.join('\n')}\n`))
      lines = []
    }
  }
  return joined(parts)
}

const CHUNK = 4096

/** Parts of a file in one piece. */
export function joined (parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
