import test from 'ava'
import fc from 'fast-check'
import { boxes, createMixer, own, over, paintHost, sum } from '../../core/index.js'
import type { HostArray, Layer, Plan } from '../../core/index.js'
import { cutmix, mixup, timm } from '../../domains/image/index.js'
import { byteBlends, clamped, writeSums } from '../../core/paint/bytes/blend.js'
import { paintBytes as paintPools } from '../../core/paint/bytes/paint.js'
import type { Room } from '../../core/paint/bytes/paint.js'

const [height, width] = [7, 9]

function bytes (size: number, seed: number, channels = 3): HostArray<Uint8Array> {
  let state = seed * 2654435761 >>> 0
  const data = Uint8Array.from({ length: size * height * width * channels }, () => {
    state = Math.imul(state, 1664525) + 1013904223 >>> 0
    return state >>> 24
  })
  return { data, shape: [size, height, width, channels] }
}

const planOf = (layers: readonly Layer[], size: number): Plan => ({
  mixer: 'test', version: 1, options: {}, draws: {}, size, axes: ['height', 'width'],
  frame: [height, width], layers
})

const paintBytes = (
  plan: Plan, x: HostArray<Uint8Array>, room?: Room
): HostArray<Uint8Array> | undefined => paintPools(plan, { batch: x }, room)

/** The same values painted as floats, which goes another way, then rounded half to even. */
function painted (plan: Plan, { data, shape }: HostArray<Uint8Array>): Uint8Array {
  const batch = { data: Float32Array.from(data), shape }
  return Uint8Array.from(paintHost(plan, { batch }, 'test').data, value => {
    const rest = value % 1
    return Math.floor(value) + Number(rest > 0.5 || (rest === 0.5 && Math.floor(value) % 2 === 1))
  })
}

const rowsOf = (size: number) => fc.array(fc.nat(size - 1), { minLength: size, maxLength: size })
const share = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 0.5))
const box = fc.tuple(fc.nat(height), fc.nat(height), fc.nat(width), fc.nat(width))
  .map(([a, b, c, d]) => ({
    height: [Math.min(a, b), Math.max(a, b)] as const,
    width: [Math.min(c, d), Math.max(c, d)] as const
  }))

const layersFor = (size: number) => fc.array(fc.record({
  rows: rowsOf(size),
  coefficient: fc.oneof(share, fc.array(share, { minLength: size, maxLength: size })),
  where: fc.option(fc.oneof(
    fc.array(box, { minLength: 1, maxLength: 1 }),
    fc.array(box, { minLength: size, maxLength: size })))
}), { minLength: 1, maxLength: 4 })

test('any plan of rows and boxes gives the very bytes that floats are rounded to', t => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 4 }).chain(size =>
    fc.record({ size: fc.constant(size), seed: fc.nat(), layers: layersFor(size) })),
  ({ size, seed, layers }) => {
    const x = bytes(size, seed)
    const plan = planOf(layers.map(({ rows, coefficient, where }, i) => over(
      { pool: 'batch', rows: Int32Array.from(rows) }, {
        ...i === 0 && where === null ? {} : {
          coefficient: typeof coefficient === 'number'
            ? coefficient
            : Float64Array.from(coefficient)
        },
        ...where === null ? {} : { where: boxes(where) }
      })), size)
    const quick = paintBytes(plan, x)
    t.truthy(quick)
    t.deepEqual(quick?.data, painted(plan, x))
  }), { numRuns: 300 })
  t.pass()
})

test('a sum of shares gives the very bytes that floats are rounded to', t => {
  fc.assert(fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, lambda) => {
    const x = bytes(3, seed)
    const partners = { pool: 'batch', rows: Int32Array.of(2, 0, 1) }
    const plan = planOf([
      sum({ pool: 'batch', rows: Int32Array.of(0, 1, 2) }, { coefficient: lambda }),
      sum(partners, { coefficient: 1 - lambda })
    ], 3)
    t.deepEqual(paintBytes(plan, x)?.data, painted(plan, x))
  }))
})

for (const mixer of [mixup(), mixup({ per: 'sample' }), cutmix(), cutmix({ per: 'sample' }),
  timm({ mixupAlpha: 0.4, cutmixAlpha: 1 })]) {
  test(`what ${mixer.name} ${JSON.stringify(mixer.options)} plans is painted so`, t => {
    const mix = createMixer(mixer, { seed: 4 })
    for (let step = 0; step < 20; step++) {
      const x = bytes(6, step)
      const plan = mix.plan({ x }, { step })
      t.deepEqual(paintBytes(plan, x)?.data, painted(plan, x))
    }
  })
}

test('an array that is used again holds nothing of what was in it', t => {
  const x = bytes(2, 1)
  const plan = planOf([over({ pool: 'batch', rows: Int32Array.of(0, 1) },
    { where: boxes([{ height: [1, 3], width: [2, 4] }]) })], 2)
  const quick = paintBytes(plan, x, length => new Uint8Array(length).fill(99))
  t.deepEqual(quick?.data, painted(plan, x))
})

test('a plan that says more is left to floats', t => {
  const x = bytes(2, 1)
  const mask = { kind: 'mask', axes: ['height', 'width'], grid: [1, 2],
    levels: Uint8Array.of(0, 1), of: 1 } as const
  const row = { pool: 'batch', rows: Int32Array.of(1, 0) }
  const refused: Layer[] = [
    over(row, { where: mask }),
    over(row, { coefficient: 1.5 }),
    over(row, { outputs: Int32Array.of(1, 0) }),
    { ...own(), coefficient: { rule: 'uniform', seed: 1, low: 0, high: 1 } }
  ]
  for (const layer of refused) t.is(paintBytes(planOf([own(), layer], 2), x), undefined)
  t.is(paintBytes({ ...planOf([own()], 2), frame: [1, 1] }, x), undefined)
  t.is(paintBytes({ ...planOf([own()], 2), then: planOf([own()], 2) }, x), undefined)
  t.is(paintBytes(planOf([sum(row, { coefficient: 0.7 }), sum(row, { coefficient: 0.7 })], 2), x),
    undefined)
})

test('all pairs of bytes are blended as float32 does it, in WebAssembly and in the loop', t => {
  const there = Uint8Array.from({ length: 65536 }, (_, i) => i >> 8)
  const source = Uint8Array.from({ length: 65536 }, (_, i) => i & 255)
  const [fast, slow] = [new Uint8Array(65536), new Uint8Array(65536)]
  for (const share of [0.5, 0.25, 1 / 3, 0.1, 0.999, 1e-3, 2 ** -24, 0.7071067811865476]) {
    const blend = byteBlends()(1 - share, share)
    blend.write(fast, there, source)
    writeSums(clamped(slow), there, source, blend.keep, blend.take)
    t.is(Buffer.compare(fast, slow), 0, `share ${share}`)
  }
})

test('rows of any length are blended, whatever lies beside them', t => {
  const blend = byteBlends()(0.4, 0.6)
  for (const length of [1, 15, 16, 17, 16383, 16384, 16385, 40001]) {
    const { data } = bytes(700, length)
    const into = new Uint8Array(length + 2).fill(7)
    const [there, source] = [data.subarray(3, length + 3), data.subarray(0, length)]
    blend.write(into.subarray(1, length + 1), there, source)
    const expected = new Uint8ClampedArray(length)
    writeSums(expected, there, source, blend.keep, blend.take)
    t.deepEqual(Buffer.from(into.subarray(1, length + 1)), Buffer.from(expected), `${length} bytes`)
    t.deepEqual([into[0], into[length + 1]], [7, 7])
  }
})

test('boxes along one axis, along three, and from a pool of its own', t => {
  const shape = [2, 3, 4, 5]
  const data = Uint8Array.from({ length: 120 }, (_, i) => i * 37 % 251)
  const other = { data: data.map(byte => 255 - byte), shape }
  const pools = { batch: { data, shape }, previous: other }
  const row = { pool: 'previous', rows: Int32Array.of(1, 0) }
  for (const [axes, box] of [
    [['time'], { time: [1, 3] }],
    [['x', 'y', 'z'], { x: [0, 2], y: [1, 4], z: [2, 2] }],
    [['x', 'y', 'z'], { x: [1, 3], z: [1, 4] }]
  ] as Array<[string[], Record<string, [number, number]>]>) {
    const plan = {
      ...planOf([own(), over(row, { where: boxes([box]), coefficient: 0.3 })], 2), axes,
      frame: shape.slice(1, 1 + axes.length)
    }
    const [batch, previous] = [data, other.data]
      .map(values => ({ data: Float32Array.from(values), shape }))
    const expected = Uint8ClampedArray.from(paintHost(plan, { batch, previous }, 'test').data)
    t.deepEqual(Array.from(paintPools(plan, pools)?.data ?? []), Array.from(expected))
  }
})
