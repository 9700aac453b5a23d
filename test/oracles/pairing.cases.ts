import test from 'ava'
import fc from 'fast-check'
import type { ConfiguredPairing, Facts, Partners } from '../../core/index.js'
import {
  Rng, derangement, flip, live, permutation, previous, reservoir, roll, scripted
} from '../../core/index.js'
import { examine } from './examine.js'

const size = fc.integer({ min: 1, max: 9 })
const seed = fc.integer()

function pairUp (pairing: ConfiguredPairing, rows: number, of: number, held?: number): Partners {
  const pools = {
    batch: { size: rows },
    ...held === undefined ? {} : { previous: { size: held }, reservoir: { size: held } }
  }
  const facts: Facts = {
    size: rows, shape: [1], axes: [], frame: [], step: 0, pools, signals: {}
  }
  return pairing.pair(facts, live(Rng(of)))
}

/** What is wrong with partners of the batch, unless row i meets `partner(i)`. */
function unless (
  partners: Partners, pool: string, partner: (row: number) => number
): string | undefined {
  const wanted = Array.from(partners.rows, (_, row) => partner(row))
  if (partners.pool !== pool) return `the pool is ${partners.pool}`
  return String(partners.rows) === String(wanted) ? undefined : `rows are ${String(partners.rows)}`
}

test('flip is the batch in reverse, and its own inverse', t => {
  examine(t, 30, [size], rows => {
    const partners = pairUp(flip(), rows, 0)
    return unless(partners, 'batch', row => rows - 1 - row) ??
      (partners.rows.every((partner, row) => partners.rows[partner] === row)
        ? undefined
        : 'is not its own inverse')
  })
})

test('roll moves the batch by any number of rows, either way', t => {
  examine(t, 200, [size, fc.integer({ min: -30, max: 30 })], (rows, by) => {
    const order = Array.from({ length: rows }, (_, row) => row)
    for (let k = 0; k < Math.abs(by); k++) {
      if (by > 0) order.unshift(order.pop() as number)
      else order.push(order.shift() as number)
    }
    return unless(pairUp(roll({ by }), rows, 0), 'batch', row => order[row])
  })
})

test('a permutation has every row once', t => {
  examine(t, 100, [size, seed], (rows, of) => {
    const partners = pairUp(permutation(), rows, of)
    const sorted = [...partners.rows].sort((a, b) => a - b)
    return String(sorted) === String(sorted.map((_, row) => row)) && sorted.length === rows
      ? undefined
      : 'is no permutation'
  })
})

test('no row of a derangement meets itself, but in a batch of one', t => {
  examine(t, 300, [size, seed, fc.integer({ min: 1, max: 3 })], (rows, of, attempts) => {
    const partners = pairUp(derangement({ attempts }), rows, of).rows
    const sorted = [...partners].sort((a, b) => a - b)
    if (String(sorted) !== String(sorted.map((_, row) => row))) return 'is no permutation'
    return rows > 1 && partners.some((partner, row) => partner === row)
      ? 'has a fixed point'
      : undefined
  })
})

test('a derangement is the first of its permutations without a fixed point, or else a shift', t => {
  const facts: Facts = {
    size: 3, shape: [1], axes: [], frame: [], step: 0, pools: { batch: { size: 3 } }, signals: {}
  }
  const rows = (pair: number[], rest = {}): number[] =>
    [...derangement({ attempts: 2, ...rest }).pair(facts, scripted({ pair })).rows]
  t.deepEqual(rows([1, 2, 0]), [1, 2, 0])
  t.deepEqual(rows([0, 2, 1, 2, 0, 1]), [2, 0, 1])
  t.deepEqual(rows([0, 2, 1, 0, 1, 2, 2]), [2, 0, 1])
  t.deepEqual(rows([0, 2, 1, 2, 1, 0], { otherwise: 'keep' }), [2, 1, 0])
})

test('previous is the step before, row by row and cyclically, and on the first step the row', t => {
  examine(t, 100, [size, size], (rows, held) =>
    unless(pairUp(previous(), rows, 0, held), 'previous', row => row % held) ??
    unless(pairUp(previous(), rows, 0), 'batch', row => row))
})

test('reservoir takes any of the held samples', t => {
  examine(t, 200, [size, size, seed], (rows, held, of) => {
    const { pool, rows: partners } = pairUp(reservoir(), rows, of, held)
    return pool === 'reservoir' && partners.length === rows &&
      partners.every(row => Number.isInteger(row) && row >= 0 && row < held)
      ? undefined
      : `takes ${String(partners)} of ${pool}`
  })
})
