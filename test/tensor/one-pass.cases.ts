import test from 'ava'
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../core/index.js'
import { createMixer, over, own, paintRows, useBackend } from '../../core/index.js'
import { cutmix, mixup } from '../../domains/image/index.js'
import { near } from './support/backends.js'
import { differentiates } from './support/differences.js'
import { numbers } from './support/numbers.js'

for (const [name, mixer, kernel] of [
  ['mixup', mixup(), 'RemixtureMixRows'], ['cutmix', cutmix(), 'RemixturePasteBoxes'],
  ['cutmix with a box each', cutmix({ per: 'sample' }), 'RemixturePasteBoxes']
] as const) {
  test.serial(`${name} is one kernel on wasm, and nothing else`, async t => {
    await useBackend('wasm')
    const x = numbers(1).tensor([6, 8, 8, 3]) as Tensor4D
    const run = createMixer(mixer, { seed: 3 })
    const { kernelNames } = await tf.profile(() => run.mix({ x }).batch.x)
    t.deepEqual(kernelNames, [kernel])
    x.dispose()
  })
}

/** Rows in another order, then boxes of two layers, a mask, and a box that shows a part. */
const source = { rows: Int32Array.of(3, 2, 1, 0) }
const box = (...edges: readonly [number, number, number, number]): object => ({
  kind: 'boxes', axes: ['height', 'width'], start: Int32Array.from(edges.slice(0, 2)),
  end: Int32Array.from(edges.slice(2))
})
const part = { start: Int32Array.of(1, 1), end: Int32Array.of(5, 5) }
const plan = {
  mixer: 'layers', version: 1, options: {}, draws: {}, size: 4, axes: ['height', 'width'],
  frame: [6, 5],
  layers: [
    own(),
    over({ rows: Int32Array.of(1, 1, 3, 0) }),
    over(source, { where: box(0, 1, 4, 4) as never, coefficient: 0.5 }),
    over({ rows: Int32Array.of(2, 0, 0, 1) }, { where: box(3, 0, 6, 5) as never }),
    over(source, {
      where: {
        kind: 'mask', axes: ['height', 'width'], grid: [6, 5], of: 2,
        levels: Uint8Array.from({ length: 30 }, (_, k) => k % 3)
      }
    }),
    over(source, { where: { ...box(0, 0, 2, 2), from: part } as never })
  ]
} as unknown as Plan

const paintAll = (x: Tensor): Tensor => paintRows(plan, { batch: x }, {}, 'test')

/** Layers that hide all under them: two boxes, one that is moved, patches of a mask. */
const opaque = {
  ...plan,
  layers: [
    own(),
    over(source, { where: box(0, 1, 4, 4) as never }),
    over({ rows: Int32Array.of(2, 0, 0, 1) }, {
      where: { ...box(3, 0, 5, 4), from: { start: part.start, end: Int32Array.of(3, 5) } } as never
    }),
    over(source, {
      where: {
        kind: 'mask', axes: ['height', 'width'], grid: [3, 5], of: 1, outside: true,
        levels: Uint8Array.from({ length: 60 }, (_, k) => Number(k % 4 > 0))
      }
    })
  ]
} as unknown as Plan

const paintOpaque = (x: Tensor): Tensor => paintRows(opaque, { batch: x }, {}, 'test')

for (const [title, paint] of [['layers', paintAll], ['opaque layers', paintOpaque]] as const) {
  test.serial(`${title} painted on one another are what cpu paints, and inputs stay`, async t => {
    const results: Array<ReadonlyArray<ArrayLike<number>>> = []
    for (const backend of ['cpu', 'wasm']) {
      await useBackend(backend)
      const x = numbers(2).tensor([4, 6, 5, 3])
      const before = x.dataSync().slice()
      const out = paint(x)
      t.deepEqual(x.dataSync(), before)
      const dy = numbers(3).tensor([4, 6, 5, 3])
      const { value, grad } = tf.valueAndGrad(paint)(x, dy)
      results.push([out, value, grad].map(each => each.dataSync().slice()))
      tf.dispose([x, out, dy, value, grad])
    }
    const [cpu, wasm] = results
    near(t, wasm[0], cpu[0], 0, 'painted')
    near(t, wasm[1], cpu[0], 0, 'painted on the tape')
    near(t, wasm[2], cpu[2], 1e-6, 'gradient')
  })
}

test.serial('a part that a tensor fades is laid over what is there, not over itself', async t => {
  const results: Array<ArrayLike<number>> = []
  for (const backend of ['cpu', 'wasm']) {
    await useBackend(backend)
    const [x, coefficient] = [numbers(5).tensor([4, 6, 5, 3]), tf.tensor1d([0.5, 0.25, 1, 0])]
    const layers = [...plan.layers.slice(0, 3),
      over(source, { where: { ...box(0, 0, 3, 2), from: part } as never, coefficient })]
    const out = paintRows({ ...plan, layers }, { batch: x }, {}, 'test')
    results.push(out.dataSync().slice())
    tf.dispose([x, coefficient, out])
  }
  near(t, results[1], results[0], 1e-6)
})

test.serial('opaque layers are one pass over memory, and have the gradients of others', async t => {
  await useBackend('wasm')
  const x = numbers(4).tensor([4, 6, 5, 3])
  const { kernelNames, newTensors } = await tf.profile(() => paintOpaque(x))
  t.deepEqual(kernelNames, ['RemixtureAssemble'])
  t.is(newTensors, 1)
  differentiates(t, paintOpaque, [x])
  x.dispose()
})

test.serial('opaque layers of what does not fit are refused on wasm as on cpu', async t => {
  const said: string[][] = []
  for (const backend of ['cpu', 'wasm']) {
    await useBackend(backend)
    const x = tf.zeros([4, 6, 5, 3])
    said.push([[4, 6, 5, 2], [4, 6, 4, 3], [2, 6, 5, 3]].map(shape => {
      const bank = tf.zeros(shape)
      const layers = opaque.layers.map((layer, l) =>
        l === 1 ? { ...layer, source: { pool: 'bank', ...source } } : layer)
      const error = t.throws(() =>
        paintRows({ ...opaque, layers }, { batch: x, bank }, {}, 'test'))
      bank.dispose()
      return error?.message ?? ''
    }))
    x.dispose()
  }
  t.deepEqual(said[1], said[0])
})

test.serial('of any number of layers only the first takes new memory', async t => {
  await useBackend('wasm')
  const x = numbers(2).tensor([4, 6, 5, 3])
  const { newTensors, kernels } = await tf.profile(() => paintAll(x))
  const made = kernels.filter(({ name }) => name.startsWith('Remixture'))
  t.true(made.length >= 4)
  t.is(made.reduce((sum, { bytesAdded }) => sum + bytesAdded, 0), x.size * 4)
  t.is(newTensors, 1)
  x.dispose()
})
