/**
 * How fast a network trains on wasm, beside cpu: `node dist/test/bench/train-wasm.js [rounds]`.
 *
 * A step (forward, backward, Adam) of two convolutions at 64 × 64 × 3, batch 8, and the gradient
 * kernels of its second convolution and of a depthwise one, each beside cpu, and beside what can be
 * composed of tfjs' own kernels on wasm. All in one run, by turns; medians.
 */
import * as tf from '@tensorflow/tfjs-core'
import * as layers from '@tensorflow/tfjs-layers'
import { useBackend } from '../../core/index.js'
import { trainOnWasm } from '../../plugins/train-wasm/index.js'
import type { Line } from './figures.js'
import { timesOf, told } from './figures.js'

const rounds = Number(process.argv[2] ?? 30)
const batch = 8

/** Milliseconds of several runs after one to warm up, or of one that is long. */
async function timed (count: number, run: () => Promise<void> | void): Promise<number[]> {
  if (count > 1) await run()
  const found: number[] = []
  for (let k = 0; k < count; k++) {
    const started = performance.now()
    await run()
    found.push(performance.now() - started)
  }
  return found
}

/** A step of training on the backend in effect. */
function stepper (): { readonly step: () => Promise<void>, readonly end: () => void } {
  const { conv2d, dense, globalAveragePooling2d, maxPooling2d } = layers.layers
  const common = { kernelSize: 3, padding: 'same', activation: 'relu' } as const
  const model = layers.sequential({
    layers: [
      conv2d({ inputShape: [64, 64, 3], filters: 16, ...common }),
      maxPooling2d({ poolSize: 2 }),
      conv2d({ filters: 32, ...common }),
      globalAveragePooling2d({}),
      dense({ units: 10, activation: 'softmax' })
    ]
  })
  model.compile({ optimizer: tf.train.adam(0.001), loss: 'categoricalCrossentropy' })
  const x = tf.randomNormal([batch, 64, 64, 3])
  const y = tf.oneHot(tf.range(0, batch, 1, 'int32'), 10, 1, 0, 'float32')
  return {
    step: async () => { await model.trainOnBatch(x, y) },
    end: () => { model.dispose(); tf.dispose([x, y]) }
  }
}

async function steps (backend: string, count: number): Promise<number[]> {
  await useBackend(backend)
  const { step, end } = stepper()
  const found = await timed(count, step)
  end()
  return found
}

const image = [batch, 32, 32, 16]
const seen = [batch, 32, 32, 32]
const same = { strides: [1, 1], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1] }

const kernels: ReadonlyArray<readonly [string, Record<string, number[]>, tf.NamedAttrMap]> = [
  ['Conv2DBackpropFilter', { x: image, dy: seen }, { ...same, filterShape: [3, 3, 16, 32] }],
  ['Conv2DBackpropInput', { dy: seen, filter: [3, 3, 16, 32] }, { ...same, inputShape: image }],
  ['DepthwiseConv2dNativeBackpropFilter', { x: image, dy: image },
    { ...same, filterShape: [3, 3, 16, 1] }],
  ['DepthwiseConv2dNativeBackpropInput', { dy: image, filter: [3, 3, 16, 1] },
    { ...same, inputShape: image }],
  ['MaxPoolGrad', { dy: [batch, 16, 16, 16], input: image, output: [batch, 16, 16, 16] },
    { filterSize: [2, 2], strides: [2, 2], pad: 'valid' }]
]

async function kernelTime (
  backend: string, [name, shapes, attrs]: typeof kernels[number], count: number
): Promise<number[]> {
  await useBackend(backend)
  const inputs = Object.fromEntries(Object.entries(shapes).map(([input, shape]) =>
    [input, tf.randomNormal(shape)]))
  const found = await timed(count, () => {
    tf.dispose(tf.engine().runKernel(name, inputs, attrs))
  })
  tf.dispose(inputs)
  return found
}

/** With tfjs' own kernel back in its place for so long. */
async function theirs (kernel: typeof kernels[number]): Promise<number[]> {
  const ours = tf.getKernel(own.kernelName, 'wasm')
  tf.unregisterKernel(own.kernelName, 'wasm')
  tf.registerKernel(own)
  const found = await kernelTime('wasm', kernel, rounds)
  tf.unregisterKernel(own.kernelName, 'wasm')
  tf.registerKernel(ours)
  return found
}

/** cpu is so slow that it is run but once: its times vary less than what they are divided by. */
function line (name: string, times: Readonly<Record<string, number[]>>, least?: number): Line {
  const columns = Object.entries(times).map(([who, found]) =>
    ({ who, rounds: found.length, ...timesOf(found) }))
  const [own] = Object.values(times)
  const verdicts = least === undefined ? [] : [{
    against: 'cpu', least, ratio: timesOf(own.map(time => columns.at(-1)!.median / time))
  }]
  return { size: `batch of ${batch}`, name, columns, verdicts }
}

await useBackend('wasm')
const own = tf.getKernel('Conv2DBackpropInput', 'wasm')
await trainOnWasm()
const missing = await steps('wasm', rounds)
await trainOnWasm({ replace: 'slow' })
const wasm = await steps('wasm', rounds)
const cpu = await steps('cpu', 1)
const lines = [line('step of two convolutions, 64 × 64 × 3',
  { remixture: wasm, 'wrong kernels replaced alone': missing, cpu }, 50)]
for (const kernel of kernels) {
  lines.push(line(kernel[0], {
    remixture: await kernelTime('wasm', kernel, rounds),
    ...kernel[0] === own.kernelName ? { tfjs: await theirs(kernel) } : {},
    cpu: await kernelTime('cpu', kernel, 1)
  }))
}
lines.forEach(each => { console.log(told(each)) })
console.log(JSON.stringify({ versions: { 'tfjs-layers': layers.version_layers }, lines }))
