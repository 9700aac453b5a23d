import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../core/index.js'
import { check, paintRows, targetWeights, useBackend, visibleShares } from '../../core/index.js'
import { backends } from '../backends.js'
import { distance } from '../../plugins/check/same.js'
import { read } from '../universal/read.js'
import { noise } from '../../plugins/check/batches.js'
import { examine } from './examine.js'
import { seenAt } from './naive/painting.js'
import { plan } from './random-plans.js'

test('visible shares are what a count of the pixels gives', t => {
  examine(t, 400, [plan], each => {
    check(each)
    const shares = visibleShares(each)
    const counted = shares.map(list => new Float64Array(list.length))
    eachPixel(each, (output, y, x, pixels) => {
      for (const { layer, piece, share } of seenAt(each, output, y, x)) {
        counted[layer][piece] += share / pixels
      }
    })
    const far = Math.max(...shares.map((list, l) => distance(list, counted[l])))
    return far <= 1e-12 ? undefined : `shares are ${far} from the count`
  })
})

test('a stated weight stands for what is visible, layer by layer', t => {
  examine(t, 100, [plan], each => {
    const layers = each.layers.map((layer, l) => l % 2 === 0 ? { ...layer, weight: 0.25 } : layer)
    const weights = targetWeights({ ...each, layers })
    const visible = visibleShares(each)
    const wrong = weights.findIndex((list, l) =>
      l % 2 === 0 ? list.some(weight => weight !== 0.25) : distance(list, visible[l]) > 0)
    return wrong < 0 ? undefined : `layer ${wrong} has other weights`
  })
})

for (const backend of backends) {
  test.serial(`any plan is painted as pixel after pixel would be on ${backend}`, async t => {
    await useBackend(backend)
    examine(t, 250, [plan], each => tf.tidy(() => {
      const shape = [each.size, ...each.frame, 2]
      const x = noise(shape.reduce((product, n) => product * n, 1), 3)
      const painted = read(paintRows(each, { batch: tf.tensor(x, shape) }, {}, 'test'))
      const wanted: number[] = []
      const [height, width] = each.frame
      eachPixel(each, (output, y, at) => {
        const seen = seenAt(each, output, y, at)
        for (let c = 0; c < 2; c++) {
          wanted.push(seen.reduce((sum, { row, share }) =>
            sum + share * x[((row * height + y) * width + at) * 2 + c], 0))
        }
      })
      const far = distance(painted, wanted)
      return far <= 4e-6 ? undefined : `the painting is ${far} from the pixels`
    }))
  })
}

function eachPixel (
  { size, frame: [height, width] }: Plan,
  visit: (output: number, y: number, x: number, pixels: number) => void
): void {
  for (let output = 0; output < size; output++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) visit(output, y, x, height * width)
    }
  }
}
