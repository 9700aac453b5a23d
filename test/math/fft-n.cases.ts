import test from 'ava'
import fc from 'fast-check'
import { fft, fftN, irfftN, rfft } from '../../core/math/index.js'
import { gap, naive, noise } from './naive.js'
import type { Complex } from '../../core/math/index.js'

const SHAPES = [
  [1], [7], [1, 1], [3, 5], [5, 3], [4, 6], [17, 2], [8, 13], [2, 3, 4], [3, 1, 7], [2, 3, 2, 5]
]

for (const shape of SHAPES) {
  test(`a transform over [${shape.join(', ')}] equals the sum it is defined by`, t => {
    const x = noise(shape.reduce((a, b) => a * b), 1)
    t.true(gap(fftN(x.re, x.im, shape), naive(x, shape)) < 1e-13)
    t.true(gap(fftN(x.re, x.im, shape, true), naive(x, shape, true)) < 1e-13)
  })

  test(`a half spectrum of [${shape.join(', ')}] gives its real numbers again`, t => {
    const { re } = noise(shape.reduce((a, b) => a * b), 2)
    const { half, halfShape } = halfSpectrum(re, shape)
    const back = irfftN(half.re, half.im, halfShape, shape)
    t.true(gap(real(back), real(re)) < 1e-14)
  })
}

test('one axis is the plain transform', t => {
  const x = noise(30, 4)
  t.deepEqual(fftN(x.re, x.im, [30]), fft(x.re, x.im))
})

test('there and back over two axes is the identity, whatever the shape', t => {
  const length = fc.integer({ min: 1, max: 24 })
  fc.assert(fc.property(length, length, fc.integer(), (h, w, seed) => {
    const x = noise(h * w, seed)
    const there = fftN(x.re, x.im, [h, w])
    return gap(fftN(there.re, there.im, [h, w], true), x) < 1e-14
  }))
  t.pass()
})

test('what must be real in a half spectrum is taken as real', t => {
  // Even rows: terms 0 and n/2. Odd rows: term 0 only.
  t.deepEqual([...irfftN([4, 0, 0], [9, 0, 9], [3], [4])], [1, 1, 1, 1])
  const odd = irfftN([0, 0], [9, 3], [2], [3])
  const expected = Float64Array.of(0, -Math.sqrt(3), Math.sqrt(3))
  t.true(gap(real(odd), real(expected)) < 1e-15)
})

test('the last axis is even unless the output says otherwise', t => {
  const { re, im } = rfft([1, 2, 3, 4, 5, 6])
  const back = irfftN(re, im, [4])
  t.is(back.length, 6)
  t.true(back.every((value, k) => Math.abs(value - k - 1) < 1e-14))
  t.is(irfftN(re, im, [4], [7]).length, 7)
})

test('a spectrum is cut or zero-padded at the end of every axis', t => {
  for (const output of [[5, 4], [2, 9], [2, 3], [7, 12]]) {
    const [h, w] = output
    const terms = Math.floor(w / 2) + 1
    const x = noise(3 * 4, 6)
    const fitted = { re: new Float64Array(h * terms), im: new Float64Array(h * terms) }
    for (let i = 0; i < Math.min(h, 3); i++) {
      for (let j = 0; j < Math.min(terms, 4); j++) {
        fitted.re[i * terms + j] = x.re[i * 4 + j]
        fitted.im[i * terms + j] = x.im[i * 4 + j]
      }
    }
    const cut = irfftN(x.re, x.im, [3, 4], output)
    t.deepEqual(cut, irfftN(fitted.re, fitted.im, [h, terms], output))
  }
})

test('a padded spectrum gives what numpy gives', t => {
  // numpy.fft.irfftn([[1, 2 + 1j], [-1, .5j]], s=(3, 5))
  const result = irfftN([1, 2, -1, 0], [0, 1, 0, 0.5], [2, 2], [3, 5])
  const expected = [
    0.26666666666666666, -0.10780677142571138, -0.3332949156251473, -0.09818081470815804,
    0.27261583509235005, 0.3089316397477041, 0.06945777571514948, -0.12780777244776417,
    -0.010250721989269553, 0.2596690789741802, 0.42440169358562924, 0.10513998469245847,
    -0.2212250083440358, -0.10366795788554113, 0.2953512879514892
  ]
  t.is(result.length, 15)
  result.forEach((value, k) => {
    t.true(Math.abs(value - expected[k]) < 1e-15)
  })
})

test('wrong shapes and lengths are refused', t => {
  const four = [1, 2, 3, 4]
  for (const call of [
    () => fftN([], [], []), () => fftN([], [], [0]), () => fftN(four, four, [2.5, 2]),
    () => fftN(four, four, [3]), () => fftN(four, [1], [4]), () => irfftN(four, four, [4], [2, 3]),
    () => irfftN(four, four, [4], [0]), () => irfftN(four, four, [4, 1]),
    () => irfftN(four, four, [5])
  ]) t.like(t.throws(call), { code: 'INPUT' })
})

function real (re: Float64Array): Complex {
  return { re, im: new Float64Array(re.length) }
}

/** The terms 0 … ⌊n/2⌋ of every row of the transform of real numbers. */
function halfSpectrum (
  re: Float64Array, shape: readonly number[]
): { half: Complex, halfShape: number[] } {
  const whole = fftN(re, new Float64Array(re.length), shape)
  const columns = shape[shape.length - 1]
  const terms = Math.floor(columns / 2) + 1
  const kept = (data: Float64Array): Float64Array => data.filter((_, at) => at % columns < terms)
  return {
    half: { re: kept(whole.re), im: kept(whole.im) },
    halfShape: [...shape.slice(0, -1), terms]
  }
}
