import test from 'ava'
import { build } from 'esbuild'
import * as tf from '@tensorflow/tfjs-core'
import { RemixtureError, useBackend } from '../../core/index.js'
import * as api from '../../plugins/train-wasm/index.js'
import { trainOnWasm } from '../../plugins/train-wasm/index.js'
import { strangers } from '../robust/support/face.js'
import { refuses, thrown } from '../robust/support/refuses.js'

const lacking = [
  'Conv2DBackpropFilter', 'DepthwiseConv2dNativeBackpropFilter',
  'DepthwiseConv2dNativeBackpropInput'
]
const wrong = [
  'MaxPoolGrad', 'MaxPool3DGrad', 'ResizeNearestNeighborGrad', 'Conv3DBackpropFilterV2',
  'Conv3DBackpropInputV2', 'OneHot', 'MaxPool3D', 'Conv2D', 'FusedConv2D', 'DepthwiseConv2dNative',
  'FusedDepthwiseConv2D'
]
const right = ['Conv2DBackpropInput', 'Tile']

/** tfjs' own kernels, as they were before a test ran. */
const own = new Map<string, tf.KernelConfig>()

test.before(async () => {
  await useBackend('wasm')
  for (const config of tf.getKernelsForBackend('wasm')) own.set(config.kernelName, config)
  await useBackend('cpu')
})

test('what the plugin exports is tried here', t => {
  t.deepEqual(Object.keys(api), ['trainOnWasm'])
})

test('the plugin needs tfjs-core, and of remixture the memory of wasm and the errors', async t => {
  const { metafile: { inputs } } = await build({
    entryPoints: ['plugins/train-wasm/index.ts'],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    external: ['@tensorflow/*']
  })
  const rooms = new Set(Object.keys(inputs).filter(file => file.startsWith('core/'))
    .map(file => file.replace(/[^/]+$/, '')))
  t.deepEqual([...rooms].sort().filter(room => room !== 'core/tensor/'),
    ['core/', 'core/plan/', 'core/tensor/kernels/wasm/'])
  t.deepEqual(Object.keys(inputs).filter(file => /core\/(index|tensor\/runtime)/.test(file)), [])
  const packages = Object.values(inputs).flatMap(({ imports }) => imports)
    .filter(({ external }) => external === true).map(({ path }) => path)
  t.deepEqual([...new Set(packages)], ['@tensorflow/tfjs-core'])
})

test.serial('another backend in effect is refused', async t => {
  await useBackend('cpu')
  await refuses(t, () => trainOnWasm(), 'BACKEND',
    'backend "wasm" must be in effect, not "cpu"; await tf.setBackend("wasm") first')
  t.falsy(tf.getKernel('Conv2DBackpropFilter', 'wasm'))
})

test.serial('options that are not known are refused', async t => {
  await useBackend('wasm')
  const call = trainOnWasm as (options: unknown) => Promise<unknown>
  await refuses(t, () => call({ replace: 'all' }), 'OPTION',
    'trainOnWasm: "replace" must be "wrong", "slow" or "none", got "all"')
  await refuses(t, () => call({ replaces: 'slow' }), 'UNKNOWN_OPTION',
    'trainOnWasm: unknown option "replaces". Did you mean "replace"? Known: replace')
  for (const [what, stranger] of strangers) {
    for (const options of [stranger, { replace: stranger }]) {
      const error = await thrown(() => call(options))
      t.true(error === undefined || error instanceof RemixtureError, `${what}: ${String(error)}`)
    }
  }
})

test.serial('what is lacking is added, what is wrong replaced, what is right kept', async t => {
  await useBackend('wasm')
  for (const name of [...lacking, ...wrong]) forget(name)
  const none = await trainOnWasm({ replace: 'none' })
  for (const name of lacking) t.true(none.added.includes(name))
  t.deepEqual(none.replaced, [])
  const first = await trainOnWasm()
  t.deepEqual([...first.replaced].sort(), [...wrong].sort())
  for (const name of right) t.true(first.kept.includes(name))
  const again = await trainOnWasm()
  t.deepEqual([again.added, again.replaced], [[], []])
  const slow = await trainOnWasm({ replace: 'slow' })
  t.deepEqual([...slow.replaced].sort(), [...right].sort())
})

function forget (name: string): void {
  if (tf.getKernel(name, 'wasm') !== undefined) tf.unregisterKernel(name, 'wasm')
  const config = own.get(name)
  if (config !== undefined) tf.registerKernel(config)
}

test.serial('a kernel that a later tfjs brings is left alone, if it is right', async t => {
  await useBackend('wasm')
  for (const kernelName of ['Conv2DBackpropFilter', 'MaxPoolGrad']) {
    const ours = tf.getKernel(kernelName, 'wasm').kernelFunc
    const theirs: tf.KernelFunc = given => ours(given)
    tf.unregisterKernel(kernelName, 'wasm')
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc: theirs })
    const { kept } = await trainOnWasm({ replace: 'slow' })
    t.true(kept.includes(kernelName))
    t.is(tf.getKernel(kernelName, 'wasm').kernelFunc, theirs)
  }
})

test.serial('tensors that are not float32 are refused', async t => {
  await useBackend('wasm')
  await trainOnWasm()
  const x = tf.zeros([1, 3, 3, 1], 'int32')
  const dy = tf.zeros([1, 2, 2, 1])
  const attrs = { strides: [1, 1], pad: 'valid', dataFormat: 'NHWC', filterShape: [2, 2, 1, 1] }
  await refuses(t, () => tf.engine().runKernel('Conv2DBackpropFilter', { x, dy }, attrs), 'TENSOR',
    'Conv2DBackpropFilter: "x" must be float32, got int32 shape [1, 3, 3, 1]')
  tf.dispose([x, dy])
})

test.serial('a backend that does not show its memory is refused', async t => {
  const kernel = tf.getKernel('Conv2DBackpropFilter', 'wasm')
  const given = { inputs: {}, attrs: {}, backend: {} }
  await refuses(t, () => kernel.kernelFunc({
    ...given, inputs: { x: { dtype: 'float32' }, dy: { dtype: 'float32' } } as never
  }), 'BACKEND', 'backend "wasm" does not show its memory, as tfjs 4.22 does')
})
