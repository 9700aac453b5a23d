import test from 'ava'
import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu'
import type { KernelFunc, Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { capabilities, defineOperation, fuse, takeRows,
  useBackend } from '../../core/tensor/index.js'
import { near, onEachBackend, runs } from './support/backends.js'

const calls = { composed: 0, fused: 0, gradient: 0 }

const triple = defineOperation<{ readonly by: number }>({
  name: 'tripleInTest',
  compose ([x], { by }) {
    calls.composed++
    return tf.mul(x, by)
  },
  gradient (dy, { by }) {
    return [() => {
      calls.gradient++
      return triple([dy], { by })
    }]
  }
}) as ReturnType<typeof defineOperation<{ readonly by: number }>>

const fused: KernelFunc = ({ inputs, attrs, backend }) => {
  calls.fused++
  const cpu = backend as MathBackendCPU
  const x = inputs[0] as Tensor
  const values = (cpu.data.get(x.dataId).values as Float32Array).map(value =>
    value * (attrs as unknown as { by: number }).by)
  return cpu.makeTensorInfo(x.shape, 'float32', values)
}

function counted (run: () => void): typeof calls {
  Object.assign(calls, { composed: 0, fused: 0, gradient: 0 })
  run()
  return { ...calls }
}

onEachBackend('an operation without a kernel runs as composed, and so does its gradient', t => {
  const x = tf.tensor1d([1, 2])
  t.deepEqual(counted(() => { near(t, runs(t, [x], () => triple([x], { by: 3 })), [3, 6], 0) }),
    { composed: 1, fused: 0, gradient: 0 })
  t.deepEqual(counted(() => { near(t, tf.grad(y => triple([y], { by: 3 }))(x), [3, 3], 0) }),
    { composed: 2, fused: 0, gradient: 1 })
})

test.serial('a registered kernel runs instead of the composition until it goes', async t => {
  await useBackend('cpu')
  const x = tf.tensor1d([1, 2])
  t.false(capabilities().fused.tripleInTest)
  fuse(triple, 'cpu', fused)
  t.true(capabilities().fused.tripleInTest)
  t.deepEqual(counted(() => { near(t, runs(t, [x], () => triple([x], { by: 3 })), [3, 6], 0) }),
    { composed: 0, fused: 1, gradient: 0 })
  t.deepEqual(counted(() => { near(t, tf.grad(y => triple([y], { by: 3 }))(x), [3, 3], 0) }),
    { composed: 0, fused: 2, gradient: 1 })
  tf.unregisterKernel(triple.kernel, 'cpu')
  t.deepEqual(counted(() => { near(t, triple([x], { by: 3 }), [3, 6], 0) }),
    { composed: 1, fused: 0, gradient: 0 })
  t.false(capabilities().fused.tripleInTest)
})

test.serial('a kernel registered with tfjs is found too, for its backend', async t => {
  await useBackend('wasm')
  const x = tf.tensor1d([1, 2])
  tf.unregisterKernel(triple.kernel, 'cpu')
  tf.registerKernel({ kernelName: triple.kernel, backendName: 'cpu', kernelFunc: fused })
  t.deepEqual(counted(() => { near(t, triple([x], { by: 3 }), [3, 6], 0) }),
    { composed: 1, fused: 0, gradient: 0 })
  await useBackend('cpu')
  t.deepEqual(counted(() => { near(t, triple([x], { by: 3 }), [3, 6], 0) }),
    { composed: 0, fused: 1, gradient: 0 })
  tf.unregisterKernel(triple.kernel, 'cpu')
})

onEachBackend('a gradient is computed only for the inputs that need one', t => {
  const asked: string[] = []
  const product = defineOperation<object>({
    name: 'productInTest',
    saves: true,
    compose: ([a, b]) => tf.mul(a, b),
    gradient: (dy, _, [a, b]) => [
      () => {
        asked.push('a')
        return tf.mul(dy, b)
      },
      () => {
        asked.push('b')
        return tf.mul(dy, a)
      }
    ]
  })
  const [a, b] = [tf.tensor1d([2, 3]), tf.tensor1d([5, 7])]
  near(t, tf.grad(x => product([x, b], {}))(a), [5, 7], 0)
  t.deepEqual(asked, ['a'])
  near(t, tf.grad(x => product([x, x], {}))(a), [4, 6], 0)
  const before = tf.memory().numTensors
  tf.dispose(tf.grads((x, y) => product([tf.square(x), y], {}))([a, b]))
  t.is(tf.memory().numTensors, before)
})

onEachBackend('what passes its input or gradient on hands out a tensor of its own', t => {
  const same = defineOperation<object>({ name: 'sameInTest', compose: ([x]) => x,
    gradient: dy => [() => dy] })
  const x = tf.tensor1d([1, 2])
  near(t, runs(t, [x], () => same([x], {})), [1, 2], 0)
  const dy = tf.tensor1d([3, 4])
  near(t, tf.grad(y => tf.add(same([y], {}), same([y], {})))(x, dy), [6, 8], 0)
  t.false(dy.isDisposed)
})

onEachBackend('tensors of another backend are moved over', async (t, backend) => {
  await useBackend(backend === 'cpu' ? 'wasm' : 'cpu')
  const x = tf.tensor2d([1, 2, 3, 4], [2, 2])
  await useBackend(backend)
  near(t, takeRows(x, Int32Array.of(1, 0, 1)), [3, 4, 1, 2, 3, 4], 0)
})

onEachBackend('an operation that throws leaves no tensors', t => {
  const broken = defineOperation<object>({
    name: 'brokenInTest',
    compose: ([x]) => {
      tf.mul(x, 2)
      throw new Error('broken')
    }
  })
  const x = tf.tensor1d([1, 2])
  const before = tf.memory().numTensors
  t.throws(() => broken([x], {}), { message: 'broken' })
  t.is(tf.memory().numTensors, before)
  near(t, takeRows(x, Int32Array.of(1)), [2], 0)
})

onEachBackend('every operation is listed with whether it is fused', (t, backend) => {
  const report = capabilities()
  t.is(report.backend, backend)
  const operations = [
    'combineRows', 'mixRows', 'pasteBoxes', 'blendMask', 'blendShares', 'pasteResized',
    'resizeBilinear', 'normalizeBytes'
  ]
  for (const name of operations) {
    t.is(typeof report.fused[name], 'boolean', name)
  }
})
