import * as z from 'zod/mini'
import type { RuleDefinition } from '../contract/index.js'
import { addCoreRule } from './rules.js'

declare module '../contract/plan.js' {
  interface LevelRules {
    /**
     * How much of what is to be seen in a cell belongs to a partner: its saliency over that of
     * both; half where neither has any. As many masks as partners.
     */
    'saliency-share': {
      /** float32 in little-endian bytes, `[rows, …grid]`: 0 or more. */
      readonly maps: Uint8Array
      /** The rows of both, `[masks]`. */
      readonly own: Int32Array
      readonly partner: Int32Array
    }
  }
}

const rowNumbers = z.custom<Int32Array>(list => list instanceof Int32Array, 'must be an Int32Array')

const rule: RuleDefinition = {
  gives: 'levels',
  parameters: z.strictObject({
    maps: z.custom<Uint8Array>(list => list instanceof Uint8Array, 'must be bytes'),
    own: rowNumbers,
    partner: rowNumbers
  }),
  make (parameters, _count, grid) {
    const { maps, own, partner } = parameters as
      { maps: Uint8Array, own: Int32Array, partner: Int32Array }
    const cells = grid.reduce((product, length) => product * length, 1)
    const bytes = new DataView(maps.buffer, maps.byteOffset, maps.byteLength)
    const saliency = Float32Array.from({ length: maps.length / 4 }, (_, k) =>
      bytes.getFloat32(4 * k, true))
    const levels = new Float32Array(own.length * cells)
    own.forEach((row, mask) => {
      for (let cell = 0; cell < cells; cell++) {
        const [first, second] = [saliency[row * cells + cell],
          saliency[partner[mask] * cells + cell]]
        const both = first + second
        levels[mask * cells + cell] = both > 0 ? second / both : 0.5
      }
    })
    return levels
  }
}

addCoreRule('saliency-share', rule)

/** Saliency as the bytes of the rule, the same on every machine. */
export function saliencyBytes (saliency: ArrayLike<number>): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(4 * saliency.length))
  for (let k = 0; k < saliency.length; k++) bytes.setFloat32(4 * k, saliency[k], true)
  return new Uint8Array(bytes.buffer)
}
