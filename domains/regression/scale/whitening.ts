import type { HostArray } from '../../../core/index.js'
import { whitening } from '../../../core/math/statistics/index.js'
import { checkedWidth } from './columns.js'
import type { Scale } from './scale.js'
import { scaleOf } from './scale.js'

/**
 * Whitening as a scale: columns without correlation, each of variance 1, as near to the old ones as
 * can be (ZCA), and the way back. Its law is `whitening` of the core.
 *
 * @param rows - the training rows, `[rows, …, columns]`, on the host
 * @param options - `epsilon`: the share of the largest variance that is added to each
 * @throws INPUT for numbers that are not finite; OPTION
 */
export function whiteningScale (
  rows: HostArray, options: { readonly epsilon?: number } = {}
): Scale {
  const { data, shape } = rows
  const width = checkedWidth(data, shape, 'whiteningScale')
  const points = { data: Float64Array.from(data), shape: [data.length / width, width] }
  const { mean, matrix, undo } = whitening(points, options)
  const unit = new Float64Array(width * width)
  for (let k = 0; k < width; k++) unit[k * width + k] = 1
  const back = undo({ data: unit, shape: [width, width] }).data
  return scaleOf({
    kind: 'whitening',
    shift: [...mean],
    // Rows are multiplied from the left here
    matrix: Array.from(unit, (_, k) => matrix.data[k % width * width + Math.floor(k / width)]),
    inverse: Array.from(back, (value, k) => value - mean[k % width])
  })
}
