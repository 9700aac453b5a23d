import type { HostCoefficient } from './check.js'

/** A mask, and how its source is laid over a base. */
export interface MaskCover {
  /** `data / of` are shares `[n or 1, ...cells]`. */
  readonly data: Float32Array | Uint8Array
  readonly of: number
  readonly shape: readonly number[]
  /** The mask of each output; absent: mask i for output i, or the only one. */
  readonly masks?: Int32Array
  readonly rows?: Int32Array
  readonly coefficient: HostCoefficient
}

/** Cells that are covered alike: which they are, where they look, and by how much they show it. */
export interface Covered {
  readonly into: Int32Array
  readonly from: Int32Array
  readonly share: HostCoefficient
}

/**
 * The cells that a mask covers wholly, which are copied, and those that it mixes.
 *
 * @param size - the number of outputs
 */
export function coveredCells (mask: MaskCover, size: number): readonly [Covered, Covered] {
  const { data, of, shape, rows, coefficient } = mask
  const maskOf = (output: number): number => maskAt(mask, output)
  const cells = data.length / shape[0]
  const masks = Array.from({ length: size }, (_, output) => ({
    levels: data.subarray(maskOf(output) * cells, (maskOf(output) + 1) * cells),
    strength: typeof coefficient === 'number' ? coefficient : coefficient[output],
    first: output * cells,
    shift: rows === undefined ? 0 : (rows[output] - output) * cells
  }))
  let [copies, mixes] = [0, 0]
  for (const { levels, strength } of masks) {
    const found = count(levels, of, strength)
    copies += found.copies
    mixes += found.mixes
  }
  const copied = { into: new Int32Array(copies), from: new Int32Array(copies), share: 1 }
  const share = new Float64Array(mixes)
  const mixed = { into: new Int32Array(mixes), from: new Int32Array(mixes), share }
  let [copy, mix] = [0, 0]
  for (const { levels, strength, first, shift } of masks) {
    for (let k = 0; k < cells; k++) {
      const seen = levels[k] / of * strength
      if (seen === 0) continue
      if (seen === 1) {
        copied.into[copy] = first + k
        copied.from[copy++] = first + k + shift
      } else {
        mixed.into[mix] = first + k
        mixed.from[mix] = first + k + shift
        share[mix++] = seen
      }
    }
  }
  return [copied, mixed]
}

/** Which mask covers an output. */
function maskAt ({ shape, masks }: Pick<MaskCover, 'shape' | 'masks'>, output: number): number {
  return masks?.[output] ?? (shape[0] === 1 ? 0 : output)
}

/** The masks of outputs in another order. */
export function reorderedMasks (
  cover: Pick<MaskCover, 'shape' | 'masks'>, order: Int32Array
): Int32Array | undefined {
  return cover.shape[0] === 1 ? undefined : order.map(output => maskAt(cover, output))
}

function count (
  levels: Float32Array | Uint8Array, of: number, strength: number
): { copies: number, mixes: number } {
  let [copies, mixes] = [0, 0]
  for (let k = 0; k < levels.length; k++) {
    const seen = levels[k] / of * strength
    if (seen === 1) copies++
    else if (seen !== 0) mixes++
  }
  return { copies, mixes }
}
