import type { Mask, Span } from '../../core/index.js'
// Brings the rule of its masks
import './rules.js'

/** The mask of spans that cross with equal power at their edges, or of what lies between them. */
export function faded (
  spans: ReadonlyArray<readonly Span[]>, length: number, fade: number, side: 'in' | 'out'
): Mask {
  const flat = spans.flatMap((list, piece) => list.map(span => ({ piece, span })))
    .filter(({ span: [start, end] }) => end > start)
  const column = (pick: (entry: typeof flat[number]) => number): Int32Array =>
    Int32Array.from(flat, pick)
  return {
    kind: 'mask',
    axes: ['time'],
    grid: [length],
    of: 1,
    levels: {
      rule: 'crossfade',
      start: column(({ span }) => span[0]),
      end: column(({ span }) => span[1]),
      piece: column(({ piece }) => piece),
      pieces: spans.length,
      fade,
      side
    }
  }
}

/** How much of every row its spans are. */
export function heardShares (spans: ReadonlyArray<readonly Span[]>, length: number): Float64Array {
  return Float64Array.from(spans, list =>
    list.reduce((sum, [start, end]) => sum + end - start, 0) / length)
}
