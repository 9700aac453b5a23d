import * as tf from '@tensorflow/tfjs-core'
import type { Layer, Mask } from '../../../core/index.js'
import { gridPairs, scripted, times } from '../../../core/index.js'
import { puzzlemix as imagePuzzlemix } from '../../../domains/image/index.js'
import { bordersOf } from '../../../domains/image/puzzle/borders.js'
import type { Pixels } from '../../../domains/image/puzzle/borders.js'
import { puzzleCosts } from '../../../domains/image/puzzle/costs.js'
import { cellShares } from '../../../domains/image/saliency/pool.js'
import { mapOf } from '../../../domains/image/signals/given.js'
import type { Adapter, Outputs } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { array, entry, hostFloats, numbers, pictures } from '../given.js'
import { ownWeights } from '../read-plan.js'

/** PuzzleMix by saliency that is given: its costs, its labels, and where patches go. */
export const puzzlemix: Adapter = (inputs, params, decisions) => {
  const side = entry<number>(params, 'blockNum')!
  const labels = entry<number>(params, 'nLabels')!
  const patch = entry<number>(params, 'tSize') ?? -1
  const neighbours = entry<number>(params, 'neighSize')!
  const std = numbers(params, 'std')
  const terms = {
    labels, beta: entry<number>(params, 'beta')!, gamma: entry<number>(params, 'gamma')!,
    eta: entry<number>(params, 'eta')!, solver: 'exact'
  } as const
  const pair = numbers(decisions, 'perm')
  const saliency = hostFloats(array(inputs, 'saliency'))
  const pixels: Pixels = hostFloats(array(inputs, 'images'))
  const transport = entry<boolean>(params, 'transport') ?? false
  const { plan, mixed } = carryOut({
    mixer: imagePuzzlemix({
      ...terms, neighbours, std, transport, cost: entry<number>(params, 'tEps'),
      patch: patch < 0 ? 'cell' : patch, mean: numbers(params, 'mean')
    }),
    draws: scripted({
      lambda: numbers(decisions, 'lam'), pair, blocks: Math.log2(side)
    }),
    batch: { x: pictures(inputs).x },
    signals: { saliency: () => saliency, pixels: () => pixels }
  })
  const frame = plan.frame
  const shares = pair.map((_, row) => cellShares(mapOf(saliency, row), frame, [side, side]))
  const reach = Math.min(neighbours, frame[1] / side)
  const borders = bordersOf(pixels, [side, side], reach, std)
  const costs = pair.map((other, row) =>
    puzzleCosts([shares[row], shares[other]], [row, other], side, terms, borders))
  const vertical = gridPairs(side, side).from.length / 2
  const { levels, of } = plan.layers[1].where as Mask & { levels: Uint8Array }
  const [own, source] = plan.layers
  return {
    unaryOfOwn: laid(costs.map(({ partner }) => partner), [side, side]),
    unaryOfSource: laid(costs.map(({ own }) => own), [side, side]),
    pairwiseVertical: laid(costs.map(({ pairs }) => pairs.slice(0, vertical)), [side - 1, side]),
    pairwiseHorizontal: laid(costs.map(({ pairs }) => pairs.slice(vertical)), [side, side - 1]),
    mask: { data: Array.from(levels, level => 1 - level / of), shape: [pair.length, side, side] },
    ratio: ownWeights(plan),
    images: mixed.x,
    ...transport ? { ...movesOf('Own', own, pair.length), ...movesOf('Source', source,
      pair.length) } : {}
  }
}

function laid (rows: readonly Float64Array[], shape: readonly number[]): Outputs['laid'] {
  return { data: rows.flatMap(row => [...row]), shape: [rows.length, ...shape] }
}

/** Where every patch goes, and which patches and places are left out. */
function movesOf (name: string, { view = [] }: Layer, rows: number): Outputs {
  const step = view.find(each => each.step === 'move-patches') as { from: Int32Array }
  const each = step.from.length / rows
  const moves = times(3, () => new Int32Array(step.from.length))
  step.from.forEach((from, k) => {
    if (from < 0) return
    const source = Math.floor(k / each) * each + from
    moves[0][source] = k % each
    moves[1][source] = 1
    moves[2][k] = 1
  })
  const [to, given, taken] = moves.map(data => tf.tensor2d(data, [rows, each], 'int32'))
  return {
    [`plan${name}_rowToCol`]: to, [`plan${name}_rowSum`]: given, [`plan${name}_colSum`]: taken
  }
}
