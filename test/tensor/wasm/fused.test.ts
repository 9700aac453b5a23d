import test from 'ava'
import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import {
  blendMask, capabilities, combineRows, mixRows, normalizeRows, pasteBoxes, pasteResized, rowDots,
  scatterAddRows, takeRows, useBackend
} from '../../../core/tensor/index.js'
import { near } from '../support/backends.js'
import { numbers } from '../support/numbers.js'

test.before(async () => { await useBackend('wasm') })

const fusedThere = [
  'arcSlope', 'arcWeight', 'blendMask', 'blendShares', 'combineRows', 'logSumExpRows', 'mixRows',
  'normalizeBytes', 'normalizeRows', 'pairDots', 'pasteBoxes', 'pasteResized', 'resizeBilinear',
  'rowDots', 'slerpRows', 'slerpSlopes', 'softmaxParts', 'spreadColumns', 'spreadResized',
  'takeColumns', 'weighRows'
]
/** Composed of matrix products, gatherings and tfjs' own top-k. */
const composedThere = [
  'concatRagged', 'pairwiseDistances', 'pickRows', 'rowProducts', 'segmentMax', 'topColumns'
]

test.serial('operations are fused on wasm, but for a few, which say so', t => {
  const { backend, fused, reasons } = capabilities()
  t.is(backend, 'wasm')
  const named = (is: boolean): string[] =>
    Object.keys(fused).filter(name => fused[name] === is).sort()
  t.deepEqual(named(true), fusedThere)
  t.deepEqual(named(false), composedThere)
  t.deepEqual(reasons, Object.fromEntries(composedThere.map(name => [name, 'no kernel for wasm'])))
})

test.serial('no operation takes another kernel of tfjs on wasm than its own', async t => {
  const draw = numbers(1)
  const [x, y] = [draw.tensor([4, 6, 5, 3]), draw.tensor([4, 6, 5, 3])]
  const rows = Int32Array.of(3, 0, 0, 1)
  const box = { start: Int32Array.of(1, 1), end: Int32Array.of(4, 5) }
  const mask = { data: new Uint8Array(30).fill(1), shape: [1, 6, 5] }
  const runs: ReadonlyArray<readonly [kernel: string, run: () => Tensor]> = [
    ['RemixtureMixRows', () => mixRows([{ x, coefficient: 0.5 }, { x: y, rows }])],
    ['RemixtureCombineRows', () => takeRows(x, rows)],
    ['RemixtureCombineRows', () => scatterAddRows(x, rows, 5)],
    ['RemixturePasteBoxes', () => pasteBoxes(x, y, { axes: 2, ...box, rows, baseRows: rows })],
    ['RemixtureBlendMask', () => blendMask(x, y, mask, { rows })],
    ['RemixtureBlendShares', () => blendMask(x, y, tf.ones([1, 6, 5]), { rows })],
    ['RemixturePasteResized', () => pasteResized(x, y, { ...box, from: box, resize: 'bilinear' })],
    ['RemixtureRowDots', () => rowDots(x, y, { rows })],
    ['RemixtureNormalizeRows', () => normalizeRows(x)]
  ]
  for (const [kernel, run] of runs) {
    const { kernelNames } = await tf.profile(run)
    t.deepEqual(kernelNames.filter(name => name !== 'Fill'), [kernel])
  }
})

/** What an operation gives where its kernel is taken away. */
function composed (kernelName: string, run: () => Tensor): ArrayLike<number> {
  const fused = tf.getKernel(kernelName, 'wasm')
  tf.unregisterKernel(kernelName, 'wasm')
  try {
    return tf.tidy(() => run().dataSync())
  } finally {
    tf.unregisterKernel(kernelName, 'wasm')
    tf.registerKernel(fused)
  }
}

/** Both ways, and that the kernel was there to be taken away. */
function compare (
  t: Parameters<typeof near>[0], kernel: string, run: () => Tensor, tolerance: number
): void {
  const fused = tf.tidy(() => run().dataSync())
  near(t, fused, composed(kernel, run), tolerance, kernel)
}

const length = fc.integer({ min: 1, max: 9 })
const setting = fc.record({
  seed: fc.nat(1e6), n: fc.integer({ min: 1, max: 6 }), height: length, width: length,
  channels: fc.constantFrom(1, 2, 3, 4, 5, 17), more: fc.integer({ min: 0, max: 2 })
})

test.serial('kernels give what is composed, for random shapes, rows, boxes and masks', t => {
  fc.assert(fc.property(setting, ({ seed, n, height, width, channels, more }) => {
    tf.engine().startScope()
    const draw = numbers(seed)
    const shape = [n, height, width, channels]
    const [x, y] = [draw.tensor(shape), draw.tensor([n + more, height, width, channels])]
    const [rows, baseRows] = [draw.rows(n, n + more), draw.rows(n, n)]
    const each = draw.shares(n)
    const edges = (): { start: Int32Array, end: Int32Array } => {
      const count = draw.int(2) === 0 ? 1 : n
      const low = Int32Array.from({ length: count * 2 }, (_, i) =>
        draw.int(i % 2 === 0 ? height : width))
      return { start: low, end: low.map((from, i) =>
        from + 1 + draw.int((i % 2 === 0 ? height : width) - from)) }
    }
    const box = edges()
    if (draw.int(4) === 0) box.end.set(box.start.subarray(0, 2))
    const options = { rows, baseRows, coefficient: draw.int(2) === 0 ? each : 1 }
    compare(t, 'RemixtureMixRows', () => mixRows([
      { x, coefficient: each }, { x: y, rows, coefficient: -0.75 }, { x, rows: baseRows }
    ]), 0)
    compare(t, 'RemixtureCombineRows', () => combineRows(y,
      { outputs: baseRows, rows, coefficients: each, size: n + 1 }), 0)
    compare(t, 'RemixturePasteBoxes', () => pasteBoxes(x, y, { axes: 2, ...box, ...options }), 0)
    const masks = draw.int(2) === 0 ? 1 : n
    const levels = Uint8Array.from({ length: masks * height * width }, () => draw.int(4))
    const soft = Float32Array.from(levels, level => level === 3 ? 1 : level * draw.real())
    const maskShape = [masks, height, width]
    compare(t, 'RemixtureBlendMask',
      () => blendMask(x, y, { data: levels, shape: maskShape, of: 3 }, options), 0)
    compare(t, 'RemixtureBlendMask',
      () => blendMask(x, y, { data: soft, shape: maskShape }, options), 0)
    const live = tf.tensor(soft, maskShape)
    compare(t, 'RemixtureBlendShares', () => blendMask(x, y, live, { rows, baseRows }), 0)
    const from = edges()
    for (const resize of ['nearest', 'bilinear', 'bilinear-corners'] as const) {
      compare(t, 'RemixturePasteResized',
        () => pasteResized(x, y, { ...box, from, resize, ...options }),
        resize === 'nearest' && options.coefficient === 1 ? 0 : 1e-6)
      const { value, grad } = tf.valueAndGrad(source =>
        pasteResized(x, source, { ...box, from, resize, ...options }))(y, x)
      value.dispose()
      near(t, grad, composed('RemixtureSpreadResized', () => tf.grad(source =>
        pasteResized(x, source, { ...box, from, resize, ...options }))(y, x)), 2e-6, 'spread')
    }
    // tfjs adds a row up one by one, and rounds as often.
    const rounding = 1e-6 * Math.sqrt(height * width * channels)
    compare(t, 'RemixtureRowDots', () => rowDots(x, y, { rows }), rounding)
    compare(t, 'RemixtureNormalizeRows', () => normalizeRows(x), rounding)
    tf.engine().endScope()
  }), { numRuns: 60, seed: 4 })
})

test.serial('tf.gather has a gradient on wasm, and segments leave out what is outside', t => {
  const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2])
  const dy = tf.tensor2d([1, 10, 2, 20, 4, 40], [3, 2])
  const gradient = tf.grad(y => tf.gather(y, tf.tensor1d([2, 0, 2], 'int32')))(x, dy)
  near(t, gradient, [2, 20, 0, 0, 5, 50], 0)
  near(t, tf.unsortedSegmentSum(x, tf.tensor1d([1, -1, 1], 'int32'), 2), [0, 0, 6, 8], 0)
})

test.serial('a backend without its memory in sight composes, and says why', t => {
  const { wasm } = tf.backend() as unknown as { wasm: { asm: object } }
  const { asm } = wasm
  const kernel = tf.getKernel('RemixtureMixRows', 'wasm')
  const blind = Object.create(tf.backend(), { wasm: { value: { ...wasm, asm: {} } } }) as object
  const x = tf.tensor2d([1, 2, 3, 4], [2, 2])
  const attrs = { terms: [{ input: 0, coefficient: 2 }], size: 2, counts: [2] }
  const run = kernel.kernelFunc as unknown as (given: object) => { dataId: object }
  const out = tf.tidy(() => {
    const info = run({ inputs: [x], attrs, backend: blind })
    return Array.from((tf.backend() as unknown as {
      readSync: (id: object) => Float32Array
    }).readSync(info.dataId))
  })
  t.deepEqual(out, [2, 4, 6, 8])
  t.is(wasm.asm, asm)
})
