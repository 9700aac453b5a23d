import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import type { Plan } from '../../core/contract/index.js'
import { check } from '../../core/plan/check.js'
import { freeze } from '../../core/plan/freeze.js'
import { parse, stringify } from '../../core/plan/json.js'
import { versionOne } from './fixtures/version-1.js'
import { planWith } from './samples.js'

type Live = Plan<tf.Tensor>
const masked = (levels: tf.Tensor): Live => planWith<tf.Tensor>({
  layers: [{
    where: { kind: 'mask', axes: ['width'], grid: [levels.size], levels, of: 1, outside: true },
    weight: 1
  }]
})

function levelsOf ({ layers: [{ where }] }: Plan): Uint8Array {
  if (where?.kind === 'mask' && where.levels instanceof Uint8Array) return where.levels
  throw new Error('the first layer has no levels')
}

test('a plan without tensors comes back as it is', async t => {
  for (const plan of versionOne) t.is(await freeze(plan), plan)
})

test.serial('live coefficients and weights become columns of the same numbers', async t => {
  const coefficient = tf.tensor1d([0.1, 0.9])
  const weight = tf.tensor2d([[0.25], [0.75]])
  const one = tf.scalar(0.5)
  const rows = Int32Array.of(1, 0)
  const plan = planWith<tf.Tensor>({
    layers: [{ weight: one }, { source: { rows }, coefficient, weight }, {}], targets: 'free'
  })
  const before = tf.memory().numTensors
  const frozen = await freeze(plan)
  t.is(tf.memory().numTensors, before)
  t.deepEqual(frozen.layers[0], { weight: Float64Array.of(0.5) })
  t.deepEqual(frozen.layers[1], {
    source: { rows }, coefficient: Float64Array.of(
      Math.fround(0.1), Math.fround(0.9)
    ), weight: Float64Array.of(0.25, 0.75)
  })
  t.is(frozen.layers[2], plan.layers[2] as Plan['layers'][0])
  t.is(plan.layers[1].weight, weight)
  t.false(coefficient.isDisposed || weight.isDisposed || one.isDisposed)
  check(frozen)
  t.deepEqual(parse(stringify(frozen)), frozen)
})

test('the shares of a live mask become the nearest of 256 levels, halves up', async t => {
  const levels = tf.tensor1d([0, 1, 0.5, 1 / 510, 0.999 / 510, 3 / 510, 0.2])
  const frozen = await freeze(masked(levels))
  t.deepEqual(levelsOf(frozen), Uint8Array.of(0, 255, 128, 1, 0, 2, 51))
  t.like(frozen.layers[0].where, { of: 255, outside: true, grid: [7] })
  check({ ...frozen, frame: [4, 7] })
})

test('no share moves by more than half a level', async t => {
  const shares = Float32Array.from({ length: 5001 }, (_, i) => i / 5000)
  const levels = levelsOf(await freeze(masked(tf.tensor1d(shares))))
  t.true(shares.every((share, i) => Math.abs(share - levels[i] / 255) <= 0.5 / 255 + 1e-7))
})

test('a mask of a batch is kept in its order', async t => {
  const shares = [0, 0.2, 0.4, 0.6, 0.8, 1]
  const frozen = await freeze(masked(tf.tensor3d(shares, [2, 1, 3])))
  t.deepEqual(levelsOf(frozen), Uint8Array.of(0, 51, 102, 153, 204, 255))
})

test('what rounding adds to a share is cut off, more is refused', async t => {
  t.deepEqual(
    levelsOf(await freeze(masked(tf.tensor1d([1.000001, -0.000001])))), Uint8Array.of(255, 0)
  )
  await t.throwsAsync(
    freeze(masked(tf.tensor1d([0, 1.1]))),
    { message: /layers\[0\].where.levels must hold shares from 0 to 1 at 1/ }
  )
  await t.throwsAsync(
    freeze(masked(tf.tensor1d([-0.1]))), { message: /must hold shares from 0 to 1 at 0/ }
  )
})

test('tensors that are not finite or no longer there are refused, with their place', async t => {
  const weighed = (weight: tf.Tensor): Live => planWith<tf.Tensor>({ layers: [{}, { weight }] })
  await t.throwsAsync(
    freeze(weighed(tf.tensor1d([0, NaN]))),
    { message: /layers\[1\].weight must be finite at 1, got NaN/ }
  )
  await t.throwsAsync(
    freeze(masked(tf.tensor1d([Infinity]))), { message: /levels must be finite at 0/ }
  )
  const gone = tf.tensor1d([1, 2])
  gone.dispose()
  await t.throwsAsync(freeze(planWith<tf.Tensor>({ then: weighed(gone) })), {
    message: /then.layers\[1\].weight must be a tensor that is not disposed, got float32/
  })
})

test('a chain is frozen to its end', async t => {
  const last = masked(tf.tensor1d([1, 0]))
  const plan = planWith<tf.Tensor>({ then: planWith<tf.Tensor>({ then: last }) })
  const frozen = await freeze(plan)
  t.deepEqual(levelsOf(frozen.then?.then as Plan), Uint8Array.of(255, 0))
  t.deepEqual(Object.keys(frozen), Object.keys(plan))
})
