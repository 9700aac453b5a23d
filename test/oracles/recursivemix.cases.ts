import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import { createMixer, useBackend } from '../../core/index.js'
import { recursivemix } from '../../domains/image/index.js'
import { noise } from '../../plugins/check/batches.js'
import { distance } from '../../plugins/check/same.js'
import { read } from '../universal/read.js'
import { authorsBox } from './naive/cut.js'

const [SIZE, HEIGHT, WIDTH, CLASSES] = [3, 7, 6, 4]
const PIXELS = HEIGHT * WIDTH

for (const backend of ['cpu', 'wasm']) {
  test.serial(`recursivemix pastes what came out of the step before, on ${backend}`, async t => {
    await useBackend(backend)
    const mix = createMixer(recursivemix({ alpha: 1 }), { seed: 3 })
    let before: { x: Float32Array, label: Float32Array } | undefined
    let pasted = 0
    for (let step = 0; step < 6; step++) {
      const x = noise(SIZE * PIXELS, 2 * step + 1)
      const label = noise(SIZE * CLASSES, 2 * step + 2, 0, 1)
      const { batch, plan } = mix.mix({
        x: tf.tensor4d(x, [SIZE, HEIGHT, WIDTH, 1]), label: tf.tensor2d(label, [SIZE, CLASSES])
      })
      if (before !== undefined) pasted += paste(x, label, before, plan.draws)
      t.true(distance(read(batch.x), x) <= 1e-6, `step ${step}`)
      t.true(distance(read(batch.label), label) <= 1e-6, `targets of step ${step}`)
      before = { x, label }
    }
    t.true(pasted > 0)
    mix.dispose()
  })
}

/** Pastes, and mixes the labels, in place; tells how many pixels are covered. */
function paste (
  x: Float32Array, label: Float32Array, before: { x: Float32Array, label: Float32Array },
  { area, centerY, centerX }: Readonly<Record<string, readonly number[]>>
): number {
  const inBox = authorsBox(1 - area[0], centerY[0], centerX[0], HEIGHT, WIDTH)
  const cells = Array.from({ length: PIXELS }, (_, k) => k)
    .filter(k => inBox(Math.floor(k / WIDTH), k % WIDTH))
  if (cells.length === 0) return 0
  const [top, left] = [Math.floor(cells[0] / WIDTH), cells[0] % WIDTH]
  const last = cells[cells.length - 1]
  const [tall, wide] = [Math.floor(last / WIDTH) - top + 1, last % WIDTH - left + 1]
  for (let row = 0; row < SIZE; row++) {
    for (const k of cells) {
      const y = Math.floor((Math.floor(k / WIDTH) - top) * HEIGHT / tall)
      const from = y * WIDTH + Math.floor((k % WIDTH - left) * WIDTH / wide)
      x[row * PIXELS + k] = before.x[row * PIXELS + from]
    }
    for (let c = row * CLASSES; c < (row + 1) * CLASSES; c++) {
      const share = cells.length / PIXELS
      label[c] = (1 - share) * label[c] + share * before.label[c]
    }
  }
  return cells.length
}
