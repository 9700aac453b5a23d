import test from 'ava'
import { lent } from '../../core/math/lent.js'
import { topCells } from '../../core/math/index.js'
import { selected } from '../../core/math/order.js'
import { noise } from './naive.js'

/** Numbers in many orders, with and without equals, with infinite ones and zeros of both signs. */
const lists: ReadonlyArray<readonly [string, (n: number) => Float64Array]> = [
  ['noise', n => noise(n, 1).re],
  ['equals', n => Float64Array.from({ length: n }, () => 0.25)],
  ['two values', n => noise(n, 2).re.map(x => x > 0.5 ? 1 : 0)],
  ['rising', n => Float64Array.from({ length: n }, (_, k) => k)],
  ['falling', n => Float64Array.from({ length: n }, (_, k) => -k)],
  // A sample of every 61st knows nothing of the others
  ['a comb', n => Float64Array.from({ length: n }, (_, k) => k % 61 === 0 ? 1000 : k % 7)],
  ['infinities and zeros', n =>
    noise(n, 3).re.map((x, k) => [x, -Infinity, Infinity, 0, -0][k % 5])]
]

for (const [name, listOf] of lists) {
  test(`the number at a place of ${name} is that of the sorted ones`, t => {
    for (const n of [1, 2, 100, 4095, 4096, 10_000]) {
      const values = listOf(n)
      const kept = values.slice()
      const sorted = values.slice().sort()
      for (const share of [0, 0.001, 0.3, 0.5, 0.97, 1]) {
        const place = Math.round(share * (n - 1))
        t.true(selected(values, place) === sorted[place], `${place} of ${n}`)
      }
      t.deepEqual(values, kept)
    }
  })

  test(`the top cells of ${name} are the first of the sorted ones`, t => {
    for (const n of [1, 50, 5000]) {
      const values = listOf(n)
      const order = Array.from(values.keys())
        .sort((a, b) => values[a] === values[b] ? a - b : values[b] - values[a])
      for (const cells of [0, 1, Math.floor(n / 3), n - 1, n]) {
        const wanted = new Uint8Array(n)
        for (const cell of order.slice(0, cells)) wanted[cell] = 1
        t.deepEqual(topCells(values, cells), wanted)
      }
    }
  })
}

test('an array that is lent is nobody else\'s meanwhile, and is given back after an error', t => {
  const first = lent(10, outer => {
    outer.fill(1)
    lent(5, inner => inner.fill(2))
    t.true(outer.every(x => x === 1))
    return outer.buffer
  })
  t.throws(() => lent(3, () => { throw new RangeError('no') }), { instanceOf: RangeError })
  t.is(lent(4, ({ length }) => length), 4)
  t.is(lent(10, ({ buffer }) => buffer), first)
  t.not(lent(2 ** 20, ({ buffer }) => buffer), lent(2 ** 20, ({ buffer }) => buffer))
})
