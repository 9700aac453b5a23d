import test from 'ava'
import type { Plan } from '../../core/index.js'
import { times, useBackend } from '../../core/index.js'
import { embedding, rows as anyRows } from './domains.js'
import { factsOf } from './facts.js'
import { ada, gammas } from './methods/ada.js'
import { dMixup } from './methods/d-mixup.js'
import { dropMix } from '../../domains/embedding/index.js'
import type { RemixtureError } from '../../core/index.js'
import {
  drawn, entry, mixLabels, near, paint, paintLive, planOf, randomRows, rowsOf
} from './rows.js'

const SIZE = 9
const table = { batch: randomRows(1, [SIZE, 5]) }
const targets = { batch: randomRows(2, [SIZE]) }

test.before(async () => { await useBackend('cpu') })

test('d-mixup adds several orders of the rows by one set of shares, and targets alike', t => {
  const facts = factsOf(SIZE, { shape: [5], axes: [], frame: [] })
  const plan = planOf(dMixup({ points: 4 }), facts)
  const take = drawn(plan)
  const shares = times(4, () => take('shares'))
  const orders = [times(SIZE, i => i), ...times(3, () => times(SIZE, () => take('pair')))]
  t.true(take.done())
  t.true(Math.abs(shares.reduce((sum, share) => sum + share) - 1) < 1e-12)
  const mixed = (value: (row: number) => number, i: number): number =>
    shares.reduce((sum, share, k) => sum + share * value(orders[k][i]), 0)
  near(t, paint(plan, anyRows, table), rowsOf([SIZE, 5], (i, column) =>
    mixed(row => entry(table.batch, row, column), i)))
  near(t, mixLabels(plan, targets), rowsOf([SIZE], i => mixed(row => entry(targets.batch, row), i)))
})

for (const [seed, way] of [[5, 'to'], [2, 'away from']] as const) {
  test(`ADA moves rows and targets ${way} the mean of their cluster`, t => {
    const clusters = Int32Array.of(0, 2, 0, 1, 0, 2, 2, 0, 3)
    const facts = factsOf(SIZE, { shape: [5], axes: [], frame: [], signals: { clusters } })
    const plan = planOf(ada({ alpha: 2 }), facts, seed)
    const gamma = gammas(2, 20)[plan.draws.gamma[0]]
    t.is(gamma > 1, way === 'to')
    const g = Math.sqrt(gamma)
    const moved = (value: (row: number) => number, i: number): number => {
      const members = times(SIZE, row => row).filter(row => clusters[row] === clusters[i])
      const mean = members.reduce((sum, row) => sum + value(row), 0) / members.length
      return (value(i) + (g - 1) * mean) / g
    }
    near(t, paint(plan, anyRows, table), rowsOf([SIZE, 5], (i, column) =>
      moved(row => entry(table.batch, row, column), i)))
    near(t, mixLabels(plan, targets), rowsOf([SIZE], i =>
      moved(row => entry(targets.batch, row), i)))
  })
}

test('the list of γ is that of the authors', t => {
  const list = gammas(2, 20)
  t.is(list.length, 20)
  t.deepEqual(list.slice(0, 3), [2, 1.9, 1.8])
  t.deepEqual(list.slice(9, 12), [1.1, 0.9091, 0.8333])
  t.is(list[19], 0.5)
})

/** A plan whose ranks are rows, as a domain makes them from its scores: the highest first. */
function ranked (plan: Plan, scores: readonly number[]): Plan {
  const byScore = scores.map((_, row) => row).sort((a, b) => scores[b] - scores[a])
  return {
    ...plan,
    layers: plan.layers.map(layer => {
      const { rank, ...source } = layer.source ?? {}
      if (rank === undefined || !(source.rows instanceof Int32Array)) return layer
      return { ...layer, source: { ...source, rows: source.rows.map(r => byScore[r]) } }
    })
  }
}

test('DropMix drops the easiest and the hardest, and mixes every sixth dimension', t => {
  const [size, width] = [40, 20]
  const rows = { batch: randomRows(3, [size, width]) }
  const facts = factsOf(size, { shape: [width], axes: ['feature'], frame: [width] })
  const plan = planOf(dropMix(), facts)
  const scores = [...randomRows(4, [size]).data]
  const easiestFirst = scores.map((_, row) => row).sort((a, b) => scores[a] - scores[b])
  const kept = easiestFirst.slice(6, 38)
  const { partner } = plan.draws
  t.is(plan.size, 32)
  near(t, paint(ranked(plan, scores), embedding, rows), rowsOf([32, width], (i, column) => {
    const [own, other] = [kept[i], kept[partner[i]]].map(row => entry(rows.batch, row, column))
    return column % 6 === 0 ? 0.35 * other + 0.65 * own : own
  }))
})

test('a plan whose ranks no domain has made rows is not painted', t => {
  const rows = { batch: randomRows(3, [40, 20]) }
  const facts = factsOf(40, { shape: [20], axes: ['feature'], frame: [20] })
  const plan = planOf(dropMix(), facts)
  const error = t.throws<RemixtureError>(() => paintLive(plan, embedding, rows))
  t.is(error?.message,
    'plan: source.rank must be made rows by its domain before it is painted, got "hardness"')
})
