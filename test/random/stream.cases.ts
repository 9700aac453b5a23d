import test from 'ava'
import { stream } from '../../core/random/index.js'
import { normals } from '../../core/random/normals.js'
import { chiSquare } from '../laws/statistics.js'

/** Computed once from the definition by another program: no release may change them. */
const PINNED: ReadonlyArray<readonly [piece: number, numbers: readonly number[]]> = [
  [0, [0.9545971285563127, 0.11417736176891524]],
  [1, [0.4950397921482874, 0.31122178752194973]],
  [2 ** 32, [0.8384726900234077, 0.22963555282328652]],
  [2 ** 53 - 1, [0.03073720484131548, 0.8528666401033256]]
]

test('the numbers of every piece are pinned, and none waits for another', t => {
  for (const [piece, numbers] of [...PINNED].reverse()) {
    const { uniform } = stream(7, piece)
    t.deepEqual(numbers.map(() => uniform()), numbers, String(piece))
  }
})

test('the first numbers of the pieces are uniform over the pieces', t => {
  const cells = new Float64Array(50)
  for (let piece = 0; piece < 1e5; piece++) cells[Math.floor(stream(7, piece).uniform() * 50)]++
  t.true(chiSquare(cells, cells.map(() => 2000)) > 1e-3)
})

test('a stream gives every kind of number in its range', t => {
  const { uniform, normal, beta, int } = stream(-3, 5)
  for (let i = 0; i < 200; i++) {
    const angle = uniform(-Math.PI, 0)
    t.true(angle >= -Math.PI && angle < 0)
    t.true(Math.abs(normal()) < 9)
    const share = beta(0.3, 2)
    t.true(share >= 0 && share <= 1)
    t.true([-2, -1, 0, 1].includes(int(-2, 2)))
  }
})

test('a recording is read from the place of the piece, and holds the numbers themselves', t => {
  const replay = Float64Array.of(0.1, -4, 0.2, -5, 0.3, -6)
  t.deepEqual([2, 0, 1].map(piece => stream({ replay }, piece, 2).uniform()), [0.3, 0.1, 0.2])
  const piece = stream({ replay }, 1, 2)
  t.deepEqual([piece.beta(1), piece.normal()], [0.2, -5])
  t.is(stream({ replay: Float64Array.of(-3, -2) }, 1).int(-3, -1), -2)
  t.is(stream({ replay: Float64Array.of(-3) }, 0).uniform(-4, -3), -3)
})

test('a recording that ends, or is asked for more than a piece has, is an error', t => {
  const replay = Float64Array.of(0.1, 0.2, 0.3)
  t.throws(() => stream({ replay }, 3).uniform(), { code: 'SCRIPT', message: /ends after 3/ })
  const piece = stream({ replay }, 0)
  piece.uniform()
  t.throws(() => piece.uniform(), { code: 'SCRIPT', message: /holds 1 a piece/ })
})

test('a number of a recording that the draw could not have given is an error', t => {
  const from = (value: number) => stream({ replay: Float64Array.of(value) }, 0)
  t.throws(() => from(1.5).uniform(), { code: 'SCRIPT' })
  t.throws(() => from(NaN).uniform(), { code: 'SCRIPT' })
  t.throws(() => from(1.5).uniform(2, 3), { code: 'SCRIPT' })
  t.throws(() => from(-0.1).beta(1, 1), { code: 'SCRIPT' })
  t.throws(() => from(Infinity).normal(), { code: 'SCRIPT' })
  t.throws(() => from(0.5).int(0, 2), { code: 'SCRIPT' })
  t.throws(() => from(2).int(0, 2), { code: 'SCRIPT' })
})

test('seeds and pieces that are not whole numbers are refused', t => {
  t.throws(() => stream(0.5, 0), { code: 'OPTION' })
  for (const piece of [-1, 0.5, NaN, 2 ** 53, '1']) {
    t.throws(() => stream(1, piece as number), { code: 'OPTION', message: /"piece"/ })
  }
})

test('parameters that make no distribution are refused by a stream', t => {
  const { uniform, beta, int } = stream(1, 0)
  t.throws(() => uniform(1, 0), { code: 'DRAW' })
  t.throws(() => beta(0), { code: 'DRAW' })
  t.throws(() => int(2, 2), { code: 'DRAW' })
})

test('normal numbers made many at a time are those of the stream, to the last bit', t => {
  for (const [seed, piece, each] of [[7, 0, 1], [-3, 5, 2], [2 ** 40, 2 ** 32, 1],
    [0, 2 ** 53 - 1, 3]] as const) {
    const [one, other] = [stream(seed, piece, each).normal, normals(seed, piece, each)]
    // Past what is made at first, and at a time
    const wrong = Array.from({ length: 20_000 }, (_, k) => [k, one(), other()])
      .find(([, wanted, got]) => !Object.is(wanted, got))
    t.is(wrong, undefined)
  }
})

test('normal numbers that fill an array are the next ones, and one by one they go on', t => {
  const { normal } = stream(11, 3)
  const some = normals(11, 3, 1)
  for (const count of [3, 0, 1, 8192, 700, 20_001, 5]) {
    const into = new Float64Array(count)
    some.fill!(into)
    t.true(into.every(x => Object.is(x, normal())))
    for (let k = 0; k < count; k += 7) t.is(some(), normal())
  }
})

test('normal numbers are the same without WebAssembly, and where they are replayed', async t => {
  const address = new URL('../../core/random/normals.js?plain', import.meta.url).href
  const plain = await import(address) as { normals: typeof normals }
  const { Module } = WebAssembly
  Object.assign(WebAssembly, { Module: undefined })
  try {
    const next = plain.normals(7, 3, 1)
    const { normal } = stream(7, 3, 1)
    for (let k = 0; k < 100; k++) t.is(next(), normal())
  } finally {
    Object.assign(WebAssembly, { Module })
  }
  const replayed = normals({ replay: Float64Array.of(0.5, -4, 9) }, 1, 1)
  t.is(replayed(), -4)
  t.throws(replayed, { code: 'SCRIPT' })
})
