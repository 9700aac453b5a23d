import type { ExecutionContext } from 'ava'
import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { ByteTerm } from '../../core/tensor/index.js'
import {
  blendMask, combineRows, mixRows, mixRowsInPlace, normalizeBytes, pasteBoxes, pasteResized,
  resizeBilinear, resizeNearest, takeRows, useBackend
} from '../../core/tensor/index.js'
import type { GpuBackend } from '../../core/tensor/kernels/webgpu/gpu-backend.js'
import { near, refuses } from '../tensor/support/backends.js'
import { numbers, sizeOf } from '../tensor/support/numbers.js'
import { onWebgpu, values } from './support/on-webgpu.js'

/** The numbers of what a program makes on webgpu and on cpu. */
async function both (
  run: () => Tensor
): Promise<readonly [gpu: ArrayLike<number>, cpu: ArrayLike<number>]> {
  const gpu = await values(tf.tidy(run))
  await useBackend('cpu')
  const cpu = await values(tf.tidy(run))
  await useBackend('webgpu')
  return [gpu, cpu]
}

async function sameBits (t: ExecutionContext, what: string, run: () => Tensor): Promise<void> {
  const [gpu, cpu] = await both(run)
  near(t, gpu, cpu, 0, what)
}

const box = { start: Int32Array.of(1, 1), end: Int32Array.of(3, 2) }
const part = { start: Int32Array.of(0, 0), end: Int32Array.of(1, 3) }
const mask = { data: Uint8Array.of(0, 1, 1, 0, 1, 0, 0, 1, 0), of: 1, shape: [1, 3, 3] }
const rows = Int32Array.of(1, 1, 0, 1)

onWebgpu('whole numbers and truth values are copied as they are', async t => {
  for (const dtype of ['int32', 'bool'] as const) {
    for (const channels of [1, 4]) {
      const shape = [4, 3, 3, channels]
      const draw = numbers(channels)
      const data = Int32Array.from({ length: sizeOf(shape) },
        () => dtype === 'bool' ? draw.int(2) : draw.int(2 ** 31) - 2 ** 30)
      const make = (from: number): tf.Tensor4D =>
        tf.tensor4d(data.map((_, k) => data[(k + from) % data.length]), [4, 3, 3, channels], dtype)
      const cases = {
        takeRows: (x: tf.Tensor4D) => takeRows(x, rows),
        resizeNearest: (x: tf.Tensor4D) => resizeNearest(x, [5, 2]),
        pasteBoxes: (x: tf.Tensor4D, y: tf.Tensor4D) => pasteBoxes(x, y, { axes: 2, ...box, rows }),
        blendMask: (x: tf.Tensor4D, y: tf.Tensor4D) => blendMask(x, y, mask, { rows }),
        pasteResized: (x: tf.Tensor4D, y: tf.Tensor4D) =>
          pasteResized(x, y, { ...box, from: part, resize: 'nearest', rows })
      }
      for (const [name, run] of Object.entries(cases)) {
        const out = tf.tidy(() => run(make(0), make(5)))
        t.is(out.dtype, dtype)
        await sameBits(t, `${name} of ${dtype}`, () => run(make(0), make(5)))
      }
    }
  }
})

onWebgpu('what is hidden may be infinite or not a number', async t => {
  const bad = [NaN, Infinity, -Infinity]
  for (const channels of [1, 4]) {
    const shape: [number, number, number, number] = [2, 3, 3, channels]
    const inside = (k: number): boolean => {
      const cell = Math.floor(k / channels) % 9
      return cell >= 3 && cell % 3 === 1
    }
    const filled = (hidden: (k: number) => boolean): tf.Tensor4D => tf.tensor4d(Float32Array.from(
      { length: sizeOf(shape) }, (_, k) => hidden(k) ? bad[k % 3] : k), shape)
    const seen = { data: Float32Array.of(0, 0, 0, 0, 1, 0, 0, 1, 0), shape: [1, 3, 3] }
    const over: Record<string, (x: tf.Tensor4D, y: tf.Tensor4D) => Tensor> = {
      pasteBoxes: (x, y) => pasteBoxes(x, y, { axes: 2, ...box }),
      blendMask: (x, y) => blendMask(x, y, seen),
      pasteResized: (x, y) => pasteResized(x, y, { ...box, from: box, resize: 'bilinear' })
    }
    for (const [name, run] of Object.entries(over)) {
      const out = await values(run(filled(inside), filled(k => !inside(k))))
      near(t, out, Array.from(out, (_, k) => k), 0, name)
    }
  }
  const shares = tf.tensor4d([0, 1, 0, 1], [1, 2, 2, 1])
  const x = tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1])
  const y = tf.tensor4d([NaN, 6, 7, 8], [1, 2, 2, 1])
  near(t, await values(blendMask(x, y, shares)), [NaN, 6, 3, 8], 0, 'a mask nobody reads')
})

onWebgpu('more tensors than can be bound at once are mixed in their order', async t => {
  for (const count of [6, 7, 11, 12, 20]) {
    await sameBits(t, `${count} tensors`, () => {
      const draw = numbers(count)
      const xs = Array.from({ length: count }, () => draw.tensor([3, 4, 2]))
      return mixRows([...xs, xs[0], xs[count - 1]].map((x, i) => {
        return { x, rows: draw.rows(3, 3), coefficient: i % 2 === 0 ? draw.shares(3) : i - 3.5 }
      }))
    })
  }
})

onWebgpu('tensors of any rank are mixed and pasted', async t => {
  for (const shape of [[4], [4, 1], [4, 3], [4, 2, 3], [2, 1, 2, 1, 2, 3]]) {
    const data = (seed: number): Tensor => numbers(seed).tensor(shape)
    const order = numbers(shape.length).permutation(shape[0])
    await sameBits(t, `mixRows of rank ${shape.length}`, () =>
      mixRows([{ x: data(1), coefficient: 0.25 }, { x: data(2), rows: order, coefficient: 0.75 }]))
    if (shape.length === 1) continue
    const edges = { start: Int32Array.of(0), end: Int32Array.of(1) }
    await sameBits(t, `pasteBoxes of rank ${shape.length}`, () =>
      pasteBoxes(data(1), data(2), { axes: 1, ...edges, rows: order, coefficient: 0.5 }))
  }
})

onWebgpu('bytes are normalised and mixed as on the host, wherever they lie in memory', async t => {
  const mean = [0.485, 0.456, 0.406]
  const std = [0.229, 0.224, 0.225]
  for (const [shape, offset] of [[[3, 5, 3, 3], 0], [[3, 5, 3, 3], 1], [[4, 2, 2, 3], 0],
    [[4, 2, 2, 3], 3], [[1, 1, 1, 3], 2], [[2, 3, 4, 3], 4]] as const) {
    const draw = numbers(offset + shape[1])
    const memory = Uint8Array.from({ length: sizeOf(shape) + offset }, () => draw.int(256))
    const bytes = { data: memory.subarray(offset), shape }
    const each = draw.shares(shape[0])
    const mixes: Record<string, readonly ByteTerm[] | undefined> = {
      alone: undefined,
      mixed: [{ coefficient: each }, { rows: draw.rows(shape[0], shape[0]), coefficient: -0.5 }],
      fewer: [{ rows: Int32Array.of(shape[0] - 1) }]
    }
    for (const [name, terms] of Object.entries(mixes)) {
      await sameBits(t, `${name} at [${shape.join(', ')}]`,
        () => normalizeBytes(bytes, { mean, std, ...terms === undefined ? {} : { terms } }))
    }
  }
})

onWebgpu('two thousand calls leave nothing behind, on the tape or off it', async t => {
  const x = numbers(1).tensor([4, 3, 3, 2])
  const y = numbers(2).tensor([4, 3, 3, 2])
  const gpu = tf.backend() as GpuBackend & { readonly bufferManager: { numBytesUsed: number } }
  const work = (): void => {
    tf.dispose([
      mixRows([{ x, coefficient: 0.5 }, { x: y, rows }]),
      pasteBoxes(x, y, { axes: 2, ...box, rows }),
      blendMask(x, y, mask),
      pasteResized(x, y, { ...box, from: part, resize: 'bilinear', rows }),
      tf.grad(v => pasteBoxes(v, v, { axes: 2, ...box, rows }))(x)
    ])
  }
  const settled = async (): Promise<readonly number[]> => {
    const sum = tf.add(x, y)
    await values(sum)
    sum.dispose()
    const { numTensors, numDataBuffers } = tf.memory()
    return [numTensors, numDataBuffers, gpu.numDataIds(), gpu.bufferManager.numBytesUsed]
  }
  for (let i = 0; i < 10; i++) work()
  await settled()
  const before = await settled()
  for (let i = 0; i < 400; i++) work()
  t.deepEqual(await settled(), before)
})

onWebgpu('a tensor beyond the limits of the adapter is an error, and leaves nothing', async t => {
  const { device } = tf.backend() as GpuBackend
  const { maxStorageBufferBindingSize: most } = device.limits
  const x = tf.ones([1, 4])
  const count = Math.ceil(most / 16) + 1
  const gpu = tf.backend().numDataIds()
  refuses(t, () => takeRows(x, new Int32Array(count)), 'BACKEND',
    new RegExp(`backend "webgpu" takes tensors of up to ${most} bytes on this adapter`))
  t.is(tf.backend().numDataIds(), gpu)
  return Promise.resolve()
})

onWebgpu('sides whose products need more than 31 bits are resized as on cpu', async t => {
  const [from, to] = [60_000, 50_000]
  const edges = (length: number): typeof box =>
    ({ start: Int32Array.of(0, 1), end: Int32Array.of(1, length) })
  for (const resize of ['nearest', 'bilinear', 'bilinear-corners'] as const) {
    const paste = (y: Tensor): Tensor => pasteResized(tf.zeros([1, 1, to, 1]), y,
      { ...edges(to), from: edges(from), resize })
    for (const run of [paste, tf.grad(paste)]) {
      const [gpu, cpu] = await both(() => run(numbers(7).tensor([1, 1, from, 1])))
      near(t, gpu, cpu, 1e-6, resize)
    }
  }
  const whole = (): Tensor =>
    resizeBilinear(numbers(7).tensor([1, 1, from, 1]) as tf.Tensor4D, [1, to])
  const [gpu, cpu] = await both(whole)
  // tfjs' own kernel on cpu rounds places to float32
  near(t, gpu, cpu, 1e-2)
})

onWebgpu('no rows, and rows of nothing, are made as elsewhere', async t => {
  const x = numbers(9).tensor([3, 5])
  const none = takeRows(x, new Int32Array(0))
  t.deepEqual(none.shape, [0, 5])
  t.is((await values(none)).length, 0)
  const entries = { outputs: new Int32Array(0), rows: new Int32Array(0) }
  near(t, await values(combineRows(x, { ...entries, size: 2 })), Array<number>(10).fill(0), 0)
})

onWebgpu('nothing is mixed in place, and the error says where it is', async t => {
  const x = numbers(5).tensor([2, 3])
  refuses(t, () => mixRowsInPlace(x, { rows: Int32Array.of(1, 0), coefficient: 0.5 }), 'BACKEND',
    /"webgpu" has no tensors that mixRowsInPlace could write into; wasm and cpu have/)
  return Promise.resolve()
})

onWebgpu('the way back through a mix of permuted rows is one such mix', async t => {
  const x = numbers(3).tensor([4, 2, 3])
  const order = Int32Array.of(3, 1, 0, 2)
  const { kernels } = await tf.profile(() => tf.grad(v =>
    mixRows([{ x: v, coefficient: 0.25 }, { x: v, rows: order, coefficient: 0.75 }]))(x))
  const own = kernels.map(({ name }) => name).filter(name => name.startsWith('Remixture'))
  t.deepEqual(own, ['RemixtureMixRows', 'RemixtureMixRows'])
})

onWebgpu('whole numbers that were cast to float32 are mixed as floats', async t => {
  const x = tf.cast(tf.greater(numbers(4).tensor([4, 3]), 0), 'float32')
  const y = tf.cast(takeRows(tf.tensor1d([5, 6, 7, 8], 'int32'), rows), 'float32')
  const column = await values(y)
  near(t, await values(mixRows([{ x: y, coefficient: 0.5 }, { x: y, rows, coefficient: 0.25 }])),
    Array.from(column, (value, i) => 0.5 * value + 0.25 * column[rows[i]]), 0)
  const shown = await values(x)
  near(t, await values(takeRows(x, rows)),
    Array.from(rows).flatMap(row => [0, 1, 2].map(k => shown[row * 3 + k])), 0)
  const shares = tf.cast(tf.greater(numbers(6).tensor([4, 3]), 0), 'float32')
  const seen = await values(shares)
  near(t, await values(blendMask(tf.zeros([4, 3]), tf.ones([4, 3]), shares)), seen, 0)
})
