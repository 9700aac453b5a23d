import * as z from 'zod/mini'
import type { RuleDefinition } from '../../core/index.js'
import { addCoreRule } from '../../core/plan/rules.js'

declare module '../../core/contract/plan.js' {
  interface LevelRules {
    /**
     * Spans of time of one source, the rest of another, with equal power where they meet: `side`
     * `in` is how strongly the spans are heard, `out` the rest. Spans are `[start, end)` in cells,
     * of piece `piece`, apart from one another; `fade` cells lie about every edge that is no end of
     * the row.
     */
    crossfade: Spans
    /** A gain for every cell along the first axis, in shares of the largest: `[pieces, cells]`. */
    gains: { readonly shares: Float64Array }
  }
}

interface Spans {
  readonly start: Int32Array
  readonly end: Int32Array
  readonly piece: Int32Array
  readonly pieces: number
  readonly fade: number
  readonly side: 'in' | 'out'
}

const column = z.custom<Int32Array>(list => list instanceof Int32Array, 'must be a column')

const crossfade: RuleDefinition = {
  gives: 'levels',
  parameters: z.strictObject({
    start: column, end: column, piece: column, pieces: z.int().check(z.gte(1)),
    fade: z.int().check(z.gte(0)), side: z.enum(['in', 'out'])
  }),
  make (parameters, _count, [length]) {
    const { start, end, piece, pieces, fade, side } = parameters as unknown as Spans
    const share = new Float32Array(pieces * length)
    start.forEach((from, k) => {
      const row = share.subarray(piece[k] * length, (piece[k] + 1) * length)
      // Progress of a fade about an edge; edges of the row are none
      const along = (edge: number, at: number): number => edge === 0 || edge === length || fade < 2
        ? Number(at >= edge)
        : Math.min(Math.max((at + 0.5 - edge) / fade + 0.5, 0), 1)
      const last = Math.min(length, end[k] + fade)
      for (let at = Math.max(0, from - fade); at < last; at++) {
        const inside = end[k] === length ? 1 : 1 - along(end[k], at)
        row[at] = Math.max(row[at], Math.min(along(from, at), inside))
      }
    })
    return share.map(side === 'in'
      ? u => Math.sin(Math.PI / 2 * u)
      : u => u === 1 ? 0 : Math.cos(Math.PI / 2 * u))
  }
}

const gains: RuleDefinition = {
  gives: 'levels',
  parameters: z.strictObject({
    shares: z.custom<Float64Array>(list => list instanceof Float64Array, 'must be a column')
  }),
  make: ({ shares }) => Float32Array.from(shares as Float64Array)
}

addCoreRule('crossfade', crossfade)
addCoreRule('gains', gains)
