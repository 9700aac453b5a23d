import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import { createMixer, parse, replay, sequence, stringify, useBackend } from '../../core/index.js'
import type { Annotations, ConfiguredMixer, HostArray } from '../../core/index.js'
import {
  augmix, cropmix, mixup, operate, operationNames, pixmix
} from '../../domains/image/index.js'
import { fastest } from '../../domains/image/operations/fast-later.js'
import { operated } from '../../domains/image/operations/operate.js'
import { plain } from '../../domains/image/operations/plain.js'
import { maskIds, noise } from '../../plugins/check/batches.js'
import { backends } from '../backends.js'
import { read } from '../universal/read.js'
import { refuses } from '../robust/support/refuses.js'

/** Photos are not noise: bytes of some range, with some in a row. */
function bytes (count: number, seed: number, [low, high] = [0, 256]): Uint8Array {
  return Uint8Array.from(noise(count, seed, low, high), (value, i) => i % 7 < 2 ? low : value)
}

const sizes = [[1, 1, 3], [1, 7, 3], [2, 2, 3], [5, 4, 3], [13, 17, 3], [64, 33, 3], [9, 8, 1],
  [7, 6, 4], [5, 5, 5]]
const ranges: ReadonlyArray<[number, number]> = [[0, 256], [30, 200], [77, 78], [100, 103]]

test('WebAssembly gives the bytes of plain loops', t => {
  for (const [s, shape] of sizes.entries()) {
    for (const range of ranges) {
      const data = bytes(shape.reduce((size, side) => size * side, 1), s, range)
      const before = data.slice()
      for (const name of operationNames) {
        for (const level of [0.1, 1, 2.9, 7.3, 10, -1.3]) {
          const fast = operate(name, level, { data, shape })
          const slow = operated(name, level, { data, shape }, plain)
          t.deepEqual(fast, Uint8Array.from(slow), `${name} ${level} of ${shape.join()}`)
        }
      }
      t.deepEqual(data, before)
    }
  }
})

test('a page operates with plain loops until WebAssembly is there, to the same bytes', async t => {
  const image = { data: bytes(13 * 17 * 3, 2), shape: [13, 17, 3] }
  const first = fastest()
  t.is(first, plain)
  const slow = operationNames.map(name => Uint8Array.from(operated(name, 2.9, image, first)))
  for (let wait = 0; fastest() === plain && wait < 1000; wait++) {
    await new Promise(resolve => { setTimeout(resolve, 5) })
  }
  const engine = fastest()
  t.not(engine, plain)
  t.is(fastest(), engine)
  operationNames.forEach((name, k) => {
    t.deepEqual(Uint8Array.from(operated(name, 2.9, image, engine)), slow[k], name)
  })
})

test('an operation writes where it is told to', t => {
  const data = bytes(60, 1)
  const into = new Uint8Array(60)
  t.is(operate('equalize', 1, { data, shape: [5, 4, 3] }, into), into)
  t.deepEqual(into, operate('equalize', 1, { data, shape: [5, 4, 3] }))
})

test('what is wrong with an operation is said', async t => {
  const image = { data: new Uint8Array(12), shape: [2, 2, 3] }
  const call = operate as unknown as (...args: readonly unknown[]) => unknown
  await refuses(t, () => call('blur', 1, image), 'UNKNOWN_NAME', /no operation named "blur"/)
  await refuses(t, () => augmix({ width: 33 }), 'OPTION', /"width" must be .* from 1 to 32, got 33/)
  await refuses(t, () => call('rotate', 11, image), 'OPTION', /"level" must be from -10 to 10/)
  await refuses(t, () => call('rotate', 1, { data: new Uint8Array(5), shape: [2, 2, 3] }), 'INPUT',
    /"image" must be \{ data, shape \}/)
  await refuses(t, () => call('rotate', 1, image, new Uint8Array(3)), 'OPTION',
    /"into" must be a Uint8Array of 12/)
})

const everything = { operations: [...operationNames], severity: 6 }
const mixers: ReadonlyArray<readonly [string, ConfiguredMixer]> = [
  ['augmix', augmix({ ...everything, consistency: true })],
  ['pixmix', pixmix({ ...everything, mixings: ['add', 'multiply', 'screen', 'overlay',
    'darken-or-lighten', 'swap-channel'] })],
  ['cropmix', cropmix({ views: 'any', interAugment: true })],
  ['cropmix by boxes', cropmix({ views: 3, operation: 'cutmix', interAugment: true })]
]

for (const backend of backends.filter(name => name === 'cpu' || name === 'wasm')) {
  for (const [name, mixer] of mixers) {
    test.serial(`${name} of bytes is that of tensors, to the byte, on ${backend}`, async t => {
      await useBackend(backend)
      for (const [rows, height, width] of [[3, 9, 14], [1, 11, 5]]) {
        const shape: [number, number, number, number] = [rows, height, width, 3]
        const data = bytes(rows * height * width * 3, 3)
        const pictures = bytes(2 * height * width * 3, 4)
        const scaled = (list: Uint8Array, count: number): tf.Tensor4D => tf.tensor4d(
          Float32Array.from(list, byte => byte / 255), [count, height, width, 3])
        const onHost = createMixer(mixer,
          { pools: { pictures: { x: { data: pictures, shape: [2, height, width, 3] } } } })
        const onDevice = createMixer(mixer, { pools: { pictures: { x: scaled(pictures, 2) } } })
        for (let step = 0; step < 4; step++) {
          const plan = parse(stringify(onHost.plan({ x: { data, shape } }, { step })))
          const host = onHost.apply({ x: { data, shape } }, plan).x.data
          const device = read(onDevice.apply({ x: scaled(data, rows) }, plan).x)
          const far = host.reduce((most, byte, i) =>
            Math.max(most, Math.abs(byte - device[i] * 255)), 0)
          t.true(far <= 0.5 + 1e-3, `${far} at step ${step}`)
        }
      }
    })
  }
}

const photometric = ['posterize', 'color', 'contrast'] as const

test.serial('masks and boxes stay where nothing is moved', async t => {
  await useBackend('cpu')
  const shape = { size: 3, height: 8, width: 6, channels: 3 }
  const x = { data: bytes(3 * 8 * 6 * 3, 5), shape: [3, 8, 6, 3] }
  const mask = { data: maskIds(shape), shape: [3, 8, 6] }
  const boxes: Annotations[] = [0, 1, 2].map(row =>
    ({ boxes: [[0, 1, 4 + row, 5]], classes: [row] }))
  const pictures = { x: { data: bytes(8 * 6 * 3, 6), shape: [1, 8, 6, 3] } }
  const operations = [...photometric]
  const targets = ['mask', 'boxes', 'label']
  for (const mix of [createMixer(augmix({ operations }), { targets }),
    createMixer(pixmix({ operations }), { pools: { pictures }, targets })]) {
    const label = [[1, 0, 0], [0, 1, 0], [0.3, 0, 0.7]]
    const { batch } = mix.mix({ x, mask, boxes, label })
    t.deepEqual(batch.mask.data, mask.data)
    t.deepEqual(batch.boxes.map(each => [each.boxes, each.weights]),
      boxes.map(each => [each.boxes, [1]]))
    const soft = (batch.label as unknown as HostArray<Float32Array>).data
    t.deepEqual([...soft], label.flat().map(Math.fround))
  }
})

test.serial('operations that move things refuse masks and boxes at creation', async t => {
  const pools = { pictures: { x: tf.zeros([1, 4, 4, 3]) } }
  for (const mixer of [augmix(), pixmix(), sequence([mixup(), augmix()])]) {
    for (const target of ['mask', 'boxes']) {
      await refuses(t, () => createMixer(mixer, { pools, targets: ['label', target] }), 'TARGET',
        new RegExp(`target "${target}" cannot follow operations that move what is seen \\(rotate`))
    }
    const mix = createMixer(mixer, { pools })
    const batch = { x: tf.zeros([1, 4, 4, 3]), mask: tf.zeros([1, 4, 4]) }
    await refuses(t, () => mix.mix(batch), 'TARGET', /target "mask" cannot follow/)
  }
})

test.serial('the gradient of operations is that of what they leave of an image', async t => {
  await useBackend('cpu')
  const x = tf.tensor4d(noise(2 * 5 * 4 * 3, 7, 0, 1), [2, 5, 4, 3])
  const mix = createMixer(augmix())
  const plan = mix.plan({ x })
  const slopes = read(tf.grad(given => tf.sum(mix.apply({ x: given as tf.Tensor4D }, plan).x))(x))
  plan.draws.mixed.forEach((mixed, row) => {
    t.true(Math.abs(slopes[row * 60] - (1 - mixed)) < 1e-6)
  })
  const pix = createMixer(pixmix(), { pools: { pictures: { x } } })
  const rounds = pix.plan({ x }, { step: 1 })
  t.throws(() => tf.grad(given => tf.sum(pix.apply({ x: given as tf.Tensor4D }, rounds).x))(x),
    { message: /has no gradient through what the host does/ })
})

test.serial('a mixer of several plans replays before another one', async t => {
  await useBackend('cpu')
  const x = tf.tensor4d(noise(2 * 5 * 4 * 3, 7, 0, 1), [2, 5, 4, 3])
  const mix = createMixer(sequence([cropmix({ views: 4 }), cropmix(), mixup()]))
  const plan = mix.plan({ x }, { step: 3 })
  t.deepEqual(mix.plan({ x }, { step: 5, draws: replay(plan) }), plan)
})
