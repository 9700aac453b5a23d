import test from 'ava'
import { Rng, categorical, int, permutation, type Source } from '../../core/random/index.js'
import { chiSquare } from '../laws/statistics.js'

const SIZE = 20000

function counts (cells: number, draw: (source: Source) => number, seed = 1): Float64Array {
  const rng = Rng(seed)
  const counted = new Float64Array(cells)
  for (let i = 0; i < SIZE; i++) counted[draw(rng)]++
  return counted
}

const even = (counted: Float64Array): number =>
  chiSquare(counted, counted.map(() => SIZE / counted.length))

test('every whole number of a range is as likely as another, and no other is drawn', t => {
  t.true(even(counts(7, rng => int(rng, -3, 4) + 3)) > 1e-3)
  t.true(even(counts(7, rng => Math.min(6, int(rng, 0, 8)))) < 1e-6)
  t.is(int(Rng(1), 5, 6), 5)
  t.is(int(Rng(1), 2 ** 53 - 2, 2 ** 53 - 1), 2 ** 53 - 2)
})

test('a range that does not divide 2^53 is even too, and scaling alone is rejected', t => {
  const range = 3 * 2 ** 51
  t.true(even(counts(3, rng => int(rng, 0, range) % 3)) > 1e-3)
  t.true(even(counts(3, rng => Math.floor(rng.uniform() * range) % 3)) < 1e-6)
})

test('the uniform numbers that are left over are drawn again', t => {
  const numbers = [1 - 2 ** -53, 1 - 2 ** -52, 1 - 2 ** -51]
  t.is(int({ uniform: () => numbers.shift()! }, 0, 3), 2)
  t.deepEqual(numbers, [])
})

test('ranges are even at every scale', t => {
  for (const range of [10, 1e5, 2 ** 31, 2 ** 32 + 6, 1e15, 2 ** 53 - 1]) {
    const decile = (rng: Source): number => Math.floor(int(rng, 0, range) / range * 10)
    t.true(even(counts(10, decile)) > 1e-3, String(range))
  }
})

test('every order of four is as likely as another, and a naive shuffle is rejected', t => {
  const rank = (order: ArrayLike<number>): number => {
    const rest = [0, 1, 2, 3]
    let index = 0
    for (let i = 0; i < 4; i++) {
      const at = rest.indexOf(order[i])
      rest.splice(at, 1)
      index = index * (4 - i) + at
    }
    return index
  }
  t.true(even(counts(24, rng => rank(permutation(rng, 4)))) > 1e-3)
  const naive = (rng: Source): number[] => {
    const order = [0, 1, 2, 3]
    order.forEach((_, i) => {
      const j = int(rng, 0, 4);
      [order[i], order[j]] = [order[j], order[i]]
    })
    return order
  }
  t.true(even(counts(24, rng => rank(naive(rng)))) < 1e-6)
})

test('an order of many holds every number once, each anywhere', t => {
  const rng = Rng(2)
  const place = new Float64Array(20)
  for (let i = 0; i < 2000; i++) {
    const order = permutation(rng, 100)
    t.deepEqual([...order].sort((a, b) => a - b), Array.from({ length: 100 }, (_, k) => k))
    place[Math.floor(order.indexOf(37) / 5)]++
  }
  t.true(chiSquare(place, place.map(() => 100)) > 1e-3)
})

test('orders of none and of one are what they must be', t => {
  t.deepEqual(permutation(Rng(1), 0), new Int32Array(0))
  t.deepEqual(permutation(Rng(1), 1), Int32Array.of(0))
})

test('indices are drawn by their shares, those of weight 0 never', t => {
  const weights = [0, 1, 4, 0, 2, 3, 0]
  const counted = counts(7, rng => categorical(rng, weights))
  t.true(chiSquare(counted, weights.map(weight => weight * SIZE / 10)) > 1e-3)
  const wrong = counts(7, rng => categorical(rng, [0, 1.25, 4, 0, 2, 3, 0]))
  t.true(chiSquare(wrong, weights.map(weight => weight * SIZE / 10)) < 1e-3)
})

test('weights of any magnitude count by their ratio', t => {
  for (const scale of [1e308, 1, 1e-300, 5e-324]) {
    const counted = counts(2, rng => categorical(rng, [scale, scale]))
    t.true(even(counted) > 1e-3, String(scale))
  }
  t.is(categorical(Rng(1), [0, 5e-324, 0]), 1)
})

test('the first and the last uniform number give the first and the last index with a weight', t => {
  t.is(categorical({ uniform: () => 0 }, [0, 0.1, 0.2, 0]), 1)
  t.is(categorical({ uniform: () => 1 - 2 ** -53 }, [0, 0.1, 0.2, 0.7, 0]), 3)
  t.is(categorical({ uniform: () => 0.5 }, [1, 1]), 1)
})

test('parameters that make no discrete distribution are refused', t => {
  const rng = Rng(1)
  const ranges = [[0, 0], [1, 0], [0.5, 2], [0, 1.5], [NaN, 1], [0, Infinity], [0, 2 ** 53],
    [-(2 ** 52), 2 ** 52], [-2, 2 ** 53 - 1]]
  for (const [low, end] of ranges) t.throws(() => int(rng, low, end), { code: 'DRAW' })
  for (const size of [-1, 0.5, NaN, 2 ** 31]) {
    t.throws(() => permutation(rng, size), { code: 'DRAW' })
  }
  for (const weights of [[], [0, 0], [1, -1], [1, NaN], [Infinity]]) {
    t.throws(() => categorical(rng, weights), { code: 'DRAW' })
  }
})
