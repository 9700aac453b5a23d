import * as tf from '@tensorflow/tfjs-core'
import { mixRows, normalizeBytes } from '../../core/tensor/index.js'
import { near, onEachBackend, refuses, runs } from './support/backends.js'
import { numbers, sizeOf } from './support/numbers.js'

const mean = [0.485, 0.456, 0.406]
const std = [0.229, 0.224, 0.225]

function images (
  seed: number, shape: readonly number[]
): { data: Uint8Array, shape: readonly number[] } {
  const draw = numbers(seed)
  return { data: Uint8Array.from({ length: sizeOf(shape) }, () => draw.int(256)), shape }
}

onEachBackend('normalizeBytes normalises every channel, as nested loops do', t => {
  for (const shape of [[2, 3, 5, 3], [1, 1, 1, 3], [5, 4, 7, 3]]) {
    const bytes = images(shape[0], shape)
    const out = runs(t, [], () => normalizeBytes(bytes, { mean, std }))
    t.is(out.dtype, 'float32')
    t.deepEqual(out.shape, [...shape])
    near(t, out, Array.from(bytes.data,
      (byte, i) => Math.fround((byte / 255 - mean[i % 3]) / std[i % 3])), 1e-6)
  }
  const grey = images(9, [2, 3, 2, 1])
  near(t, normalizeBytes(grey, { mean: 127.5, std: 127.5, scale: 1 }),
    Array.from(grey.data, byte => (byte - 127.5) / 127.5), 1e-6)
  const plain = images(10, [2, 3, 2, 4])
  near(t, normalizeBytes(plain, { mean: 0, std: 1 }), Array.from(plain.data, byte => byte / 255),
    1e-6)
})

onEachBackend('normalizeBytes with terms is mixRows of the normalised images, bit for bit', t => {
  const bytes = images(3, [5, 3, 4, 3])
  const draw = numbers(4)
  const each = draw.shares(5)
  const rows = draw.rows(5, 5)
  const rest = each.map(lambda => 1 - lambda)
  const terms = [{ coefficient: each }, { rows, coefficient: rest }]
  const x = normalizeBytes(bytes, { mean, std })
  const out = runs(t, [x], () => normalizeBytes(bytes, { mean, std, terms }))
  near(t, out, mixRows(terms.map(term => ({ x, ...term }))).dataSync(), 0)
  const fewer = [{ rows: Int32Array.of(4, 0) }, { rows: Int32Array.of(1, 1), coefficient: -0.3 }]
  const two = normalizeBytes(bytes, { mean, std, terms: fewer })
  t.deepEqual(two.shape, [2, 3, 4, 3])
  near(t, two, mixRows(fewer.map(term => ({ x, ...term }))).dataSync(), 0)
})

onEachBackend('normalizeBytes leaves the bytes as they are', t => {
  const bytes = images(5, [3, 2, 2, 3])
  const copy = bytes.data.slice()
  normalizeBytes(bytes, { mean, std, terms: [{ coefficient: 0.5 }] })
  t.deepEqual(bytes.data, copy)
})

onEachBackend('normalizeBytes refuses what does not fit', t => {
  const bytes = images(6, [2, 2, 2, 3])
  const options = { mean, std }
  refuses(t, () => normalizeBytes({ ...bytes, shape: [2, 2, 2] }, options), 'TENSOR',
    /"bytes.shape" must be \[n, height, width, channels\]/)
  refuses(t, () => normalizeBytes({ ...bytes, shape: [2, 2, 3, 3] }, options), 'TENSOR',
    /"bytes.data" must have 36 entries/)
  refuses(t, () => normalizeBytes({ ...bytes, data: new Float32Array(24) as never }, options),
    'TENSOR', /"bytes.data" must be a Uint8Array/)
  refuses(t, () => normalizeBytes(bytes, { mean: [0, 0], std }), 'TENSOR',
    /"mean" must be a finite number, or 3 of them/)
  refuses(t, () => normalizeBytes(bytes, { mean, std: [1, 0, 1] }), 'TENSOR', /"std" must not be 0/)
  refuses(t, () => normalizeBytes(bytes, { mean, std: [1, 1e-40, 1] }), 'TENSOR',
    /"std" must be large enough for numbers to be finite/)
  refuses(t, () => normalizeBytes(bytes, { ...options, scale: NaN }), 'TENSOR',
    /"scale" must be finite/)
  refuses(t, () => normalizeBytes(bytes, { ...options, terms: [] }), 'TENSOR',
    /"terms" must be a list of at least one term/)
  refuses(t, () => normalizeBytes(bytes, { ...options, terms: [{ rows: Int32Array.of(0, 2) }] }),
    'TENSOR', /"terms\[0\].rows" must be 0 … 1, got 2/)
  refuses(t, () => normalizeBytes(bytes, { ...options, terms: [{ rows: Int32Array.of(0) }, {}] }),
    'TENSOR', /"terms\[1\].rows" must have 1 entries/)
  refuses(t, () => normalizeBytes(bytes, { ...options, terms: [{ coefficient: NaN }] }), 'TENSOR',
    /"terms\[0\].coefficient" must be finite/)
  t.is(tf.memory().numTensors, 0)
})
