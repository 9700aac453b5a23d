import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod'
import type { Step, StepDefinition } from '../../../core/index.js'
import { defineMixer, over, own, positive, takeRows } from '../../../core/index.js'
import type { Given } from '../method.js'
import { int32 } from '../method.js'

declare module '../../../core/contract/plan.js' {
  interface Steps {
    'move-patches': { readonly grid: readonly number[], readonly from: Int32Array }
  }
}

/** What a solver is asked, and what it says: cells of `own` as levels of the labels, and moves. */
export type Cut = (asked: { partner: Int32Array, lambda: number, grid: readonly number[] }) => {
  readonly levels: Uint8Array
  readonly moves?: Readonly<Record<'grid' | 'own' | 'partner', Int32Array>>
}

/**
 * PuzzleMix: a cut between the salient parts of two images, and patches moved to where they show.
 *
 * Kim et al., ICML 2020, arXiv:2009.06962; snu-mllab/PuzzleMix@e2dbf3a, `mixup.py`. One λ and one
 * number of blocks a batch; the target follows the mask.
 */
export const puzzleMix = defineMixer({
  name: 'puzzle-mix',
  domain: 'image',
  paper: 'arXiv:2009.06962',
  options: z.object({ alpha: positive.default(1), labels: z.int().min(2).max(4).default(3) }),
  signals: ['cut'],

  plan ({ pair, signals: { cut } }: Given<{ cut: Cut }>, { alpha, labels }, draw) {
    const partner = pair()
    const side = 2 ** draw.int('blocks', 1, 5)
    const grid = [side, side]
    const { levels, moves } = cut({
      partner: partner.rows, lambda: draw.beta('lambda', alpha), grid
    })
    const view = (from?: Int32Array): { view?: readonly Step[] } => moves && from
      ? { view: [{ step: 'move-patches', grid: [...moves.grid], from }] }
      : {}
    const where = {
      kind: 'mask', axes: ['height', 'width'], grid, levels, of: labels - 1, outside: true
    } as const
    return [own(view(moves?.own)), over(partner, { ...view(moves?.partner), where })]
  }
})

/** Patches are rows of a smaller picture, so that moving them is one `takeRows`. */
export const movePatches: StepDefinition = {
  parameters: z.object({ grid: z.tuple([z.int(), z.int()]), from: int32 }),
  run (x, { grid: [down, across], from }: { grid: number[], from: Int32Array }) {
    const [n, height, width, channels] = x.shape
    const patch = [height / down, width / across, channels]
    const split = tf.reshape(x, [n, down, patch[0], across, patch[1], channels])
    const patches = tf.reshape(tf.transpose(split, [0, 1, 3, 2, 4, 5]), [-1, ...patch])
    const first = (cell: number) => Math.floor(cell / (down * across)) * down * across
    const moved = takeRows(patches, from.map((cell, i) => cell < 0 ? 0 : first(i) + cell))
    const seen = tf.tensor4d(
      Float32Array.from(from, cell => Number(cell >= 0)), [from.length, 1, 1, 1])
    const back = tf.reshape(tf.mul(moved, seen), [n, down, across, ...patch])
    return tf.reshape(tf.transpose(back, [0, 1, 3, 2, 4, 5]), x.shape)
  }
}
