import test from 'ava'
import { createRegistry } from '../../core/index.js'
import { imageDomain } from '../../domains/image/index.js'
import { shares, study } from '../../plugins/report/law.js'
import type { Drawn } from '../../plugins/report/law.js'

const registry = createRegistry(imageDomain)
const shape = [24, 32, 3]

function studied (name: string, options: object): Drawn[] {
  return study(registry.configure(name, { ...options }), registry, { shape, bins: 10, seed: 1 })
}

/** Pearson's statistic of drawn values against a law; about its number of bins if it is theirs. */
function misfit (values: readonly number[], expected: readonly number[]): number {
  return shares(values, expected.length).reduce((sum, share, bin) => expected[bin] === 0
    ? sum
    : sum + values.length * (share - expected[bin]) ** 2 / expected[bin], 0)
}

test('λ is held against the beta law it is drawn from, and not against another one', t => {
  const [lambda, visible] = studied('image/mixup', { alpha: 0.4, per: 'sample' })
  t.deepEqual([lambda.name, visible.name], ['lambda', 'visible area'])
  t.true(Math.abs(lambda.expected.reduce((sum, share) => sum + share, 0) - 1) < 1e-12)
  t.true(misfit(lambda.values, lambda.expected) < 30)
  const [other] = studied('image/mixup', { alpha: 0.6, per: 'sample' })
  t.true(misfit(lambda.values, other.expected) > 100)
})

test('one λ a batch is counted once, one a sample every time', t => {
  t.is(studied('image/mixup', {})[0].values.length, 300)
  t.is(studied('image/mixup', {})[1].values.length, 300)
  t.is(studied('image/mixup', { per: 'sample' })[1].values.length, 8 * 300)
})

test('the visible area of a clipped box is not uniform though its λ is', t => {
  const [lambda, visible] = studied('image/cutmix', { per: 'sample' })
  lambda.expected.forEach(share => { t.true(Math.abs(share - 0.1) < 1e-12) })
  t.true(misfit(visible.values, visible.expected) < 40)
  t.true(misfit(visible.values, lambda.expected) > 100)
})

test('both λs of a composition are told apart', t => {
  const names = studied('image/timm', { cutmixAlpha: 1, mode: 'elem' }).map(({ name }) => name)
  t.deepEqual(names, ['cutmixLambda', 'mixupLambda', 'visible area'])
})

test('a share of bins counts 1 into the last of them', t => {
  t.deepEqual(shares([0, 0.49, 0.5, 1], 2), [0.5, 0.5])
})
