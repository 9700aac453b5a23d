import type { Tensor1D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { blendMask } from '../../core/tensor/index.js'
import { near, onEachBackend, refuses, runs } from './support/backends.js'
import { differentiates } from './support/differences.js'
import { numbers, sizeOf } from './support/numbers.js'
import { over } from './support/oracles.js'

const cases: ReadonlyArray<readonly [shape: readonly number[], axes: number]> = [
  [[4, 9], 1], [[3, 8, 5], 1], [[5, 6, 7, 3], 2], [[1, 5, 4, 3], 2], [[3, 5, 4, 1],
    2], [[2, 3, 4, 5], 3], [[2, 3, 4, 40], 2]
]

/** The share of a mask `[n or 1, ...cells]` at a place. */
function shareOf (
  data: ArrayLike<number>, shape: readonly number[]
): (i: number, at: readonly number[]) => number {
  const cells = sizeOf(shape.slice(1))
  return (i, at) => {
    const cell = shape.slice(1).reduce((index, length, axis) => index * length + at[axis], 0)
    return data[(shape[0] === 1 ? 0 : i) * cells + cell]
  }
}

onEachBackend('blendMask lays a source over a base by shares, copied where they are 0 or 1', t => {
  for (const [seed, [shape, axes]] of cases.entries()) {
    const draw = numbers(seed)
    const [n] = shape
    const base = draw.tensor(shape)
    const source = draw.tensor([n + 1, ...shape.slice(1)])
    const [b, s] = [{ data: base.dataSync(), shape },
      { data: source.dataSync(), shape: source.shape }]
    for (const count of [1, n]) {
      const maskShape = [count, ...shape.slice(1, axes + 1)]
      const data = Float32Array.from({ length: sizeOf(maskShape) },
        () => [0, 1, 0.25, Math.abs(draw.real())][draw.int(4)])
      const rows = draw.rows(n, n + 1)
      const share = shareOf(data, maskShape)
      const out = runs(t, [base, source],
        () => blendMask(base, source, { data, shape: maskShape }, { rows }))
      t.deepEqual(out.shape, base.shape)
      near(t, out, over(b, s, i => rows[i], share), 0)
      const each = draw.shares(n)
      const weaker = runs(t, [base, source], () =>
        blendMask(base, source, { data, shape: maskShape }, { rows, coefficient: each }))
      near(t, weaker, over(b, s, i => rows[i], (i, at) => share(i, at) * each[i]), 1e-6)
    }
  }
})

onEachBackend('bytes are levels of a mask, each seen by its part of the highest', t => {
  const draw = numbers(20)
  const [base, source] = [draw.tensor([3, 4, 5, 2]), draw.tensor([3, 4, 5, 2])]
  const [b, s] = [{ data: base.dataSync(), shape: base.shape },
    { data: source.dataSync(), shape: source.shape }]
  const shape = [3, 4, 5]
  const data = Uint8Array.from({ length: 60 }, () => draw.int(6))
  const share = shareOf(Array.from(data, level => level / 5), shape)
  near(t, blendMask(base, source, { data, of: 5, shape }), over(b, s, i => i, share), 0)
  const flags = data.map(level => Number(level > 2))
  near(t, blendMask(base, source, { data: flags, shape }),
    over(b, s, i => i, shareOf(flags, shape)), 0)
  near(t, blendMask(base, source, { data: flags.fill(0), shape }), b.data, 0)
  near(t, blendMask(base, source, { data: flags.fill(1), shape }), s.data, 0)
})

onEachBackend('every level of every whole number has the share that 64 bits give it', t => {
  const draw = numbers(25)
  const levels = Uint8Array.from({ length: 277 }, (_, k) => k % 256)
  for (const height of [1, 277]) {
    const shape = [1, height, 277 / height, 3]
    const [base, source] = [draw.tensor(shape), draw.tensor(shape)]
    const [b, s] = [base, source].map(x => ({ data: x.dataSync(), shape }))
    for (let of = 1; of < 256; of += height === 1 ? 1 : 63) {
      const mask = { data: levels, of, shape: shape.slice(0, 3) }
      tf.tidy(() => {
        near(t, blendMask(base, source, mask), over(b, s, i => i,
          shareOf(Array.from(levels, level => level / of), mask.shape)), 0)
      })
    }
  }
})

onEachBackend('runs of levels that hide all or nothing are copied, also beside others', t => {
  const draw = numbers(26)
  const shape = [2, 9, 50, 3]
  const [base, source] = [draw.tensor(shape), draw.tensor(shape)]
  const [hidden, shown] = [base, source].map(x => x.dataSync().slice())
  const runs = [[0, 60], [8, 33], [3, 20], [8, 5], [0, 3], [5, 1], [8, 120], [0, 208]]
  const levels = Uint8Array.from(runs.flatMap(([level, length]) => Array(length).fill(level)))
  const data = Uint8Array.from([...levels, ...levels.toReversed()])
  data.forEach((level, cell) => {
    if (level === 0) shown.fill(NaN, cell * 3, cell * 3 + 3)
    if (level === 8) hidden.fill(Infinity, cell * 3, cell * 3 + 3)
  })
  const [b, s] = [hidden, shown].map(list => ({ data: list, shape }))
  const out = blendMask(tf.tensor(hidden, shape), tf.tensor(shown, shape),
    { data, of: 8, shape: shape.slice(0, 3) })
  near(t, out, over(b, s, i => i, shareOf(Array.from(data, level => level / 8), shape.slice(0, 3))),
    0)
  t.true(out.dataSync().every(Number.isFinite))
})

onEachBackend('a mask held by a tensor gives the numbers of the same mask on the host', t => {
  for (const [seed, [shape, axes]] of cases.entries()) {
    const draw = numbers(seed + 30)
    const [n] = shape
    const [base, source] = [draw.tensor(shape), draw.tensor(shape)]
    for (const count of [1, n]) {
      const maskShape = [count, ...shape.slice(1, axes + 1)]
      const data = Float32Array.from({ length: sizeOf(maskShape) }, () => Math.abs(draw.real()))
      const mask = tf.tensor(data, maskShape)
      const rows = draw.rows(n, n)
      for (const coefficient of [undefined, 0.75, draw.shares(n)]) {
        const host = blendMask(base, source, { data, shape: maskShape }, { rows, coefficient })
        const out = runs(t, [base, source, mask],
          () => blendMask(base, source, mask, { rows, coefficient }))
        near(t, out, host.dataSync(), 1e-6)
      }
      const live = draw.tensor([n])
      const strength = Float64Array.from(live.dataSync())
      const host = blendMask(base, source, { data, shape: maskShape }, { coefficient: strength })
      near(t, blendMask(base, source, mask, { coefficient: live as Tensor1D }), host.dataSync(),
        1e-6)
      near(t, blendMask(base, source, { data, shape: maskShape },
        { coefficient: live as Tensor1D }), host.dataSync(), 1e-6)
    }
  }
})

onEachBackend('what a host mask hides may be infinite or not a number', t => {
  const base = tf.tensor2d([1, NaN, 3, Infinity], [1, 4])
  const source = tf.tensor2d([NaN, 20, Infinity, 40], [1, 4])
  const data = Float32Array.of(0, 1, 0, 1)
  near(t, blendMask(base, source, { data, shape: [1, 4] }), [1, 20, 3, 40], 0)
  const mixed = Float32Array.of(0, 1, 0, 1)
  near(t, blendMask(base, source, { data: mixed.fill(0.5, 2, 3), shape: [1, 4] }),
    [1, 20, Infinity, 40], 0)
})

onEachBackend('blendMask copies labels of whole numbers exactly', t => {
  const base = tf.tensor2d([1, 2, 16777217, 4], [2, 2], 'int32')
  const source = tf.tensor2d([2147483647, 6, 7, -8], [2, 2], 'int32')
  const mask = { data: Uint8Array.of(255, 0, 0, 255), of: 255, shape: [2, 2] }
  const out = runs(t, [base, source], () => blendMask(base, source, mask))
  t.is(out.dtype, 'int32')
  t.deepEqual(Array.from(out.dataSync()), [2147483647, 2, 16777217, -8])
})

const small: typeof cases = [
  [[3, 5], 1], [[2, 3, 2], 1], [[3, 4, 3, 2], 2], [[1, 2, 3, 3], 2], [[2, 2, 3, 2], 3]
]

onEachBackend('the gradients of blendMask are right, also those of masks and coefficients', t => {
  for (const [seed, [shape, axes]] of small.entries()) {
    const draw = numbers(seed + 50)
    const [n] = shape
    const maskShape = [seed % 2 === 0 ? n : 1, ...shape.slice(1, axes + 1)]
    const data = Float32Array.from({ length: sizeOf(maskShape) },
      () => [0, 1, 0.25, Math.abs(draw.real())][draw.int(4)])
    const host = { data, shape: maskShape }
    const rows = draw.rows(n, n)
    const each = draw.shares(n)
    const inputs = [draw.tensor(shape), draw.tensor(shape)]
    const mask = draw.tensor(maskShape)
    differentiates(t, (base, source) => blendMask(base, source, host, { rows, coefficient: each }),
      inputs)
    differentiates(t, (base, source, m) => blendMask(base, source, m, { rows }), [...inputs, mask])
    differentiates(t, (x, m) => blendMask(x, x, m, { rows, coefficient: each }), [inputs[0], mask])
    differentiates(t,
      (base, source, m, c) => blendMask(base, source, m, { coefficient: c as Tensor1D }),
      [...inputs, mask, draw.tensor([n])])
    differentiates(t,
      (base, source, c) => blendMask(base, source, host, { rows, coefficient: c as Tensor1D }),
      [...inputs, draw.tensor([n])])
  }
})

onEachBackend('the gradient of a mask alone is right, and leaves no tensors', t => {
  const draw = numbers(60)
  const [base, source] = [draw.tensor([2, 3, 4, 3]), draw.tensor([2, 3, 4, 3])]
  const mask = draw.tensor([1, 3, 4])
  differentiates(t, m => blendMask(base, source, m), [mask])
  const before = tf.memory().numTensors
  tf.grad(m => blendMask(base, source, m))(mask).dispose()
  t.is(tf.memory().numTensors, before)
})

onEachBackend('blendMask refuses what does not fit', t => {
  const draw = numbers(70)
  const x = draw.tensor([2, 3, 4, 3])
  const data = new Float32Array(12)
  refuses(t, () => blendMask(x, x, { data, shape: [1, 4, 3] }), 'TENSOR',
    'blendMask: "mask.shape" must have shape [2 or 1, 3, 4], got [1, 4, 3]')
  refuses(t, () => blendMask(x, x, { data, shape: [2, 3, 4] }), 'TENSOR',
    /"mask.data" must have 24 entries/)
  refuses(t, () => blendMask(x, x, { data: [0] as never, shape: [1] }), 'TENSOR',
    /"mask.data" must be a Float32Array or a Uint8Array/)
  refuses(t, () => blendMask(x, x, { data: data.slice().fill(NaN), shape: [1, 3, 4] }), 'TENSOR',
    /"mask.data" must be finite/)
  refuses(t, () => blendMask(x, x, { data, of: 0, shape: [1, 3, 4] }), 'TENSOR',
    /"mask.of" must be positive/)
  refuses(t, () => blendMask(x, x, { data, shape: [1, 3, 4] }, { rows: Int32Array.of(0) }),
    'TENSOR', /"rows" must have 2 entries/)
  refuses(t, () => blendMask(x, x, { data, shape: [1, 3, 4] }, { coefficient: NaN }), 'TENSOR',
    /"coefficient" must be finite/)
  const wrong = draw.tensor([3, 3, 4])
  refuses(t, () => blendMask(x, x, wrong), 'TENSOR', /"mask" must have shape \[2 or 1, 3, 4\]/)
  const whole = tf.zeros([2, 3, 4], 'int32')
  refuses(t, () => blendMask(x, x, whole), 'TENSOR', /"mask" must be float32/)
  refuses(t, () => blendMask(whole, whole, { data: data.slice().fill(0.5), shape: [1, 3, 4] }),
    'TENSOR', /"base" must be float32/)
  refuses(t, () => blendMask(x, wrong, { data, shape: [1, 3, 4] }), 'TENSOR',
    /"source" must hold rows of float32 shape \[3, 4, 3\]/)
})
