import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import { Rng, defaultRegistry, live, mixFeatures, useBackend } from '../../core/index.js'
import { cutmix, manifoldMixup } from '../../domains/image/index.js'
import { backends } from '../backends.js'
import { factsOf } from '../laws/study.js'
import { noise } from '../../plugins/check/batches.js'
import { distance } from '../../plugins/check/same.js'
import { read } from '../universal/read.js'
import { alpha, seed } from './arbitraries.js'
import { examine } from './examine.js'
import { authorsBox } from './naive/cut.js'

const side = fc.integer({ min: 1, max: 6 })
const FRAME = [12, 8]

for (const backend of backends) {
  test.serial(`manifold mixup mixes hidden rows of any rank on ${backend}`, async t => {
    await useBackend(backend)
    const sides = fc.array(side, { minLength: 1, maxLength: 3 })
    examine(t, 100, [fc.integer({ min: 1, max: 6 }), sides, alpha, seed],
      (size, row, each, of) => tf.tidy(() => {
        const plan = manifoldMixup({ alpha: each })
          .plan(factsOf(size, FRAME), live(Rng(of)), defaultRegistry.services)
        const width = row.reduce((product, n) => product * n, 1)
        const hidden = noise(size * width, of)
        const [lambda] = plan.draws.lambda
        const wanted = hidden.map((value, k) => {
          const partner = plan.draws.pair[Math.floor(k / width)]
          return lambda * value + (1 - lambda) * hidden[partner * width + k % width]
        })
        const mixed = mixFeatures(tf.tensor(hidden, [size, ...row]), plan)
        const far = distance(read(mixed), wanted)
        return far <= 1e-6 ? undefined : `hidden rows are ${far} off`
      }))
  })

  test.serial(`a box covers cells of a hidden map by their area on ${backend}`, async t => {
    await useBackend(backend)
    const cells = fc.constantFrom(1, 2, 3, 4, 6, 8, 12, 24)
    examine(t, 100, [cells, cells, fc.constantFrom('batch' as const, 'sample' as const), seed],
      (height, width, per, of) => tf.tidy(() => {
        const size = 3
        const plan = cutmix({ per })
          .plan(factsOf(size, FRAME), live(Rng(of)), defaultRegistry.services)
        const hidden = noise(size * height * width, of)
        const wanted = hidden.map((value, k) => {
          const row = Math.floor(k / (height * width))
          const y = Math.floor(k / width) % height
          const covered = coverage(plan.draws, per === 'batch' ? 0 : row, y, k % width)
          const other = hidden[plan.draws.pair[row] * height * width + k % (height * width)]
          return value * (1 - covered) + other * covered
        })
        const mixed = mixFeatures(tf.tensor4d(hidden, [size, height, width, 1]), plan)
        const far = distance(read(mixed), wanted)
        return far <= 1e-6 ? undefined : `the hidden map is ${far} off`

        /** Counted in specks of a 24th of a side: all these cells and pixels consist of such. */
        function coverage (
          drawn: typeof plan.draws, box: number, y: number, x: number
        ): number {
          const { lambda, centerY, centerX } = drawn
          const isIn = authorsBox(lambda[box], centerY[box], centerX[box], FRAME[0], FRAME[1])
          const [tall, wide] = [24 / height, 24 / width]
          let specks = 0
          for (let v = y * tall; v < (y + 1) * tall; v++) {
            for (let u = x * wide; u < (x + 1) * wide; u++) {
              specks += Number(isIn(Math.floor(v * FRAME[0] / 24), Math.floor(u * FRAME[1] / 24)))
            }
          }
          return specks / (tall * wide)
        }
      }))
  })
}
