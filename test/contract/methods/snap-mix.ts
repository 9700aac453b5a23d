import * as z from 'zod'
import type { Box, Draws } from '../../../core/index.js'
import { boxes, defineMixer, numbers, over, own, positive } from '../../../core/index.js'
import { centre, clippedBox } from '../../../domains/image/boxes.js'
import type { Given } from '../method.js'

/**
 * SnapMix: a box of the partner, resized into a box of another size; each label weighs what its
 * box holds of its class activation, so that weights need not sum to 1.
 *
 * Huang et al., AAAI 2021, arXiv:2012.04846; Shaoli-Huang/SnapMix@245bda4. The signal `maps` has
 * the activation of every row of a pool, `[rows, height, width]`.
 */
export const snapMix = defineMixer({
  name: 'snap-mix',
  domain: 'image',
  paper: 'arXiv:2012.04846',
  options: z.object({ beta: positive.default(1) }),
  signals: ['maps'],

  plan (
    { size, shape, labels, pools, pair, signals: { maps } }:
    Given<{ maps: Readonly<Record<string, Float64Array>> }>,
    { beta }, draw
  ) {
    const { pool, rows } = pair()
    const into = randomBox('lambda', shape, beta, draw)
    const from = randomBox('sourceLambda', shape, beta, draw)
    if (area(into) === 0 || area(from) === 0) return [own()]
    const share = (map: Float64Array, row: number, box: Box) =>
      held(map, row, box, shape) ?? area(box) / (shape[0] * shape[1])
    const kept = numbers(size, i => 1 - share(maps.batch, i, into))
    const brought = numbers(size, i => share(maps[pool], rows[i], from))
    const same = numbers(size, i => Number(labels?.[i] === pools[pool].labels?.[rows[i]]))
    return {
      targets: 'free',
      layers: [
        own({ weight: numbers(size, i => kept[i] + same[i] * brought[i]) }),
        over({ pool, rows }, {
          where: boxes([into], [from], 'bilinear-corners'),
          weight: numbers(size, i => brought[i] + same[i] * kept[i])
        })
      ]
    }
  }
})

function randomBox (name: string, shape: readonly number[], beta: number, draw: Draws): Box {
  return clippedBox(Math.sqrt(1 - draw.beta(name, beta)), centre(draw, shape), shape)
}

function area ({ height, width }: Box): number {
  return (height[1] - height[0]) * (width[1] - width[0])
}

/** The share of a map that a box holds; nothing where the map is not a number. */
function held (
  maps: Float64Array, row: number, { height, width }: Box, [rows, columns]: readonly number[]
): number | undefined {
  let [inside, all] = [0, 0]
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const value = maps[(row * rows + y) * columns + x]
      all += value
      if (y >= height[0] && y < height[1] && x >= width[0] && x < width[1]) inside += value
    }
  }
  return Number.isNaN(all) ? undefined : inside / (all + 1e-8)
}
