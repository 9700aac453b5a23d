import test from 'ava'
import type { Plan } from '../../core/index.js'
import { ruleTable, times } from '../../core/index.js'
import { columnsOf } from '../../core/plan/columns.js'
import { embedding } from './domains.js'
import { factsOf } from './facts.js'
import { mochi } from '../../domains/embedding/index.js'
import { planOf } from './rows.js'

const rules = ruleTable()

/** The numbers that a rule of the core makes for so many pieces. */
function made (rule: string, parameters: object, count: number): number[] {
  return Array.from(rules.get(rule)?.make({ ...parameters }, count, []) ?? [])
}

const drawing: ReadonlyArray<readonly [string, (seed: number) => object]> = [
  ['int', seed => ({ seed, low: 3, end: 2 ** 31 })],
  ['uniform', seed => ({ seed, low: -2, high: 7 })],
  ['normal', seed => ({ seed })],
  ['beta', seed => ({ seed, alpha: 0.3, beta: 2 })]
]

for (const [rule, parameters] of drawing) {
  test(`"${rule}" gives a piece the same number however many pieces there are`, t => {
    const all = made(rule, parameters(5), 1000)
    for (const count of [1, 2, 63, 64, 65, 999]) {
      t.deepEqual(made(rule, parameters(5), count), all.slice(0, count))
    }
  })

  test(`"${rule}" gives every piece and every seed a number of its own`, t => {
    const numbers = times(20, seed => made(rule, parameters(seed * 1e12), 50)).flat()
    t.is(new Set(numbers).size, 1000)
  })
}

test('MoCHi gives an anchor the same negatives in a batch of any size', t => {
  const columns = (size: number) => {
    const plan: Plan = planOf(mochi({ hardest: 100, pairs: 30, withQuery: 10 }), factsOf(size, {
      shape: [8], axes: ['feature'], frame: [8], pools: { bank: { size: 200 } }
    }))
    return plan.layers.map(layer => columnsOf(layer, plan.size, ruleTable(embedding.rules ?? {})))
  }
  const small = columns(3)
  const large = columns(64)
  small.forEach(({ count, rows, coefficient }, l) => {
    t.is(large[l].count / count, 64 / 3)
    t.deepEqual(large[l].rows.slice(0, count), rows)
    t.deepEqual(large[l].coefficient.slice(0, count), coefficient)
  })
  t.true(new Set(small[1].coefficient).size === 90, 'shares differ')
})

test('MoCHi never shows more of the anchor than of the negative', t => {
  const plan = planOf(mochi({ hardest: 10, pairs: 5, withQuery: 500 }), factsOf(4, {
    shape: [8], axes: ['feature'], frame: [8], pools: { bank: { size: 200 } }
  }))
  const shares = columnsOf(plan.layers[3], plan.size).coefficient
  t.is(shares.length, 2000)
  t.true(shares.every(share => share >= 0 && share < 0.5))
  t.true(Math.max(...shares) > 0.49)
})
