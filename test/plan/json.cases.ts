import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import fc from 'fast-check'
import type { Plan } from '../../core/contract/index.js'
import { RemixtureError } from '../../core/errors.js'
import { fromJson, parse, stringify, toJson } from '../../core/plan/json.js'
import { versionOne } from './fixtures/version-1.js'
import { planWith, stepped } from './samples.js'

for (const plan of versionOne) {
  test(`the plan ${plan.mixer} comes back from JSON value for value and key for key`, t => {
    const text = stringify(plan)
    const back = parse(text)
    t.deepEqual(back, plan)
    t.deepEqual(keysOf(back), keysOf(plan))
    t.is(stringify(back), text)
  })
}

test('every number comes back to the bit, in a list and as base64', t => {
  const special = [
    -0, 0, 5e-324, -5e-324, Number.MAX_VALUE, Number.MIN_VALUE, 2 ** -1022, 0.1, 1 / 3
  ]
  const number = fc.oneof(
    fc.constantFrom(...special), fc.double({ noNaN: true, noDefaultInfinity: true })
  )
  fc.assert(fc.property(fc.array(number), fc.constantFrom(0, 257), (list, more) => {
    const numbers = Float64Array.from([...list, ...Array<number>(more).fill(-0)])
    const plan = planWith({
      draws: {
        all: [...numbers]
      }, after: stepped({ numbers, list: [...numbers], first: numbers[0] ?? -0 })
    })
    const back = parse(stringify(plan))
    const { numbers: read } = back.after?.[0] as unknown as { numbers: Float64Array }
    t.true(read instanceof Float64Array)
    t.deepEqual(new Uint8Array(read.buffer), new Uint8Array(numbers.buffer))
    t.deepEqual(back, plan)
  }), { numRuns: 60 })
})

test('text comes back as text, also where it looks like minus zero', t => {
  const looks = fc.nat({ max: 5 }).map(signs => `${'-'.repeat(signs)}0`)
  fc.assert(fc.property(fc.array(fc.oneof(looks, fc.string({ unit: 'binary' }))), list => {
    const plan = planWith({
      options: { list, zero: -0 }, after: stepped({ list, text: list[0] ?? '-0' })
    })
    t.deepEqual(parse(stringify(plan)), plan)
  }))
})

test('columns up to 256 entries are lists, longer ones base64, bytes always base64', t => {
  const wire = (value: unknown): unknown =>
    (
      toJson(planWith({ after: stepped({ value }) })) as { after: Array<{ value: unknown }> }
    ).after[0].value
  t.deepEqual(wire(Int32Array.of(-1, 2)), { int32: [-1, 2] })
  t.deepEqual(wire(Float64Array.of(-0, 2.5)), { float64: ['-0', 2.5] })
  t.deepEqual(wire(Uint8Array.of(1, 2, 255)), { uint8: 'AQL/' })
  t.true(Array.isArray((wire(new Int32Array(256)) as { int32: unknown }).int32))
  const long = Int32Array.from({ length: 257 }, (_, i) => i - 128)
  t.deepEqual(wire(long), { int32: Buffer.from(long.buffer).toString('base64') })
  const reals = Float64Array.from({ length: 257 }, (_, i) => i / 7)
  t.deepEqual(wire(reals), { float64: Buffer.from(reals.buffer).toString('base64') })
})

test('a typed array that looks into another comes back with its own numbers', t => {
  const whole = Int32Array.from({ length: 400 }, (_, i) => i)
  const plan = planWith({ after: stepped({ value: whole.subarray(100) }) })
  t.deepEqual(
    (parse(stringify(plan)).after?.[0] as unknown as { value: Int32Array }).value, whole.slice(100)
  )
})

test('names of draws, options and parameters may be those of the tags', t => {
  const plan = planWith({
    draws: { float64: [1], int32: [] },
    options: { uint8: 'AAAA', float64: [1], int32: { int32: [2] } },
    layers: [{ where: { kind: 'points', select: 'all', parameters: { int32: [1] } } }]
  })
  t.deepEqual(parse(stringify(plan)), plan)
})

test('keys of value undefined are left out', t => {
  const plan = planWith({ targets: undefined, options: { a: 1, b: undefined } as never })
  t.deepEqual(parse(stringify(plan)), planWith({ options: { a: 1 } }))
})

test('numbers that JSON cannot hold are refused on the way out', t => {
  for (const value of [NaN, Infinity, -Infinity]) {
    const plans: Plan[] = [
      planWith({ layers: [{ coefficient: value }] }),
      planWith({ layers: [{ coefficient: Float64Array.of(value) }] }),
      planWith({ draws: { lambda: [0, value] } }),
      planWith({ options: { alpha: value } }),
      planWith({ after: stepped({ by: [value] }) })
    ]
    for (const plan of plans) t.is(
      t.throws(() => stringify(plan), { instanceOf: RemixtureError }).code, 'PLAN'
    )
  }
})

test('a live plan is refused on the way out, with its place and the remedy', t => {
  const live = tf.tensor1d([0.25, 0.75])
  const plans: Array<[string, Plan<tf.Tensor>]> = [
    ['layers[0].weight', planWith<tf.Tensor>({ layers: [{ weight: live }] })],
    ['layers[0].coefficient', planWith<tf.Tensor>({ layers: [{ coefficient: live }] })],
    ['layers[0].where.levels', planWith<tf.Tensor>({
      layers: [{
        where: { kind: 'mask', axes: ['width'], grid: [2], levels: live, of: 1 }, weight: 1
      }]
    })],
    [
      'then.layers[0].weight',
      planWith<tf.Tensor>({ then: planWith<tf.Tensor>({ layers: [{ weight: live }] }) })
    ]
  ]
  for (const [place, plan] of plans) {
    const error = t.throws(() => stringify(plan), { instanceOf: RemixtureError })
    t.is(
      error.message, `plan: ${place} holds a live tensor; freeze it first, got float32 shape [2]`
    )
  }
  live.dispose()
})

test('a value that JSON held reads the same as its text, and is not changed', t => {
  for (const plan of versionOne) {
    const value: unknown = JSON.parse(stringify(plan))
    t.deepEqual(fromJson(value), plan)
    t.deepEqual(value, JSON.parse(stringify(plan)))
    t.deepEqual(toJson(plan), value)
  }
})

test('text that is no JSON, and a value that is no text, are refused', t => {
  for (
    const text of [
      '', '{', 'null', '[]', '1', '"plan"', '{"version":1}', '{"version":1,}', undefined, 3, {}
    ]
  ) {
    t.throws(() => parse(text as string), { instanceOf: RemixtureError })
  }
})

/** The keys of all objects in a value, in their order. */
function keysOf (value: unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return null
  return Object.entries(value).map(([key, entry]) => [key, keysOf(entry)])
}
