import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import type { Plan, Scene, Smoothing, Soft, TargetSettings } from '../../core/index.js'
import { label, targetTerms, useBackend } from '../../core/index.js'
import { backends } from '../backends.js'
import { noise } from '../../plugins/check/batches.js'
import { distance } from '../../plugins/check/same.js'
import { read } from '../universal/read.js'
import { examine } from './examine.js'
import { plan } from './random-plans.js'

const smoothing: fc.Arbitrary<Smoothing | undefined> = fc.option(fc.record({
  kind: fc.constantFrom('uniform', 'classy-vision', 'multi-label'),
  amount: fc.constantFrom(0, 0.1, 0.3)
}), { nil: undefined })

const IGNORE = 255
const settings = fc.record({
  classes: fc.integer({ min: 1, max: 6 }), smoothing, ignore: fc.constantFrom(undefined, IGNORE)
})

function sceneOf (size: number, chosen: TargetSettings, host: boolean): Scene {
  return { who: 'test', target: 'label', size, axes: [], frame: [], host, settings: chosen }
}

function valuesOf (soft: Soft): ArrayLike<number> {
  return soft instanceof tf.Tensor ? read(soft) : soft.data
}

/** A class as a row, smoothed, from the formulas of timm, Classy Vision and OpenMixup. */
function smoothed (present: number, classes: number, how: Smoothing | undefined): number {
  const amount = how?.amount ?? 0
  if (how?.kind === 'multi-label') return present === 1 ? 1 - amount : amount
  const lost = how?.kind === 'classy-vision' ? amount / (1 + amount) : amount
  const off = lost / classes
  return present === 1 ? 1 - lost + off : off
}

for (const backend of backends) {
  test.serial(`class indices become smoothed rows, however held, on ${backend}`, async t => {
    await useBackend(backend)
    examine(t, 150, [settings, fc.array(fc.nat(20), { minLength: 1, maxLength: 6 })],
      (chosen, numbers) => tf.tidy(() => {
        const { classes, ignore } = chosen
        const indices = numbers.map(number =>
          ignore !== undefined && number % 4 === 3 ? ignore : number % classes)
        const wanted = indices.flatMap(index => Array.from({ length: classes }, (_, k) =>
          index === ignore ? 0 : smoothed(Number(k === index), classes, chosen.smoothing)))
        const forms = [indices, Int32Array.from(indices), tf.tensor1d(indices, 'int32')]
        const found = forms.map(form => valuesOf(label.encode(form,
          sceneOf(indices.length, chosen, !(form instanceof tf.Tensor)))))
        const far = Math.max(...found.map(values => distance(values, wanted)))
        const apart = Math.max(...found.map(values => distance(values, found[0])))
        if (apart > 0) return `forms are ${apart} apart`
        return far <= 1e-7 ? undefined : `labels are ${far} off`
      }))
  })

  test.serial(`soft rows are smoothed along the same line on ${backend}`, async t => {
    await useBackend(backend)
    examine(t, 100, [settings, fc.integer({ min: 1, max: 5 }), fc.nat(99)],
      ({ classes, smoothing: how }, size, of) => tf.tidy(() => {
        const soft = noise(size * classes, of, 0, 1)
        const rows = Array.from({ length: size }, (_, row) =>
          [...soft.subarray(row * classes, (row + 1) * classes)])
        const [off, on] = [0, 1].map(present => smoothed(present, classes, how))
        const wanted = soft.map(value => off + value * (on - off))
        const chosen = { classes, smoothing: how }
        const forms = [rows, tf.tensor2d(rows), { data: soft, shape: [size, classes] }]
        const far = forms.map(form => distance(valuesOf(label.encode(form,
          sceneOf(size, chosen, !(form instanceof tf.Tensor)))), wanted))
        return Math.max(...far) <= 3e-7 ? undefined : `labels are ${far.join()} off`
      }))
  })

  test.serial(`labels are weighted sums of rows, through chains too, on ${backend}`, async t => {
    await useBackend(backend)
    examine(t, 150, [plan, plan, fc.boolean(), fc.boolean()],
      (first, second, chained, host) => tf.tidy(() => {
        const whole = chained ? chain(first, second) : first
        const soft = noise(first.size * 3, 8, 0, 1)
        const batch = host
          ? { data: soft, shape: [first.size, 3] }
          : tf.tensor2d(soft, [first.size, 3])
        const mixed = label.mix(whole, { batch }, sceneOf(first.size, {}, host))
        const shares = sharesOf(whole)
        const wanted = shares.flatMap(row => [0, 1, 2].map(k =>
          row.reduce((sum, share, from) => sum + share * soft[from * 3 + k], 0)))
        const far = distance(valuesOf(mixed), wanted)
        const scale = Math.max(1, ...shares.flat().map(Math.abs))
        return far <= 2e-6 * scale * scale ? undefined : `labels are ${far} off`
      }))
  })

  test.serial(`a union shows a class as where it is most on ${backend}`, async t => {
    await useBackend(backend)
    examine(t, 150, [plan, plan, fc.boolean()], (first, second, host) => tf.tidy(() => {
      const soft = noise(first.size * 3, 8, 0, 1)
      const shape: [number, number] = [first.size, 3]
      const batch = host ? { data: soft, shape } : tf.tensor2d(soft, shape)
      const { then, ...each } = chain(first, second)
      const whole = { ...each, targets: 'union' as const, ...then === undefined ? {} : { then } }
      const mixed = label.mix(whole, { batch }, sceneOf(first.size, {}, host))
      const largest = sharesOf(each).map(row => [0, 1, 2].map(k => row.reduce((most, share, from) =>
        share > 0 ? Math.max(most, soft[from * 3 + k]) : most, 0)))
      const wanted = then === undefined
        ? largest
        : sharesOf(then).map(row => [0, 1, 2].map(k =>
          row.reduce((sum, share, from) => sum + share * (largest[from]?.[k] ?? 0), 0)))
      const far = distance(valuesOf(mixed), wanted.flat())
      return far <= 1e-5 ? undefined : `labels are ${far} off`
    }))
  })
}

/** A plan, and another that mixes as many rows as it gives. */
function chain (first: Plan, second: Plan): Plan {
  const layers = second.layers.map(layer => layer.source?.rows === undefined
    ? layer
    : { ...layer, source: { ...layer.source, rows: (layer.source.rows as Int32Array)
      .map(row => row % first.size) } })
  const fits = second.size <= first.size
  return fits ? { ...first, then: { ...second, layers } } : first
}

/** How much of every row is in every output. */
function sharesOf (whole: Plan): number[][] {
  const { then, ...first } = whole
  const shares = Array.from({ length: first.size }, () => Array<number>(first.size).fill(0))
  for (const { rows, strength } of targetTerms(first)) {
    rows.forEach((row, output) => { shares[output][row] += (strength as Float64Array)[output] })
  }
  if (then === undefined) return shares
  return sharesOf({ ...then, size: then.size }).map(row => shares[0].map((_, from) =>
    row.reduce((sum, share, middle) => sum + share * (shares[middle]?.[from] ?? 0), 0)))
}

test('weights that are stated are taken as they are, and need not sum to 1', async t => {
  await useBackend('cpu')
  const rows = Int32Array.of(1, 0)
  const free: Plan = {
    mixer: 'free', version: 1, options: {}, draws: {}, size: 2, axes: [], frame: [],
    targets: 'free',
    layers: [
      { weight: Float64Array.of(0.9, 0.2) },
      { source: { pool: 'batch', rows }, coefficient: 0.5, weight: Float64Array.of(0.7, 0) }
    ]
  }
  const mixed = label.mix(free, { batch: tf.eye(2) }, sceneOf(2, {}, false))
  t.true(distance(valuesOf(mixed), [0.9, 0.7, 0, 0.2]) < 1e-7)
})

test('real numbers are mixed by their shares, and follow a union as one class would', async t => {
  await useBackend('cpu')
  const rows = Int32Array.of(1, 2, 0)
  const each: Plan = {
    mixer: 'numbers', version: 1, options: {}, draws: {}, size: 3, axes: [], frame: [],
    layers: [{}, { source: { pool: 'batch', rows }, coefficient: 0.25 }]
  }
  const values = (of: Plan, host: boolean): ArrayLike<number> => {
    const numbers = Float32Array.of(4, 8, 2)
    const batch = label.encode(host ? numbers : tf.tensor1d(numbers), sceneOf(3, {}, host))
    const mixed = label.mix(of, { batch }, sceneOf(3, {}, host))
    t.deepEqual(mixed.shape, [3])
    return valuesOf(mixed)
  }
  for (const host of [true, false]) {
    t.deepEqual([...values(each, host) as Float32Array], [5, 6.5, 2.5])
    t.deepEqual([...values({ ...each, targets: 'union' }, host) as Float32Array], [8, 8, 4])
  }
})

test('the class indices that a plan may know are those of the batch', t => {
  const scene = sceneOf(3, { classes: 4 }, true)
  t.deepEqual(label.labels?.([1, 3, 0], scene), Int32Array.of(1, 3, 0))
  t.deepEqual(label.labels?.(Int32Array.of(1, 3, 0), scene), Int32Array.of(1, 3, 0))
  t.is(label.labels?.([[1, 0], [0, 1], [1, 0]], sceneOf(3, { classes: 2 }, true)), undefined)
  t.is(label.labels?.(Float32Array.of(1, 3, 0), scene), undefined)
})
