import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core'
import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import {
  blendMask, combineRows, concatRagged, mixRows, normalizeBytes, noGrad, pasteBoxes, pasteResized,
  resizeBilinear, resizeNearest, scatterAddRows, segmentMax, segmentMean, segmentSum, stopGradient,
  takeRows, useBackend
} from '../../core/tensor/index.js'
import { near } from './support/backends.js'
import { numbers } from './support/numbers.js'

/** Kernels that take 10 to 100 times as long on wasm as what stands in for them. */
const slow = [
  'GatherV2', 'Select', 'Reverse', 'Pack', 'Tile', 'StridedSlice', 'SplitV', 'Unpack', 'OneHot',
  'CropAndResize', 'ResizeBilinearGrad', 'ResizeNearestNeighborGrad', 'UnsortedSegmentSum',
  'Transpose'
]

type Case = (x: Tensor, y: Tensor, c: Tensor, m: Tensor) => Tensor

const rows = Int32Array.of(2, 0, 0, 3, 1)
const order = Int32Array.of(4, 2, 0, 1, 3)
const each = Float64Array.of(0.1, 0.9, 0.5, 0.25, 0.75)
const box = { start: Int32Array.of(1, 2), end: Int32Array.of(5, 6) }
const from = { start: Int32Array.of(0, 1), end: Int32Array.of(6, 3) }
const soft = { data: Float32Array.from({ length: 42 }, (_, i) => i % 5 / 4), shape: [1, 6, 7] }
const coefficient = (c: Tensor): Tensor1D => c as Tensor1D

const cases: Readonly<Record<string, Case>> = {
  takeRows: x => takeRows(x, rows),
  takeRowsOrdered: x => takeRows(x, order),
  combineRows: x => combineRows(x, { outputs: rows, rows: order, coefficients: each, size: 5 }),
  scatterAddRows: x => scatterAddRows(x, rows, 5),
  concatRagged: (x, y) => concatRagged([{ values: x, ends: Int32Array.of(2, 5) },
    { values: y, ends: Int32Array.of(0, 4, 5), groups: Int32Array.of(1, 2) }]).values,
  segmentSum: x => segmentSum(x, { ends: Int32Array.of(1, 1, 5) }),
  segmentMean: x => segmentMean(x, { ids: rows, size: 5 }),
  segmentMax: x => segmentMax(x, { ids: rows, size: 5 }),
  mixRows: (x,
    y) => mixRows([{ x, coefficient: 0.3 }, { x, rows: order, coefficient: each }, { x: y, rows }]),
  mixRowsLive: (x, y, c) => mixRows([{ x, coefficient: coefficient(c) },
    { x: y, rows, coefficient: coefficient(c) }]),
  pasteBoxes: (x, y) => pasteBoxes(x, y, { axes: 2, ...box, rows, coefficient: each }),
  pasteBoxesLive: (x, y, c) => pasteBoxes(x, y, { axes: 2, ...box, coefficient: coefficient(c) }),
  blendMask: (x, y) => blendMask(x, y, soft, { rows, coefficient: each }),
  blendMaskLive: (x, y, c, m) => blendMask(x, y, m, { rows, coefficient: coefficient(c) }),
  pasteNearest: (x, y) => pasteResized(x, y, { ...box, from, resize: 'nearest', rows }),
  pasteBilinear: (x, y, c) => pasteResized(x, y,
    { ...box, from, resize: 'bilinear', rows, coefficient: coefficient(c) }),
  pasteCorners: (x, y) => pasteResized(x, y,
    { ...box, from, resize: 'bilinear-corners', rows, coefficient: each }),
  resizeBilinear: x => resizeBilinear(x as Tensor4D, [9, 4]),
  resizeCorners: x => resizeBilinear(x as Tensor4D, [4, 9], { align: 'corners' }),
  resizeNearest: x => resizeNearest(x as Tensor4D, [4, 9]),
  normalizeBytes: x => tf.add(x, normalizeBytes(
    { data: new Uint8Array(5 * 126).fill(77), shape: [5, 6, 7, 3] }, { mean: 0.5, std: 0.2,
      terms: [{ coefficient: each }, { rows }] }
  )),
  stopGradient: x => tf.add(x, stopGradient(x)),
  noGrad: x => tf.mul(x, noGrad(v => tf.cast(tf.greater(v, 0), 'float32'), x))
}

function inputs (): Tensor[] {
  const draw = numbers(7)
  return [draw.tensor([5, 6, 7, 3]), draw.tensor([5, 6, 7, 3]), draw.tensor([5]),
    draw.tensor([5, 6, 7])]
}

/** The values and the gradients of a case, one after the other, and the kernels they took. */
async function results (run: Case): Promise<{ values: Float32Array[], kernels: string[] }> {
  const values: Float32Array[] = []
  const { kernelNames } = await tf.profile(() => {
    const given = inputs()
    const out = run(...given as [Tensor, Tensor, Tensor, Tensor])
    const weights = numbers(8).tensor(out.shape)
    const used = given.filter((_, i) => i < run.length)
    const gradients = tf.grads((...xs: Tensor[]) =>
      tf.mul(run(...[...xs, ...given.slice(xs.length)] as [Tensor, Tensor, Tensor, Tensor]),
        weights))(used)
    values.push(...[out, ...gradients].map(result => result.dataSync().slice() as Float32Array))
    tf.dispose([given, out, weights, gradients])
    return tf.scalar(0)
  })
  return { values, kernels: kernelNames }
}

for (const [name, run] of Object.entries(cases)) {
  test.serial(`${name} takes no slow kernel on wasm and gives what cpu gives`, async t => {
    await useBackend('wasm')
    const wasm = await results(run)
    t.deepEqual(wasm.kernels.filter(kernel => slow.includes(kernel)), [])
    t.true(wasm.kernels.length > 0)
    await useBackend('cpu')
    const cpu = await results(run)
    wasm.values.forEach((values, i) => {
      // The gradient of a coefficient is a sum over a row: wasm rounds it 126 times, cpu once.
      const rounding = i === 3 ? 1e-6 * Math.sqrt(126) : 1e-6
      near(t, values, cpu.values[i], rounding, i === 0 ? 'value' : `gradient ${i - 1}`)
    })
  })
}

test.serial('the gradient of a mix of permuted rows is such a mix itself', async t => {
  await useBackend('wasm')
  const { kernels } = await results(x =>
    mixRows([{ x, coefficient: each }, { x, rows: order, coefficient: 0.5 }]))
  t.true(kernels.includes('RemixtureMixRows'))
  t.false(kernels.includes('RemixtureCombineRows'))
})

test.serial('the list of slow kernels would catch one', async t => {
  await useBackend('wasm')
  const { kernels } = await results(x => tf.mul(x,
    tf.where(tf.greater(tf.ones(x.shape), 0), tf.ones(x.shape), 0)))
  t.true(kernels.includes('Select'))
})

test.serial('matrices are multiplied without transpose flags on wasm', async t => {
  await useBackend('wasm')
  const original = tf.getKernel('BatchMatMul', 'wasm')
  let flags = 0
  tf.unregisterKernel('BatchMatMul', 'wasm')
  tf.registerKernel({
    ...original,
    kernelFunc: given => {
      if (given.attrs?.transposeA === true || given.attrs?.transposeB === true) flags++
      return original.kernelFunc(given)
    }
  })
  for (const run of Object.values(cases)) await results(run)
  tf.unregisterKernel('BatchMatMul', 'wasm')
  tf.registerKernel(original)
  t.is(flags, 0)
})
