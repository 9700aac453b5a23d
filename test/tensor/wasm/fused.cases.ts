import test from 'ava'
import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import {
  blendMask, capabilities, combineRows, mixRows, normalizeRows, pasteBoxes, pasteResized, rowDots,
  scatterAddRows, takeRows, useBackend
} from '../../../core/tensor/index.js'
import type { AssembleAttributes, Patch } from '../../../core/tensor/assemble.js'
import { assemble } from '../../../core/tensor/assemble.js'
import { near } from '../support/backends.js'
import { numbers } from '../support/numbers.js'

test.serial.before(() => useBackend('wasm'))

const fusedThere = [
  'arcSlope', 'arcWeight', 'assemble', 'blendMask', 'blendShares', 'combineRows', 'logSumExpRows',
  'mixRows', 'normalizeBytes', 'normalizeRows', 'pairDots', 'pasteBoxes', 'pasteResized',
  'resizeBilinear', 'rowDots', 'slerpRows', 'slerpSlopes', 'softmaxParts', 'spreadColumns',
  'spreadResized', 'takeColumns', 'weighRows'
]
/** Of embeddings and ragged rows: composed of products, tfjs' own top-k, and rows put together. */
const composedThere = [
  'concatRagged', 'pairwiseDistances', 'pickRows', 'rowProducts', 'segmentMax', 'topColumns'
]

test.serial('operations are fused on wasm, but for some, which say so', t => {
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

test.serial('outputs of a large batch, written by turns, are those made one by one', t => {
  const draw = numbers(6)
  const [n, side] = [90, 64]
  const [x, y] = [draw.tensor([n, side, side, 3]), draw.tensor([n + 3, side, side, 3])]
  const cells = side * side
  const levels = Uint8Array.from({ length: n * cells }, () => draw.int(4))
  const live = tf.tensor3d(Float32Array.from({ length: cells }, draw.real), [1, side, side])
  const [each, box] = [draw.shares(n), { start: Int32Array.of(5, 9), end: Int32Array.of(50, 60) }]
  const [half, whole] = [[16, 48], [0, side]].map(([low, high]) =>
    ({ start: Int32Array.of(low, low), end: Int32Array.of(high, high) }))
  const lows = Int32Array.from({ length: n * 2 }, () => draw.int(34))
  const flat = tf.reshape(x, [n, -1])
  // Partners in circles, with rows twice, of another batch, and rows that nobody begins with.
  const partners = [
    [x, draw.permutation(n)], [x, draw.rows(n, n)], [y, draw.rows(n, n + 3)]
  ] as const
  const own = Int32Array.from({ length: n }, (_, i) => i)
  for (const [over, rows] of partners) {
    for (const baseRows of [own, draw.rows(n, n)]) {
      const ways: ReadonlyArray<(from: number, to: number) => Tensor> = [
        (from, to) => mixRows([
          { x, rows: baseRows.subarray(from, to), coefficient: each.subarray(from, to) },
          { x: over, rows: rows.subarray(from, to) }
        ]),
        (from, to) => pasteBoxes(x, over, { axes: 2, ...box, ...options(from, to) }),
        (from, to) => pasteBoxes(x, over, {
          axes: 2,
          start: lows.subarray(from * 2, to * 2),
          end: lows.map(low => low + 30).subarray(from * 2, to * 2),
          ...options(from, to),
          coefficient: 1
        }),
        (from, to) => pasteBoxes(flat, tf.reshape(over, [-1, side * side * 3]), { axes: 1,
          start: Int32Array.of(1000), end: Int32Array.of(9001), ...options(from, to), coefficient: 1
        }),
        (from, to) => pasteResized(x, over,
          { ...box, from: box, resize: 'bilinear', ...options(from, to) }),
        (from, to) => pasteResized(x, over,
          { ...half, from: whole, resize: 'bilinear', ...options(from, to), coefficient: 1 }),
        (from, to) => blendMask(x, over, { data: levels.subarray(from * cells, to * cells),
          shape: [to - from, side, side], of: 3 }, options(from, to)),
        (from, to) => blendMask(x, over, { data: levels.subarray(0, cells),
          shape: [1, side, side], of: 3 }, { ...options(from, to), coefficient: 1 }),
        (from, to) => blendMask(x, over, live, { ...options(from, to), coefficient: 1 })
      ]
      const options = (from: number, to: number): Required<Parameters<typeof blendMask>[3]> => ({
        rows: rows.subarray(from, to),
        baseRows: baseRows.subarray(from, to),
        coefficient: each.subarray(from, to)
      })
      ways.forEach((way, k) => {
        const all = bytesOf(() => way(0, n))
        rows.forEach((_, i) => {
          const there = all.subarray(i * cells * 12, (i + 1) * cells * 12)
          if (!there.equals(bytesOf(() => way(i, i + 1)))) t.fail(`way ${k}, output ${i}`)
        })
      })
    }
  }
  t.pass()
})

/** What a run gives. tf.tidy would look through numbers for tensors, one by one. */
function bytesOf (run: () => Tensor): Buffer {
  const made = run()
  const { buffer, byteOffset, byteLength } = made.dataSync()
  made.dispose()
  return Buffer.from(buffer, byteOffset, byteLength)
}

/** Patches laid one after the other, cell by cell; the last that shows a cell is all of it. */
function assembledPlainly (
  inputs: readonly Tensor[], { shape, patches }: Omit<AssembleAttributes, 'otherwise'>
): Tensor {
  const [size, height, width, channels] = shape
  const out = new Float32Array(size * height * width * channels)
  const values = inputs.map(x => x.dataSync())
  const seenFrom = ({ seen }: Patch, i: number, y: number, x: number): number[] | undefined => {
    if ('levels' in seen) {
      const level = seen.levels[seen.first[i] + seen.at[0][y] + seen.at[1][x]]
      return (level === 0) === seen.outside ? [y, x] : undefined
    }
    const at = (list: Int32Array, axis: number): number =>
      list[list.length === 2 ? axis : 2 * i + axis]
    const { start, end, from } = seen
    const shows = [y, x].every((place, axis) => place >= at(start, axis) && place < at(end, axis))
    return shows
      ? [y, x].map((place, axis) => place - at(start, axis) + at(from.start, axis))
      : undefined
  }
  out.forEach((_, k) => {
    const cell = Math.floor(k / channels)
    const [i, y, x] =
      [Math.floor(cell / width / height), Math.floor(cell / width) % height, cell % width]
    for (const patch of patches) {
      const [line, place] = seenFrom(patch, i, y, x) ?? []
      if (line === undefined) continue
      const [, lines, places] = inputs[patch.input].shape
      const at = (input: number, row: number): number => values[input][
        ((row * lines + line) * places + place) * channels + k % channels]
      const { input, mixed } = patch
      const seen = at(input, patch.rows?.[i] ?? i)
      out[k] = mixed === undefined ? seen : Math.fround(
        Math.fround(seen * Math.fround(mixed.shares[0][i])) +
        Math.fround(at(mixed.input, mixed.rows?.[i] ?? i) * Math.fround(mixed.shares[1][i])))
    }
  })
  return tf.tensor(out, [...shape])
}

test.serial('patches put together in one pass are those laid one by one, bit for bit', t => {
  fc.assert(fc.property(setting, ({ seed, n, height, width, channels, more }) => {
    tf.engine().startScope()
    const draw = numbers(seed)
    const lengths = [height, width]
    // One input is larger than the outputs: what is seen of it lies anywhere in it.
    const inputs = [draw.tensor([n, height, width, channels]),
      draw.tensor([n + more, height + more, width + 2, channels])]
    const boxes = (input: number): Patch['seen'] => {
      const count = draw.int(2) === 0 ? 1 : n
      const [, ...sides] = inputs[input].shape
      const list = Array.from({ length: 2 * count }, (_, k) => {
        const length = draw.int(lengths[k & 1] + 1)
        const start = draw.int(lengths[k & 1] - length + 1)
        return { start, length, from: draw.int(sides[k & 1] - length + 1) }
      })
      const start = Int32Array.from(list, each => each.start)
      const from = Int32Array.from(list, each => each.from)
      const end = (low: Int32Array): Int32Array => low.map((from, k) => from + list[k].length)
      return { start, end: end(start), from: { start: from, end: end(from) } }
    }
    const cells = (): Patch['seen'] => {
      const sides = lengths.map(length => 1 + draw.int(length))
      const size = sides[0] * sides[1]
      const at = lengths.map((length, axis) => Int32Array.from({ length }, (_, k) =>
        Math.floor(k * sides[axis] / length) * (axis === 0 ? sides[1] : 1)))
      return {
        levels: Uint8Array.from({ length: n * size }, () => draw.int(2)),
        first: Int32Array.from({ length: n }, (_, i) => draw.int(3) === 0 ? 0 : i * size),
        outside: draw.int(2) === 0,
        at: [at[0], at[1]]
      }
    }
    const [none, all] = [Int32Array.of(0, 0), Int32Array.of(height, width)]
    const whole: Patch['seen'] = { start: none, end: all, from: { start: none, end: all } }
    const grounded = draw.int(3) === 0
    const patches = Array.from({ length: 1 + draw.int(4) }, (_, k): Patch => {
      const input = grounded && k < 2 ? 0 : draw.int(2)
      const rowsThere = (): Int32Array => draw.rows(n, inputs[input].shape[0])
      const rows = rowsThere()
      const mixed = draw.int(3) > 0 ? {} : { mixed: { input, rows: rowsThere(),
        shares: [draw.shares(n), draw.shares(n)] as const } }
      if (grounded && k === 0) return { input, rows, seen: whole }
      return input === 0 && draw.int(2) === 0
        ? { input, seen: cells(), ...draw.int(2) === 0 ? {} : { rows }, ...mixed }
        : { input, rows, seen: boxes(input), ...mixed }
    })
    const given = { shape: [n, height, width, channels], patches }
    const before = inputs.map(x => x.dataSync().slice())
    const otherwise = (): Tensor => assembledPlainly(inputs, given)
    compare(t, 'RemixtureAssemble', () => assemble(inputs, { ...given, otherwise }), 0)
    inputs.forEach((x, k) => { t.deepEqual(x.dataSync(), before[k]) })
    tf.engine().endScope()
  }), { numRuns: 200, seed: 4 })
})

test.serial('patches of what is not there are left to operations that say so', t => {
  const x = numbers(1).tensor([2, 3, 4, 2])
  const [start, end] = [Int32Array.of(0, 0), Int32Array.of(3, 4)]
  const seen = { start, end, from: { start, end } }
  const shares = [Float64Array.of(0.5, 0.5), Float64Array.of(0.5, 0.5)] as const
  const cells = { levels: Uint8Array.of(1), first: new Int32Array(2), outside: false,
    at: [new Int32Array(3), new Int32Array(4)] as const }
  const wrong: ReadonlyArray<readonly [Partial<Patch>, Tensor?]> = [
    [{ rows: Int32Array.of(0, 2) }], [{ rows: Int32Array.of(-1, 0) }], [{ rows: Int32Array.of(0) }],
    [{ seen: { ...seen, end: Int32Array.of(3, 5) } }],
    [{ seen: { ...seen, start: Int32Array.of(-1, 0) } }],
    [{ seen: { ...seen, from: { start: Int32Array.of(1, 0), end: Int32Array.of(4, 4) } } }],
    [{}, tf.zeros([1, 3, 4, 2])], [{}, tf.zeros([2, 3, 4, 3])], [{}, tf.zeros([2, 3, 5, 2])],
    [{}, tf.zeros([2, 3, 4, 2], 'int32')], [{ seen: cells }, tf.zeros([2, 4, 4, 2])],
    [{ input: 0, mixed: { input: 1, shares } }, tf.zeros([2, 4, 4, 2])],
    [{ mixed: { input: 1, rows: Int32Array.of(0, 2), shares } }]
  ]
  const run = (patch: Partial<Patch>, y: Tensor = x): Tensor => tf.tidy(() => assemble([x, y], {
    shape: [2, 3, 4, 2], patches: [{ input: 0, seen }, { input: 1, seen, ...patch }],
    otherwise: fails
  }))
  for (const given of wrong) t.throws(() => run(...given), { message: 'said' })
  for (const patch of [{}, { seen: cells }, { mixed: { input: 0, shares } }]) {
    near(t, run(patch), x.dataSync(), 0)
  }
})

function fails (): never {
  throw new Error('said')
}

test.serial('tf.gather has a gradient on wasm, and segments leave out what is outside', t => {
  const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2])
  const dy = tf.tensor2d([1, 10, 2, 20, 4, 40], [3, 2])
  const gradient = tf.grad(y => tf.gather(y, tf.tensor1d([2, 0, 2], 'int32')))(x, dy)
  near(t, gradient, [2, 20, 0, 0, 5, 50], 0)
  near(t, tf.unsortedSegmentSum(x, tf.tensor1d([1, -1, 1], 'int32'), 2), [0, 0, 6, 8], 0)
})

test.serial('segments of whole numbers are summed exactly, and each row must have one', t => {
  const x = tf.tensor2d([2 ** 24, 2, 1, 4, 5, 6], [3, 2], 'int32')
  const sums = tf.unsortedSegmentSum(x, tf.tensor1d([1, 1, 2], 'int32'), 2)
  t.is(sums.dtype, 'int32')
  near(t, sums, [0, 0, 2 ** 24 + 1, 6], 0)
  for (const like of [x, tf.cast(x, 'float32')]) {
    for (const ids of [tf.tensor1d([0, 1], 'int32'), tf.zeros([4], 'int32'),
      tf.zeros([3, 2], 'int32')]) {
      t.throws(() => tf.unsortedSegmentSum(like, ids as tf.Tensor1D, 2),
        { message: /^unsortedSegmentSum: "segmentIds" must have shape \[3\], got \[/ })
    }
  }
  t.throws(() => tf.unsortedSegmentSum(tf.cast(x, 'bool'), tf.tensor1d([0, 1, 1], 'int32'), 2),
    { message: /"x" must be float32 or int32/ })
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
