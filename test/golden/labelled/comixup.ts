import { array, entry, numbers } from '../given.js'
import type { LabellingLaw } from './law.js'
import { numbersOf, part } from './law.js'

/** Co-Mixup: the objective of all outputs, with and without the threshold of what may be shared. */
export const comixup: LabellingLaw = {
  labelling: 'mask_outxHxWxin',

  measure ({ inputs, params, decisions }, results) {
    const { data: mask, shape: [outputs, rows, columns, images] } =
      part(results, 'mask_outxHxWxin')
    if (entry(inputs, 'saliencyNormalised') === undefined) return new Map()
    const saliency = array(inputs, 'saliencyNormalised').data
    const cells = rows * columns
    const [beta, gamma, eta, tau] = ['beta', 'gamma', 'eta', 'tau']
      .map(name => entry<number>(params, name)!)
    const prior = numbers(decisions, 'dirichlet')
    const share = (output: number, y: number, x: number, image: number): number =>
      mask[((output * rows + y) * columns + x) * images + image]
    let base = 0
    const counts = Array.from({ length: outputs }, () => new Float64Array(images))
    for (let output = 0; output < outputs; output++) {
      for (let y = 0; y < rows; y++) {
        for (let x = 0; x < columns; x++) {
          for (let i = 0; i < images; i++) {
            const here = share(output, y, x, i)
            counts[output][i] += here
            base += here * (-saliency[(i * rows + y) * columns + x] -
              eta / cells * Math.log(prior[i] + 1e-8))
            const below = y + 1 < rows ? here - share(output, y + 1, x, i) : 0
            const beside = x + 1 < columns ? here - share(output, y, x + 1, i) : 0
            base += beta / cells / 2 * (below ** 2 + beside ** 2)
          }
        }
      }
    }
    let [squares, above] = [0, 0]
    for (let i = 0; i < images; i++) {
      const total = counts.reduce((sum, count) => sum + count[i], 0)
      for (const count of counts) {
        const others = total - count[i]
        squares += others * count[i]
        if (others > tau * cells) above += others * count[i]
      }
    }
    return new Map([
      ['objective', numbersOf([], [base + gamma / cells * squares])],
      ['objectiveThresholded', numbersOf([], [base + gamma / cells * above])]
    ])
  },

  follow ({ inputs }, results) {
    const { data: mask, shape: [outputs, rows, columns, images] } =
      part(results, 'mask_outxHxWxin')
    const { data, shape } = array(inputs, 'images')
    const soft = array(inputs, 'targets')
    const [, height, width, channels] = shape
    const classes = soft.shape[1]
    const mixed = new Float64Array(outputs * height * width * channels)
    const targets = new Float64Array(outputs * classes)
    for (let output = 0, k = 0; output < outputs; output++) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const cell = (output * rows + Math.floor(y * rows / height)) * columns +
            Math.floor(x * columns / width)
          for (let c = 0; c < channels; c++, k++) {
            for (let i = 0; i < images; i++) {
              mixed[k] += mask[cell * images + i] *
                data[((i * height + y) * width + x) * channels + c]
            }
          }
          for (let i = 0; i < images; i++) {
            for (let c = 0; c < classes; c++) {
              targets[output * classes + c] +=
                mask[cell * images + i] * soft.data[i * classes + c] / (height * width)
            }
          }
        }
      }
    }
    return new Map([
      ['images', numbersOf([outputs, height, width, channels], mixed)],
      ['targets', numbersOf([outputs, classes], targets)]
    ])
  }
}
