import { readFileSync } from 'node:fs'
import test from 'ava'
import { useBackend } from '../../core/index.js'
import { trajectory } from '../golden/adapters/trajectory.js'
import type { Given, GivenArray } from '../golden/adapter.js'
import { trajectoryCases } from '../golden/trajectory.js'

const file = JSON.parse(readFileSync('test/golden/data/trajectory_airfoil.json', 'utf8')) as Given
const cases = trajectoryCases(file)
const kernel = cases.find(({ params }) => params.method === 'cmixup_manifold')
const { raw, split, target } = file.data as
  { raw: GivenArray, split: Record<string, GivenArray>, target: number }
const y = split.train.data.map(row => raw.data[row * raw.shape[1] + target])

/** How far partners are, on average. */
function apart (anchors: readonly number[], partners: ArrayLike<number>): number {
  const total = anchors.reduce((sum, row, k) => sum + Math.abs(y[row] - y[partners[k]]), 0)
  return total / anchors.length
}

test.serial('with the kernel off, a training is wrong from its first step', async t => {
  await useBackend('wasm')
  t.teardown(async () => { await useBackend('cpu') })
  t.not(kernel, undefined)
  const { inputs, params, decisions, expected } = kernel as NonNullable<typeof kernel>
  const short = { ...params, steps: 1, normSteps: [] }
  const on = await trajectory(inputs, short, decisions)
  const uniform = (decisions.uniforms as GivenArray).data.map(u => Math.floor(u * y.length))
  const off = await trajectory(inputs, { ...short, sampler: 'uniform' },
    { lambda: decisions.lambda, partners: uniform })
  const error = (loss: unknown): number =>
    Math.abs(loss as number - (expected.firstLoss as number)) / (expected.firstLoss as number)
  t.true(error(on.firstLoss) < 1e-6)
  t.true(error(off.firstLoss) > 1e-3)
})

test.serial('1600 partners lie 1.38 ± 0.11 apart, and 7.8 without the kernel', async t => {
  await useBackend('wasm')
  t.teardown(async () => { await useBackend('cpu') })
  const { inputs, params, decisions } = kernel as NonNullable<typeof kernel>
  const anchors = (inputs.anchors as GivenArray).data
  const { partners } = await trajectory(inputs, { ...params, normSteps: [] }, decisions)
  const found = (partners as { data: readonly number[] }).data
  t.is(found.length, 1600)
  t.true(Math.abs(apart(anchors, found) - 1.38) < 0.11)
  const uniform = (decisions.uniforms as GivenArray).data.map(u => Math.floor(u * y.length))
  t.true(Math.abs(apart(anchors, uniform) - 7.8) < 0.5)
})
