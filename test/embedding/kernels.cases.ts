import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import {
  arcWeights, logSumExpRows, noGrad, pairDots, slerpRows, takeColumns, topK, useBackend
} from '../../core/index.js'
import { contrastPairs } from '../../core/tensor/similarity/contrast-pairs.js'
import { scaledLogSums } from '../../core/tensor/similarity/log-sum-exp-rows.js'
import { logSumOuter } from '../../core/tensor/similarity/log-sum-outer.js'
import { bracketing } from '../../domains/embedding/objectives/sup-re-mix-rows.js'
import { normalRows } from './support.js'

type Run = (...x: Tensor2D[]) => Tensor

/** Values and gradients on a backend, of tensors made there; the upstream gradient is uneven. */
async function onBackend (name: string, run: Run, make: () => Tensor2D[]): Promise<number[][]> {
  await useBackend(name)
  const inputs = make()
  const total = (...x: Tensor[]): tf.Scalar => {
    const made = run(...x as Tensor2D[])
    const weights = tf.reshape(tf.sin(tf.range(1, made.size + 1)), made.shape)
    return tf.sum(tf.mul(made, weights))
  }
  const { grads } = tf.valueAndGrads(total)(inputs)
  return [run(...inputs), ...grads].map(each => Array.from(each.dataSync()))
}

function unit (seed: number, size: number, width: number): Tensor2D {
  return tf.tidy(() => {
    const rows = normalRows(seed, size, width)
    return tf.div<Tensor2D>(rows, tf.norm(rows, 2, 1, true))
  })
}

/** Near others, the same, opposite, and any. */
const partners = (x: Tensor2D): Tensor2D => tf.tidy(() => {
  const others = unit(9, x.shape[0], x.shape[1])
  const factors = tf.tensor2d([1, 1, -1, 0, 0, 0.999, 1].slice(0, x.shape[0]), [x.shape[0], 1])
  const mixed = tf.add(tf.mul(x, factors), tf.mul(others, tf.sub(1, tf.abs(factors))))
  return tf.div<Tensor2D>(mixed, tf.norm(mixed, 2, 1, true))
})

const contrasted: Run = (x, y, others) => contrastPairs(x, y, others, 9)
const some = (): Tensor2D =>
  tf.tensor2d(Float32Array.from({ length: 49 }, (_, k) => Number(k % 5 > 0)), [7, 7])
/** The same by a table of all logits. */
const contrastedByTable = (mask?: () => Tensor2D): Run => (x, y, others) => {
  const [eye, own] = [tf.eye(7), tf.sum(tf.mul(x, y), 1, true)]
  const shown = tf.add(tf.mul(mask?.() ?? tf.ones([7, 7]), tf.sub(1, eye)), eye)
  const losses = [x, y].map(rows => {
    const all = tf.matMul(rows, others, false, true)
    const logits = tf.mul(9, tf.add(tf.mul(all, tf.sub(1, eye)), tf.mul(own, eye)))
    return tf.sub(tf.log(tf.sum(tf.mul(tf.exp(logits), shown), 1)), tf.mul(9, tf.squeeze(own)))
  })
  return tf.mean(tf.add(losses[0], losses[1]))
}

const blocks = (): Tensor2D[] => [7, 1, 19].map((width, b) =>
  tf.tidy(() => tf.mul<Tensor2D>(normalRows(b + 1, 7, width), 8)))
const columns = (): Tensor2D =>
  tf.tensor2d([3, 0, 3, 6, 5, 5, 1, 2, 4, 4, 4, 4, 0, 1, 2, 3, 6, 0, 6, 0, 5], [7, 3], 'int32')
const pairs = bracketing([1, 2, 2.5, 3, 4, 9, 2], 3, 1e6, 0)

const cases: Readonly<Record<string, readonly [Run, () => Tensor2D[]]>> = {
  slerp: [(x, y) => slerpRows(x, y, 0.3), () => {
    const x = unit(1, 7, 13)
    return [x, partners(x)]
  }],
  'slerp by a list': [(x, y) => slerpRows(x, y, Float64Array.of(0, 1, 0.5, 0.2, 0.9, 0.4, 0.7)),
    () => [unit(1, 7, 20), unit(2, 7, 20)]],
  'weights on arcs': [x => tf.add(...arcWeights(tf.reshape<tf.Rank.R1>(x, [9]), 0.3)),
    () => [tf.tensor2d([-1, -0.9999, -0.5, 0, 0.3, 0.7, 0.9998, 0.99995, 1], [9, 1])]],
  'sums of exponentials': [(...x) => logSumExpRows(x), blocks],
  'scaled sums, the diagonal hidden':
    [(...x) => scaledLogSums(x, { scale: 3, hidden: true }), blocks],
  'hidden numbers that are far larger': [x => scaledLogSums([x], { scale: 10, hidden: true }),
    () => [tf.tidy(() => tf.add<Tensor2D>(normalRows(4, 6, 6), tf.mul(tf.eye(6), 1e3)))]],
  'numbers that do not count': [x => logSumExpRows([x]), () => [tf.tensor2d(
    [1, -1e30, 2, -1e30, -1e30, 0, -1e30, -1e30, -1e30, 88, 80, -80, -300, 5, 0], [3, 5])]],
  'pairs told from others': [contrasted, () => [1, 2, 3].map(seed => unit(seed, 7, 13))],
  'pairs told from some others': [(x, y, others) => contrastPairs(x, y, others, 9, some()),
    () => [1, 2, 3].map(seed => unit(seed, 7, 13))],
  columns: [x => takeColumns(x, columns()), () => [normalRows(1, 7, 7)]],
  'pairs of rows': [x => tf.add(noGrad(rows => pairDots(rows,
    tf.tensor1d([0, 3, 6, 6], 'int32'), tf.tensor1d([1, 3, 0, 5], 'int32')), x), tf.mul(tf.sum(x),
    0)), () => [normalRows(1, 7, 21)]],
  'sums over pairs of columns': [x => logSumOuter(x, pairs), () => [normalRows(1, 7, 7)]],
  'the largest': [x => topK(x, 3).values, () => [normalRows(1, 5, 40)]]
}

for (const [name, [run, make]] of Object.entries(cases)) {
  test.serial(`${name}: the kernels of wasm compute what is composed on cpu`, async t => {
    const [wasm, cpu] = [await onBackend('wasm', run, make), await onBackend('cpu', run, make)]
    wasm.forEach((numbers, part) => {
      const range = Math.max(1, ...cpu[part].map(Math.abs).filter(each => each < 1e29))
      numbers.forEach((each, k) => {
        const tolerance = Math.max(3e-6 * range, 1e-6 * Math.abs(cpu[part][k]))
        const off = Math.abs(each - cpu[part][k])
        t.true(off <= tolerance, `${part}, ${k}: ${each}, ${cpu[part][k]}`)
      })
    })
  })
}

test.serial('pairs are told from others as by a table of all, on every backend', async t => {
  const make = (): Tensor2D[] => [1, 2, 3].map(seed => unit(seed, 7, 13))
  const ways: ReadonlyArray<readonly [Run, Run]> = [[contrasted, contrastedByTable()],
    [(x, y, others) => contrastPairs(x, y, others, 9, some()), contrastedByTable(some)]]
  for (const [run, byTable] of ways) {
    const expected = await onBackend('cpu', byTable, make)
    for (const backend of ['cpu', 'wasm']) {
      const got = await onBackend(backend, run, make)
      got.forEach((numbers, part) => {
        const off = numbers.map((each, k) => Math.abs(each - expected[part][k]))
        t.true(Math.max(...off) < 3e-6, `${backend}, ${part}: ${Math.max(...off)}`)
      })
    }
    t.true(Math.max(...expected[3].map(Math.abs)) > 0.01)
  }
})

test.serial('what is no number stays none', async t => {
  for (const backend of ['wasm', 'cpu']) {
    await useBackend(backend)
    const sums = logSumExpRows([tf.tensor2d([1, 2, NaN, 3, 1, 1], [2, 3])]).dataSync()
    t.deepEqual([Number.isNaN(sums[0]), Number.isNaN(sums[1])], [true, false], backend)
  }
})

test.serial('a sum of one column, which is hidden, is that of nothing', async t => {
  for (const backend of ['wasm', 'cpu']) {
    await useBackend(backend)
    const x = tf.tensor2d([3], [1, 1])
    const { value, grad } = tf.valueAndGrad(y =>
      tf.sum(scaledLogSums([y as Tensor2D, tf.tensor2d([5], [1, 1])], { hidden: true })))(x)
    t.deepEqual([value.dataSync()[0], grad.dataSync()[0]], [5, 0], backend)
  }
})
