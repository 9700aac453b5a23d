import test from 'ava'
import fc from 'fast-check'
import { fft, fftFrequencies, rfft } from '../../core/math/index.js'
import { gap, naive, noise, norm } from './naive.js'
import type { Complex } from '../../core/math/index.js'

const LENGTHS = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 22, 32, 34, 49, 64, 97, 100, 121, 128, 143,
  169, 224, 243, 256, 289, 360, 500, 512, 1000, 1009, 1024, 1155
]

for (const n of LENGTHS) {
  test(`a transform of ${n} numbers equals the sum it is defined by`, t => {
    const x = noise(n, n)
    for (const inverse of [false, true]) {
      t.true(gap(fft(x.re, x.im, inverse), naive(x, [n], inverse)) < 1e-13)
    }
  })
}

test('the transform back gives the numbers again, for lengths up to 300', t => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 300 }), fc.integer(), (n, seed) => {
    const x = noise(n, seed)
    const there = fft(x.re, x.im)
    return gap(fft(there.re, there.im, true), x) < 1e-14
  }))
  t.pass()
})

test('energy is kept but for the factor n (Parseval)', t => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer(), (n, seed) => {
    const x = noise(n, seed)
    return Math.abs(norm(fft(x.re, x.im)) / (norm(x) * Math.sqrt(n)) - 1) < 1e-14
  }))
  t.pass()
})

test('the transform is linear', t => {
  const factor = fc.integer({ min: -1000, max: 1000 })
  fc.assert(fc.property(fc.integer({ min: 1, max: 200 }), factor, factor, (n, a, b) => {
    const x = noise(n, 1)
    const y = noise(n, 2)
    const combined = (p: Complex, q: Complex): Complex => ({
      re: p.re.map((v, k) => a * v + b * q.re[k]),
      im: p.im.map((v, k) => a * v + b * q.im[k])
    })
    const both = combined(x, y)
    const mixed = fft(both.re, both.im)
    const [fx, fy] = [fft(x.re, x.im), fft(y.re, y.im)]
    const sum = combined(fx, fy)
    const scale = Math.abs(a) * norm(fx) + Math.abs(b) * norm(fy)
    return scale === 0 || gap(mixed, sum) * norm(sum) <= 1e-14 * scale
  }))
  t.pass()
})

for (const n of [1_000_000, 999_983]) {
  test(`a pure tone of ${n} numbers is a single line`, t => {
    const bin = 123_457
    const angle = (k: number): number => 2 * Math.PI * (k * bin % n) / n
    const re = Float64Array.from({ length: n }, (_, k) => Math.cos(angle(k)))
    const im = Float64Array.from({ length: n }, (_, k) => Math.sin(angle(k)))
    const line = { re: new Float64Array(n), im: new Float64Array(n) }
    line.re[bin] = n
    t.true(gap(fft(re, im), line) < 1e-14)
    const x = noise(n, 5)
    const there = fft(x.re, x.im)
    t.true(gap(fft(there.re, there.im, true), x) < 1e-14)
  })
}

test('inputs are left as they are, and any list of numbers will do', t => {
  const re = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]
  const im = new Float32Array(17)
  const there = fft(re, im)
  t.deepEqual(re, Array.from({ length: 17 }, (_, k) => k + 1))
  t.deepEqual(im, new Float32Array(17))
  t.is(Math.round(there.re[0]), 153)
  const copy = { re: there.re.slice(), im: there.im.slice() }
  fft(there.re, there.im, true)
  t.deepEqual(there, copy)
})

test('many lengths in turn do not disturb each other', t => {
  const x = noise(97, 3)
  const first = fft(x.re, x.im)
  for (let n = 1; n < 60; n++) fft(new Float64Array(n).fill(n), new Float64Array(n))
  t.deepEqual(fft(x.re, x.im), first)
})

test('the half spectrum of real numbers is the first half of the whole', t => {
  for (const n of [1, 2, 3, 10, 11, 64, 97]) {
    const { re } = noise(n, n)
    const half = rfft(re)
    const whole = fft(re, new Float64Array(n))
    t.is(half.re.length, Math.floor(n / 2) + 1)
    t.deepEqual(half.re, whole.re.slice(0, half.re.length))
    t.deepEqual(half.im, whole.im.slice(0, half.re.length))
  }
})

test('frequencies are those of numpy', t => {
  t.deepEqual([...fftFrequencies(8, 0.1)], [0, 1.25, 2.5, 3.75, -5, -3.75, -2.5, -1.25])
  t.deepEqual([...fftFrequencies(5)], [0, 0.2, 0.4, -0.4, -0.2])
  t.deepEqual([...fftFrequencies(2)], [0, -0.5])
  t.deepEqual([...fftFrequencies(1)], [0])
  // One rounding away from 3 / 10.
  t.is(fftFrequencies(10)[3], 0.30000000000000004)
})

test('empty or unequal inputs are refused', t => {
  for (const call of [
    () => fft([], []), () => fft([1, 2], [1]), () => rfft([]), () => fftFrequencies(0),
    () => fftFrequencies(2.5)
  ]) t.like(t.throws(call), { code: 'INPUT' })
})
