import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Coefficient } from '../../core/tensor/index.js'
import { mixRows } from '../../core/tensor/index.js'
import { near, onEachBackend, refuses, runs } from './support/backends.js'
import { differentiates } from './support/differences.js'
import { numbers } from './support/numbers.js'
import { mix } from './support/oracles.js'

const own = (i: number): number => i

onEachBackend('two terms of mixRows are lambda * x + (1 - lambda) * x[partner], bit for bit', t => {
  for (const [seed, shape] of [[1, 4], [3], [5, 7], [8, 3, 5, 3], [33, 2, 2], [6, 130]].entries()) {
    const draw = numbers(seed)
    const x = draw.tensor(shape)
    const source = { data: x.dataSync(), shape }
    const [n] = shape
    const one = draw.shares(1)[0]
    const each = draw.shares(n)
    for (const partner of [draw.permutation(n), draw.rows(n, n)]) {
      const shared = runs(t, [x],
        () => mixRows([{ x, coefficient: one }, { x, rows: partner, coefficient: 1 - one }]))
      t.deepEqual(shared.shape, shape)
      near(t, shared, mix([
        { x: source, row: own, coefficient: () => one },
        { x: source, row: i => partner[i], coefficient: () => 1 - one }
      ], n), 0)
      const rest = each.map(lambda => 1 - lambda)
      const single = runs(t, [x],
        () => mixRows([{ x, coefficient: each }, { x, rows: partner, coefficient: rest }]))
      near(t, single, mix([
        { x: source, row: own, coefficient: i => each[i] },
        { x: source, row: i => partner[i], coefficient: i => rest[i] }
      ], n), 0)
    }
  }
})

onEachBackend('mixRows takes any number of terms from pools of any size', t => {
  const draw = numbers(21)
  const [batch, bank] = [draw.tensor([4, 3, 2]), draw.tensor([9, 3, 2])]
  const [a, b] = [{ data: batch.dataSync(), shape: batch.shape },
    { data: bank.dataSync(), shape: bank.shape }]
  const [first, second, third] = [draw.rows(6, 4), draw.rows(6, 9), draw.rows(6, 9)]
  const scales = draw.shares(6).map(share => share - 0.5)
  const out = runs(t, [batch, bank], () => mixRows([
    { x: batch, rows: first }, { x: bank, rows: second, coefficient: -0.25 }, { x: bank,
      rows: third, coefficient: scales }
  ]))
  near(t, out, mix([
    { x: a, row: i => first[i], coefficient: () => 1 },
    { x: b, row: i => second[i], coefficient: () => -0.25 },
    { x: b, row: i => third[i], coefficient: i => scales[i] }
  ], 6), 0)
  const alone = runs(t, [batch], () => mixRows([{ x: batch }]))
  near(t, alone, a.data, 0)
})

onEachBackend('mixRows with coefficients held by tensors gives the same numbers', t => {
  const draw = numbers(22)
  const x = draw.tensor([5, 3, 2])
  const partner = draw.rows(5, 5)
  const lambda = Float64Array.from(draw.shares(5), Math.fround)
  const live = tf.tensor1d(Float32Array.from(lambda))
  const host = mixRows([{ x, coefficient: lambda }, { x, rows: partner, coefficient: 0.75 }])
  const out = runs(t, [x, live],
    () => mixRows([{ x, coefficient: live }, { x, rows: partner, coefficient: 0.75 }]))
  near(t, out, host.dataSync(), 0)
})

onEachBackend('the gradients of mixRows are right for permutations, repeats and pools', t => {
  const draw = numbers(23)
  const partner = draw.permutation(5)
  const repeated = Int32Array.of(1, 1, 4, 0, 1)
  const scales = draw.shares(5)
  const [x, image] = [draw.tensor([5, 3]), draw.tensor([5, 2, 2])]
  const pairs: ReadonlyArray<readonly [Coefficient, Int32Array, Coefficient]> = [
    [0.3, partner, 0.7], [scales, partner, scales], [scales, repeated, 0.7]
  ]
  for (const [first, rows, second] of pairs) {
    for (const input of [x, image]) {
      const pair = (y: Tensor): Tensor =>
        mixRows([{ x: y, coefficient: first }, { x: y, rows, coefficient: second }])
      differentiates(t, pair, [input])
    }
  }
  const pooled = (y: Tensor, bank: Tensor): Tensor => mixRows([
    { x: y, rows: partner },
    { x: bank, rows: repeated, coefficient: scales },
    { x: bank, rows: repeated }
  ])
  differentiates(t, pooled, [x, draw.tensor([7, 3])])
  const live = (y: Tensor, bank: Tensor, c: Tensor, d: Tensor): Tensor => mixRows([
    { x: y, coefficient: c as Tensor1D },
    { x: bank, rows: repeated, coefficient: d as Tensor1D },
    { x: y, rows: partner, coefficient: scales }
  ])
  differentiates(t, live, [image, draw.tensor([6, 2, 2]), draw.tensor([5]), draw.tensor([5])])
})

onEachBackend('the gradient of mixRows reaches one tensor where the other is constant', t => {
  const draw = numbers(24)
  const fixed = draw.tensor([4, 3])
  differentiates(t, x => mixRows([{ x, coefficient: 0.25 },
    { x: fixed, rows: Int32Array.of(1, 1, 0, 2) }]), [draw.tensor([4, 3])])
})

onEachBackend('gradients through mixRows leave no tensors, also when the loss throws', t => {
  const x = numbers(25).tensor([4, 3])
  const rows = Int32Array.of(1, 0, 3, 2)
  const before = tf.memory().numTensors
  const f = (y: typeof x): typeof x => mixRows([{ x: y, coefficient: 0.5 },
    { x: y, rows, coefficient: 0.5 }])
  tf.grad(f)(x).dispose()
  t.is(tf.memory().numTensors, before)
  t.throws(() => tf.tidy(() => {
    f(x)
    throw new Error('loss')
  }), { message: 'loss' })
  t.is(tf.memory().numTensors, before)
})

onEachBackend('mixRows refuses what does not fit', t => {
  const draw = numbers(26)
  const [x, y, wide] = [draw.tensor([3, 2]), draw.tensor([4, 2]), draw.tensor([3, 3])]
  refuses(t, () => mixRows([]), 'TENSOR', /"terms" must be a list of at least one term/)
  refuses(t, () => mixRows([{ x }, { x: wide }]), 'TENSOR',
    'mixRows: "terms[1].x" must hold rows of float32 shape [2], got float32 shape [3, 3]')
  refuses(t, () => mixRows([{ x }, { x: y }]), 'TENSOR',
    /"terms\[1\].rows" must say which of 4 rows 3 outputs show/)
  refuses(t, () => mixRows([{ x }, { x, rows: Int32Array.of(0, 1) }]), 'TENSOR',
    /"terms\[1\].rows" must have 3 entries/)
  refuses(t, () => mixRows([{ x }, { x, rows: Int32Array.of(0, 1, 3) }]), 'TENSOR',
    /"terms\[1\].rows" must be 0 … 2, got 3/)
  refuses(t, () => mixRows([{ x, coefficient: NaN }]), 'TENSOR',
    'mixRows: "terms[0].coefficient" must be finite, got NaN')
  refuses(t, () => mixRows([{ x, coefficient: 1e39 }]), 'TENSOR',
    'mixRows: "terms[0].coefficient" must be finite, got 1e+39')
  refuses(t, () => mixRows([{ x, coefficient: Float64Array.of(1, 2) }]), 'TENSOR',
    /"terms\[0\].coefficient" must have 3 entries/)
  refuses(t, () => mixRows([{ x, coefficient: Float64Array.of(1, Infinity, 0) }]), 'TENSOR',
    /must be finite, got Infinity/)
  refuses(t, () => mixRows([{ x, coefficient: [1, 2, 3] as never }]), 'TENSOR',
    /must be a number or a Float64Array, got \[1, 2, 3\]/)
  const short = tf.tensor1d([1, 2])
  refuses(t, () => mixRows([{ x }, { x, coefficient: short }]), 'TENSOR',
    /"terms\[1\].coefficient" must have shape \[3\]/)
  const whole = tf.tensor1d([1, 2, 3], 'int32')
  refuses(t, () => mixRows([{ x, coefficient: whole }]), 'TENSOR',
    /"terms\[0\].coefficient" must be float32/)
  refuses(t, () => mixRows([{ x: whole }]), 'TENSOR', /"terms\[0\].x" must be float32/)
  const live = tf.tensor1d([1, 2, 3])
  refuses(t, () => mixRows([{ x, coefficient: live }, { x, coefficient: NaN }]), 'TENSOR',
    /"terms\[1\].coefficient" must be finite/)
})
