import * as z from 'zod/mini'
import type { RuleDefinition } from '../contract/index.js'
import { exp } from '../random/elementary.js'
import { addCoreRule } from './rules.js'

declare module '../contract/plan.js' {
  interface LevelRules {
    /**
     * A bell: exp(-d² / spread), d the distance from a center, in cells. A spread of 0 shows
     * nothing.
     */
    bell: { readonly center: readonly number[], readonly spread: number }
    /**
     * Holes at even distances: from an offset on, every `pitch` cells one of `hole` cells, inside a
     * window of `size`; all along every axis.
     */
    holes: {
      readonly offset: readonly number[]
      readonly size: readonly number[]
      readonly pitch: readonly number[]
      readonly hole: readonly number[]
    }
    /**
     * Patches of `patch` cells along every axis, `cells` of them by `[masks, …patches]`; the last
     * ones reach over the border.
     */
    patches: { readonly patch: number, readonly cells: Uint8Array }
  }
}

const along = z.array(z.int())
/** Below the least normal float32 some devices see nothing. */
const LEAST = 2 ** -126

const bell: RuleDefinition = {
  gives: 'levels',
  parameters: z.strictObject({ center: z.array(z.number()), spread: z.number().check(z.gte(0)) }),
  make (parameters, _count, grid) {
    const { center, spread } = parameters as { center: number[], spread: number }
    const shares = grid.map((length, a) => Float64Array.from({ length }, (_, p) =>
      spread > 0 ? exp(-((p - center[a]) ** 2) / spread) : 0))
    const levels = Float32Array.from(outer(shares))
    for (let k = 0; k < levels.length; k++) if (levels[k] < LEAST) levels[k] = 0
    return levels
  }
}

const holes: RuleDefinition = {
  gives: 'levels',
  parameters: z.strictObject({ offset: along, size: along, pitch: along, hole: along }),
  make (parameters, _count, grid) {
    const { offset, size, pitch, hole } = parameters as Record<string, number[]>
    return Uint8Array.from(outer(grid.map((length, a) => Float64Array.from({ length }, (_, p) => {
      const at = p - offset[a]
      return Number(at >= 0 && at < size[a] && at % pitch[a] < hole[a])
    }))))
  }
}

const patches: RuleDefinition = {
  gives: 'levels',
  parameters: z.strictObject({
    patch: z.int().check(z.gte(1, 'must be at least 1')),
    cells: z.custom<Uint8Array>(list => list instanceof Uint8Array, 'must be bytes')
  }),
  make (parameters, _count, grid) {
    const { patch, cells } = parameters as { patch: number, cells: Uint8Array }
    const lines = grid.map(length => Math.ceil(length / patch))
    const place = grid.map((length, a) => Int32Array.from({ length }, (_, p) =>
      Math.floor(p / patch) * lines.slice(a + 1).reduce((product, n) => product * n, 1)))
    const where = place.reduce<readonly number[]>((found, axis) =>
      found.flatMap(at => Array.from(axis, step => at + step)), [0])
    const each = lines.reduce((product, n) => product * n, 1)
    const at = Int32Array.from(where)
    const levels = new Uint8Array(cells.length / each * at.length)
    for (let first = 0, k = 0; first < cells.length; first += each) {
      for (let cell = 0; cell < at.length; cell++) levels[k++] = cells[first + at[cell]]
    }
    return levels
  }
}

/** All products of one number from every list, the last list running fastest. */
function outer (lists: readonly Float64Array[]): Float64Array {
  return lists.reduce((whole, list) => {
    const next = new Float64Array(whole.length * list.length)
    for (let i = 0, k = 0; i < whole.length; i++) {
      for (let j = 0; j < list.length; j++) next[k++] = whole[i] * list[j]
    }
    return next
  }, Float64Array.of(1))
}

addCoreRule('bell', bell)
addCoreRule('holes', holes)
addCoreRule('patches', patches)
