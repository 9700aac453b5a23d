import * as tf from '@tensorflow/tfjs-core'
import type { ErrorCode, Layer, Plan } from '../../core/index.js'
import {
  boxes, createMixer, freeze, over, own, parse, stringify, toJson
} from '../../core/index.js'
import { cutmix, mixup } from '../../domains/image/index.js'
import { onCpu } from '../on-cpu.js'
import {
  annotated, bytes, contents, images, labels, masks, noise, release, softLabels
} from './support/batches.js'
import { manyMixers } from './support/mixers.js'
import { refuses } from './support/refuses.js'
import { works } from './support/refused-batches.js'

/** Plans that meet batches they were not made for, and plans that are damaged. */

const swap = (...rows: number[]): { pool: string, rows: Int32Array } =>
  ({ pool: 'batch', rows: Int32Array.from(rows) })
const plan = (layers: readonly Layer[], frame = [9, 7], size = 2): Plan => ({
  mixer: 'test', version: 1, options: {}, draws: {}, size, axes: ['height', 'width'], frame, layers
})
const cut = (height: [number, number], width: [number, number], frame: [number, number]): Plan =>
  plan([own(), over(swap(1, 0), { where: boxes([{ height, width }]) })], frame)

const grid = (rows: number, side: number): tf.Tensor4D =>
  tf.tensor4d(noise(rows * side * side, rows), [rows, side, side, 1])
const ids = (side: number): tf.Tensor =>
  tf.tensor(Int32Array.from({ length: 2 * side * side }, (_, i) => i < side * side ? 10 : 200),
    [2, side, side], 'int32')

onCpu('a plan made at 32 × 32 applies at 16 × 16, with its regions at half the size', t => {
  const mix = createMixer(cutmix())
  const batch = {
    x: grid(2, 16), label: tf.tensor2d([[1, 0], [0, 1]]), mask: ids(16),
    boxes: [{ boxes: [[0, 0, 16, 16]], classes: [1] }, { boxes: [[4, 2, 8, 6]], classes: [2] }]
  }
  const mixed = mix.apply(batch, cut([8, 24], [4, 12], [32, 32]))
  const direct = mix.apply(batch, cut([4, 12], [2, 6], [16, 16]))
  t.deepEqual(contents(mixed), contents(direct))
  const [x, got] = [batch.x.arraySync(), mixed.x.arraySync()]
  for (let row = 0; row < 16; row++) {
    for (let column = 0; column < 16; column++) {
      const inside = row >= 4 && row < 12 && column >= 2 && column < 6
      t.is(got[0][row][column][0], x[inside ? 1 : 0][row][column][0])
    }
  }
  t.deepEqual([...mixed.label.dataSync()], [0.875, 0.125, 0.125, 0.875])
  t.deepEqual(mixed.boxes[0].boxes.at(-1), [4, 2, 8, 6], 'the pasted image brings its box')
  release(mixed)
  release(direct)
  release(batch)
})

onCpu('class ids stay class ids where edges fall between the cells', t => {
  const mix = createMixer(cutmix())
  const between = cut([5, 23], [3, 29], [32, 32])
  const tensors = { x: grid(2, 16), mask: ids(16) }
  const mixed = mix.apply(tensors, between)
  t.deepEqual([...new Set(mixed.mask.dataSync())].sort(), [10, 200])
  t.is(mixed.mask.dtype, 'int32')
  const host = {
    x: { data: tensors.x.dataSync(), shape: tensors.x.shape },
    mask: { data: Uint8Array.from(tensors.mask.dataSync()), shape: tensors.mask.shape }
  } as unknown as { x: tf.Tensor4D, mask: { data: Uint8Array, shape: number[] } }
  const onHost = mix.apply(host, between)
  t.deepEqual([...onHost.mask.data], [...mixed.mask.dataSync()])
  const wider = mix.apply({ x: grid(2, 48), mask: ids(48) }, between)
  t.deepEqual([...new Set(wider.mask.dataSync())].sort(), [10, 200])
  release(wider)
  release(mixed)
  release(tensors)
})

onCpu('boxes of annotations follow a plan of another resolution', t => {
  const mix = createMixer(cutmix())
  const at = (scale: number): { x: tf.Tensor4D, boxes: object[] } => ({
    x: grid(2, 8 * scale),
    boxes: [[1, 2, 5, 7], [3, 0, 8, 4]].map((box, row) =>
      ({ boxes: [box.map(edge => edge * scale)], classes: [row] }))
  })
  const small = at(1)
  const large = at(4)
  const made = cut([2, 6], [1, 7], [8, 8])
  const here = mix.apply(small, made).boxes as Array<{ boxes: number[][], weights: number[] }>
  const there = mix.apply(large, made).boxes as typeof here
  there.forEach(({ boxes, weights }, row) => {
    t.deepEqual(boxes, here[row].boxes.map(box => box.map(edge => edge * 4)))
    t.deepEqual(weights, here[row].weights)
  })
  release(small)
  release(large)
})

onCpu(
  'a plan for more rows than there are is refused, one for fewer gives as many', async t => {
    const targets = { label: { classes: 5 } }
    const mix = createMixer(mixup({ per: 'sample' }), { targets, seed: 4 })
    const eight = { x: images(), label: labels() }
    const five = { x: images(5), label: labels(5) }
    const made = mix.plan(eight)
    await refuses(t, () => mix.apply(five, made), 'PLAN',
      'plan: layers[0] must have a source, or at most 5 outputs, the rows of the batch, got 8')
    const first = mix.apply(eight, mix.plan(five))
    t.deepEqual([first.x.shape, (first.label).shape], [[5, 9, 7, 3], [5, 5]])
    t.true(works(mix, eight))
    release(first)
    release(eight)
    release(five)
  })

for (const [name, make] of manyMixers) {
  onCpu(`a plan of ${name} made for tensors applies to bytes on the host`, t => {
    const mix = createMixer(make(), { targets: { label: { classes: 5 } }, seed: 9 })
    const host = { x: bytes(), label: labels() }
    const tensor = {
      x: tf.tensor<tf.Rank.R4>(Float32Array.from(host.x.data), host.x.shape as [8, 9, 7, 3]),
      label: labels()
    }
    for (let step = 0; step < 4; step++) {
      const made = mix.plan(tensor)
      const mixed = createMixer(make(), { targets: { label: { classes: 5 } } }).apply(tensor, made)
      const onHost = createMixer(make(), { targets: { label: { classes: 5 } } }).apply(host, made)
      const x = mixed.x.dataSync()
      t.true([...onHost.x.data].every((byte, i) => Math.abs(byte - x[i]) <= 0.5001))
      const soft = (mixed.label).dataSync()
      onHost.label.data.forEach((share, i) => { t.true(Math.abs(share - soft[i]) < 1e-6) })
      release(mixed)
    }
    mix.dispose()
    tf.dispose(tensor.x)
  })

  onCpu(`a plan of ${name} is the same after JSON, bit for bit, with its whole chain`, t => {
    const mix = createMixer(make(), { seed: 2 })
    const other = createMixer(make())
    const batch = { x: images(), label: softLabels() }
    for (let step = 0; step < 5; step++) {
      const made = mix.plan(batch)
      const again = parse(stringify(made))
      t.deepEqual(again, made)
      const [one, two] = [mix.apply(batch, made), other.apply(batch, again)]
      t.deepEqual(contents(one), contents(two))
      release(one)
      release(two)
    }
    mix.dispose()
    other.dispose()
    release(batch)
  })
}

const weak = plan([own(), over(swap(1, 0), { coefficient: 0.25 })])
const layer = (columns: object): unknown => plan([own(), { source: swap(1, 0), ...columns }])

/** Damaged plans: what the mixer says of them, before it does anything. */
const knownSteps =
  'known: channels, flip, move-patches, operation, part, perturb, random-field'

const damaged: ReadonlyArray<readonly [plan: unknown, code: ErrorCode, says: string]> = [
  [null, 'PLAN', 'plan: it must be a plan, got null'],
  ['weak', 'PLAN', 'plan: it must be a plan, got "weak"'],
  [{ ...weak, version: 2 }, 'PLAN_VERSION',
    'plan: version must be 1, the newest this release reads, got 2'],
  [{ ...weak, extra: 1 }, 'PLAN', 'plan: extra is no part of a plan, got 1'],
  [{ ...weak, size: 0 }, 'PLAN', 'plan: size must be from 1 to 4194304, got 0'],
  [{ ...weak, axes: ['height', 'depth'] }, 'UNKNOWN_NAME',
    'no axis named "depth"; known: height, width'],
  [{ ...weak, layers: 'own' }, 'PLAN', 'plan: layers must be a list of layers, got "own"'],
  [{ ...weak, layers: Object.assign([{}], { length: 2 }) }, 'PLAN',
    'plan: layers[1] must be plain data, got undefined'],
  [{ ...weak, after: [{ step: 'blur' }] }, 'UNKNOWN_NAME', `no step named "blur"; ${knownSteps}`],
  [layer({ coefficient: NaN }), 'PLAN', 'plan: layers[1].coefficient must be finite, got NaN'],
  [layer({ coefficient: 1.5 }), 'PLAN', 'plan: layers[1].coefficient must be from 0 to 1, got 1.5'],
  [layer({ coefficient: Float64Array.of(0.5, NaN) }), 'PLAN',
    'plan: layers[1].coefficient must be a finite number, a Float64Array of such or a rule, got ' +
      'a Float64Array of 2'],
  [layer({ coefficient: Float64Array.of(1, 1, 1) }), 'PLAN',
    'plan: layers[1].coefficient must have 1 or 2 entries, got a Float64Array of 3'],
  [layer({ weight: 0.5, opacity: 1 }), 'PLAN',
    'plan: layers[1].opacity is no part of a plan, got 1'],
  [layer({ source: { pool: 'attic', rows: Int32Array.of(0, 1) } }), 'POOL',
    'test: needs the pool "attic"; known: batch'],
  [layer({ source: swap(0, 2) }), 'PLAN',
    'plan: layers[1].source.rows[1] must be from 0 to 1, got 2'],
  [layer({ source: swap(0, -1) }), 'PLAN',
    'plan: layers[1].source.rows[1] must be from 0 to 1, got -1'],
  [layer({ view: [{ step: 'turn' }] }), 'UNKNOWN_NAME', `no step named "turn"; ${knownSteps}`],
  [layer({ blend: 'multiply' }), 'PLAN',
    'plan: layers[1].blend must be over, sum, union, arc or a step, got "multiply"'],
  [layer({ where: { kind: 'circle' } }), 'PLAN',
    'plan: layers[1].where.kind must be boxes, a mask or points, got "circle"'],
  [{ ...cut([5, 3], [0, 2], [9, 7]) }, 'PLAN',
    'plan: layers[1].where.end[0] must be from its start, 5, to 9, got 3'],
  [{ ...cut([0, 10], [0, 2], [9, 7]) }, 'PLAN',
    'plan: layers[1].where.end[0] must be from its start, 0, to 9, got 10'],
  [{ ...weak, then: { ...weak, size: 3 } }, 'PLAN',
    'plan: then.layers[0] must have a source, or at most 2 outputs, the rows of the batch, got 3'],
  [{ ...weak, then: null }, 'PLAN', 'plan: then must be a plan, got null']
]

damaged.forEach(([given, code, says], i) => {
  onCpu(`damaged plan ${i + 1}: ${says}`, async t => {
    const mix = createMixer(cutmix())
    const batch = { x: images(2) }
    await refuses(t, () => mix.apply(batch, given as Plan), code, says)
    t.true(works(mix, batch))
    release(batch)
  })
})

onCpu('a plan from JSON with keys of its own is refused, wherever they are', async t => {
  const value = toJson(weak) as Record<string, unknown>
  const layers = value.layers as object[]
  const texts: ReadonlyArray<readonly [string, string]> = [
    [JSON.stringify({ ...value, note: 'mine' }), 'plan: note is no part of a plan, got "mine"'],
    [JSON.stringify({ ...value, layers: [{ ...layers[0], note: 1 }] }),
      'plan: layers[0].note is no part of a plan, got 1'],
    [JSON.stringify(value).replace('{', '{"__proto__":{},'),
      'plan: __proto__ is a key no plan may have, got "__proto__"'],
    [JSON.stringify(value).replace('"options":{', '"options":{"constructor":1'),
      'plan: options.constructor is a key no plan may have, got "constructor"']
  ]
  for (const [text, says] of texts) await refuses(t, () => parse(text), 'PLAN', says)
})

onCpu('masks of class ids cannot be mixed by shares, and say what would help', async t => {
  const mix = createMixer(mixup({ alpha: 0.3 }), { seed: 1 })
  const batch = { x: images(), mask: masks() }
  const share = mix.plan(batch).layers[1].coefficient as number
  await refuses(t, () => mix.mix(batch, { step: 0 }), 'TARGET', 'mixup: target "mask" holds ' +
    `class ids, which cannot be blended as this mix asks (a share of ${share}); ` +
    'give one-hot masks, float32 [rows, …, classes]')
  release(batch)
})

onCpu('a live plan is applied, but no JSON holds it before it is frozen', async t => {
  const live = plan([own(), over(swap(1, 0), {
    coefficient: tf.tensor1d([0.25, 0.5]), weight: Float64Array.of(0.25, 0.5)
  } as never) ].map((each, i) => i === 0 ? { ...each, weight: Float64Array.of(0.75, 0.5) } : each))
  const mix = createMixer(mixup())
  const batch = { x: images(2), label: softLabels(2) }
  await refuses(t, () => stringify(live), 'PLAN',
    'plan: layers[1].coefficient holds a live tensor; freeze it first, got float32 shape [2]')
  const frozen = parse(stringify(await freeze(live)))
  const [hot, cold] = [mix.apply(batch, live), mix.apply(batch, frozen)]
  t.deepEqual(contents(hot), contents(cold))
  release(hot)
  release(cold)
  const { coefficient } = live.layers[1] as { coefficient?: unknown }
  tf.dispose(coefficient as tf.Tensor)
  await refuses(t, () => mix.apply(batch, live), 'PLAN',
    'plan: layers[1].coefficient must be a tensor that is not disposed, got float32 shape [2]')
  await refuses(t, () => freeze(live), 'PLAN',
    'plan: layers[1].coefficient must be a tensor that is not disposed, got float32 shape [2]')
  release(batch)
})

onCpu('a batch whose getter throws hands that error on, and the mixer goes on', async t => {
  const own = new Error('the file is gone')
  const mix = createMixer(cutmix(), { seed: 3 })
  const batch = { x: images(), label: softLabels(), boxes: annotated() }
  for (const name of ['x', 'label', 'boxes']) {
    for (const on of [1, 2, 3, 4]) {
      let reads = 0
      const trap = Object.defineProperty({ ...batch }, name, {
        enumerable: true,
        get: () => {
          if (++reads >= on) throw own
          return batch[name as 'x']
        }
      })
      const before = tf.memory().numTensors
      t.is(await Promise.resolve().then(() => mix.mix(trap)).catch((error: unknown) => error), own)
      t.is(tf.memory().numTensors, before)
    }
  }
  t.true(works(mix, batch))
  release(batch)
})
