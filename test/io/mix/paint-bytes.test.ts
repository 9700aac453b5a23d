import test from 'ava'
import fc from 'fast-check'
import { boxes, createMixer, own, over, sum } from '../../../core/index.js'
import type { HostArray, Layer, Plan } from '../../../core/index.js'
import { cutmix, image, mixup, timm } from '../../../domains/image/index.js'
import { paintBytes } from '../../../plugins/io/mix/paint-bytes.js'

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

const painted = (plan: Plan, x: HostArray<Uint8Array>): Uint8Array =>
  (image.paint(plan, { batch: x }, 'test') as HostArray<Uint8Array>).data

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

test('any plan of rows and boxes gives the very bytes of the image domain', t => {
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

test('a sum of shares gives the very bytes of the image domain', t => {
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

test('a plan that says more is left to the image domain', t => {
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
