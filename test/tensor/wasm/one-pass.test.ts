import test from 'ava'
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../../core/index.js'
import { createMixer, over, own, paintRows, useBackend } from '../../../core/index.js'
import { cutmix, mixup } from '../../../domains/image/index.js'
import { near } from '../support/backends.js'
import { numbers } from '../support/numbers.js'

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

const paint = (x: Tensor): Tensor => paintRows(plan, { batch: x }, {}, 'test')

test.serial('layers painted on one another are what cpu paints, and inputs stay', async t => {
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

test.serial('of any number of layers only the first takes new memory', async t => {
  await useBackend('wasm')
  const x = numbers(2).tensor([4, 6, 5, 3])
  const { newTensors, kernels } = await tf.profile(() => paint(x))
  const made = kernels.filter(({ name }) => name.startsWith('Remixture'))
  t.true(made.length >= 4)
  t.is(made.reduce((sum, { bytesAdded }) => sum + bytesAdded, 0), x.size * 4)
  t.is(newTensors, 1)
  x.dispose()
})
