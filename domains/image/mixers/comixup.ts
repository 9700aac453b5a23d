import * as z from 'zod/mini'
import type { Facts, HostArray } from '../../../core/index.js'
import {
  count, defineMixer, option, positive, probability, sum, times
} from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { upTo } from '../bounded.js'
import { coMixupHalves } from '../comixup/solve.js'
import { cellShares } from '../saliency/pool.js'
import { mapOf, mapsOf } from '../signals/given.js'
import '../signals/named.js'

/**
 * Co-Mixup: as many outputs as images, each put together of the salient cells of any of them, so
 * that outputs differ; the target follows the cells.
 *
 * Kim et al., ICLR 2021, arXiv:2102.03065. Law of the authors' code (snu-mllab/Co-Mixup@2a76816,
 * `match.py`): `part` images at a time, a prior of their shares ~ Dirichlet(alpha), random labels
 * to begin with, and rounds of α-β swaps, output by output. The signal `saliency` is the gradient
 * of the loss by the image there. `compatibility`, `[rows, rows]`, if it is given, says how far
 * features of images lie apart; `labelling`, `[outputs, rows, height, width]` in halves, is taken
 * as it is.
 *
 * Departure: sides need not be multiples of the grid, which has at most as many cells as pixels.
 */
export const comixup = defineMixer({
  name: 'comixup',
  domain: 'image',
  paper: 'arXiv:2102.03065',
  pairing: 'own',
  options: z.object({
    blocks: count.default(4).describe('cells along a side'),
    part: count.default(20).describe('images that are mixed with one another'),
    alpha: positive.default(2).describe('shares of images ~ Dirichlet(alpha)'),
    beta: upTo(1000).default(0.32).describe('how smooth labels are'),
    gamma: upTo(1000).default(1).describe('how much outputs must differ'),
    eta: upTo(1000).default(0.05).describe('how much the shares count'),
    threshold: probability.default(0.83).describe('how much of an image others may show freely'),
    kind: option(z.enum(['hard', 'soft'])).default('hard')
      .describe('what is paid above: for all, or for what is above'),
    omega: probability.default(0.001).describe('how much the signal compatibility counts'),
    iterations: count.default(4).describe('at most so many rounds'),
    resolve: option(z.boolean()).default(true)
      .describe('whether outputs of the same images are driven apart')
  }),
  signals: ['saliency'],
  optionalSignals: ['compatibility', 'labelling'],

  plan (facts, options, draw) {
    const { size, frame, axes, signals } = facts
    const given = labellingOf(facts)
    const side = Math.min(options.blocks, ...frame)
    const grid = given === undefined ? [side, side] : given.shape.slice(2)
    const cells = grid[0] * grid[1]
    const parts = given === undefined
      ? times(Math.ceil(size / options.part), part => {
        const first = part * options.part
        const rows = times(Math.min(options.part, size - first), i => first + i)
        const maps = mapsOf('comixup', 'saliency', facts, frame)
        const halves = coMixupHalves({
          saliency: rows.map(row => cellShares(mapOf(maps, row), frame, grid)),
          compatibility: compatibilityOf(facts, signals.compatibility, rows, options.omega),
          prior: draw.dirichlet('prior', options.alpha, rows.length),
          start: Int32Array.from({ length: rows.length * cells }, () =>
            draw.int('label', rows.length)),
          side
        }, options)
        return { first, count: rows.length, halves }
      })
      : [{ first: 0, count: size, halves: given.data }]
    const seen = parts.flatMap(({ first, count, halves }) => times(count * count, k => ({
      output: first + Math.floor(k / count), row: first + k % count,
      halves: halves.subarray(k * cells, (k + 1) * cells)
    }))).filter(piece => piece.halves.some(half => half > 0))
    const levels = new Uint8Array(seen.length * cells)
    seen.forEach((piece, k) => { levels.set(piece.halves, k * cells) })
    return [sum({ pool: 'batch', rows: Int32Array.from(seen, ({ row }) => row) }, {
      outputs: Int32Array.from(seen, ({ output }) => output),
      where: { kind: 'mask', axes, grid, levels, of: 2 }
    })]
  }
})

/** How alike images are: mostly each itself, by ω what lies far apart. */
function compatibilityOf (
  { size }: Facts, signal: unknown, rows: readonly number[], omega: number
): Float64Array {
  const many = rows.length
  const { data } = Object(signal) as Partial<HostArray<Float32Array>>
  if (signal !== undefined && data?.length !== size * size) {
    throw fail('SIGNAL', 'comixup', 'compatibility',
      `its function must give { data: Float32Array, shape: [${size}, ${size}] }`)
  }
  const apart = Float64Array.from({ length: many * many }, (_, k) => {
    const [i, j] = [Math.floor(k / many), k % many]
    return data === undefined ? Number(i === j) : data[rows[i] * size + rows[j]]
  })
  const total = apart.reduce((all, distance) => all + distance, 0)
  return apart.map((distance, k) => {
    const own = Number(Math.floor(k / many) === k % many)
    return total > 0 ? (1 - omega) * own + omega * distance * many / total : own
  })
}

function labellingOf ({ size, signals }: Facts): HostArray<Uint8Array> | undefined {
  if (signals.labelling === undefined) return undefined
  const { data, shape } = Object(signals.labelling) as Partial<HostArray<Uint8Array>>
  const sides: readonly number[] = Array.isArray(shape) ? shape : []
  const fits = data instanceof Uint8Array && sides.length === 4 && sides[0] === size &&
    sides[1] === size && sides.reduce((product, side) => product * side, 1) === data.length
  if (fits) return { data, shape: sides }
  throw fail('SIGNAL', 'comixup', 'labelling', 'its function must give { data: Uint8Array, ' +
    `shape: [${size}, ${size}, height, width] }, halves that add up to 2 in every cell`)
}
