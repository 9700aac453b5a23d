import * as z from 'zod/mini'
import type { RuleDefinition, Seed } from '../contract/index.js'
import { lowFrequencyImage, noiseSize } from '../math/fourier-image.js'
import type { Spectrum } from '../math/fourier-image.js'
import { topCells } from '../math/top-cells.js'
import { normals } from '../random/normals.js'
import { addCoreRule, seed } from './rules.js'

/** A column of whole numbers, one for all masks or one each. */
export type Counts = number | Int32Array

declare module '../contract/plan.js' {
  interface LevelRules {
    /**
     * The cells of a smooth random image that are brightest: `cells` of them, the borderline ones,
     * `ramp` to either side, in part. As many masks as there are numbers of cells. FMix.
     */
    'fourier-mask': {
      readonly seed: Seed
      readonly decay: number
      readonly spectrum: Spectrum
      readonly cells: Counts
      readonly ramp?: Counts
    }
  }
}

const counts = z.union(
  [z.int().check(z.gte(0)), z.custom<Int32Array>(list => list instanceof Int32Array)],
  'must be a whole number or a column of them')

const rule: RuleDefinition = {
  gives: 'levels',
  parameters: z.strictObject({
    seed,
    decay: z.number().check(z.gt(0, 'must be above 0')),
    spectrum: z.enum(['isotropic', 'reference']),
    cells: counts,
    ramp: z._default(counts, 0)
  }),
  make (parameters, _count, grid) {
    const { seed: from, decay, spectrum, cells, ramp } = parameters as unknown as Required<Given>
    const size = grid.reduce((product, n) => product * n, 1)
    const masks = [cells, ramp].reduce<number>((most, column) =>
      Math.max(most, typeof column === 'number' ? 1 : column.length), 1)
    const hard = typeof ramp === 'number' ? ramp === 0 : ramp.every(soft => soft === 0)
    const shares = new (hard ? Uint8Array : Float32Array)(masks * size)
    const each = noiseSize(grid, decay)
    for (let mask = 0; mask < masks; mask++) {
      const image = lowFrequencyImage(grid, decay, spectrum, normals(from, mask, each))
      const seen = Math.min(of(cells, mask), size)
      const soft = Math.min(of(ramp, mask), seen, size - seen)
      shares.set(topCells(image, seen, soft), mask * size)
    }
    return shares
  }
}

addCoreRule('fourier-mask', rule)

interface Given {
  readonly seed: Seed
  readonly decay: number
  readonly spectrum: Spectrum
  readonly cells: Counts
  readonly ramp?: Counts
}

function of (column: Counts, mask: number): number {
  return typeof column === 'number' ? column : column[column.length === 1 ? 0 : mask]
}
