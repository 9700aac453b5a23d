import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import { createMixer, targetWeights, useBackend } from '../../core/index.js'
import { recursivemix, recursivemixLoss } from '../../domains/image/index.js'
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

/** A feature map between its cells, as RoI align reads it. */
function between (map: Float32Array, height: number, width: number, y: number, x: number): number {
  const [top, left] = [Math.max(0, y), Math.max(0, x)]
  const at = (row: number, column: number): number =>
    map[Math.min(row, height - 1) * width + Math.min(column, width - 1)]
  const [row, column] = [Math.floor(top), Math.floor(left)]
  const [down, across] = [top - row, left - column]
  return (1 - down) * ((1 - across) * at(row, column) + across * at(row, column + 1)) +
    down * ((1 - across) * at(row + 1, column) + across * at(row + 1, column + 1))
}

for (const backend of ['cpu', 'wasm']) {
  test.serial(`recursivemixLoss holds the box against the step before, on ${backend}`, async t => {
    await useBackend(backend)
    const mix = createMixer(recursivemix({ alpha: 1 }), { seed: 3 })
    const batch = { x: tf.tensor4d(noise(SIZE * PIXELS, 1), [SIZE, HEIGHT, WIDTH, 1]) }
    const [tall, wide] = [5, 3]
    const maps = [0, 1, 2].map(row => noise(tall * wide, 11 + row))
    const features = tf.stack(maps.map(map => tf.tensor3d(map, [tall, wide, 1])))
    const scale = tf.tensor2d([[1, -2, 0.5, 3]])
    const before = tf.tensor2d(noise(SIZE * CLASSES, 5), [SIZE, CLASSES])
    const head = (x: tf.Tensor): tf.Tensor => tf.matMul(x, scale)
    t.is(read(recursivemixLoss({ features, head, before }, mix.mix(batch).plan))[0], 0)
    let told = 0
    for (let step = 0; step < 6; step++) {
      const { plan } = mix.mix(batch)
      const inBox = authorsBox(1 - plan.draws.area[0], plan.draws.centerY[0], plan.draws.centerX[0],
        HEIGHT, WIDTH)
      const cells = Array.from({ length: PIXELS }, (_, k) => [Math.floor(k / WIDTH), k % WIDTH])
        .filter(([y, x]) => inBox(y, x))
      const found = read(recursivemixLoss({ features, head, before }, plan, { omega: 2 }))[0]
      if (cells.length === 0) {
        t.is(found, 0)
        continue
      }
      const [y, x] = [[0, tall / HEIGHT], [1, wide / WIDTH]].map(([axis, by]) => {
        const list = cells.map(cell => cell[axis])
        const [first, last] = [Math.min(...list), Math.max(...list)]
        return { from: first * by, length: (last + 1 - first) * by }
      })
      const [rows, columns] = [y, x].map(({ from, length }) => {
        const count = Math.ceil(length)
        return Array.from({ length: count }, (_, k) => from - 0.5 + (k + 0.5) * length / count)
      })
      const share = cells.length / PIXELS
      const probabilities = tf.softmax(before).arraySync()
      const each = maps.map((map, row) => {
        const values = rows.flatMap(a => columns.map(b => between(map, tall, wide, a, b)))
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length
        const logits = [1, -2, 0.5, 3].map(by => by * mean)
        const whole = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0))
        return probabilities[row].reduce((sum, p, k) => sum - p * (logits[k] - whole), 0)
      })
      const wanted = 2 * share * each.reduce((sum, loss) => sum + loss, 0) / SIZE
      t.true(Math.abs(found - wanted) < 1e-5, `${found}, not ${wanted}`)
      t.true(Math.abs(targetWeights(plan)[1][0] - share) < 1e-9)
      told += 1
    }
    t.true(told > 1)
    // The head learns, and not what was answered before
    const { plan } = mix.mix(batch)
    const slopes = tf.grads((weights: tf.Tensor, answered: tf.Tensor) => recursivemixLoss({
      features, before: answered, head: x => tf.matMul(x, weights)
    }, plan))([scale, before])
    t.true(read(slopes[0]).some(value => Math.abs(value) > 1e-4))
    t.true(read(slopes[1]).every(value => value === 0))
    mix.dispose()
  })
}
