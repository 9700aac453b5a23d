import test from 'ava'
import fc from 'fast-check'
import { plainInverse } from '../../core/math/fft-n.js'
import { irfftN } from '../../core/math/index.js'
import { codes } from '../../core/math/wasm/codes.js'
import { FEW, realInverse } from '../../core/math/wasm/real-inverse.js'
import { noise } from './naive.js'

/** What two roads to the same numbers give. */
function both (output: readonly number[], terms: number): [Float64Array?, Float64Array?] {
  const half = [...output.slice(0, -1), terms]
  const { re, im } = noise(half.reduce((a, b) => a * b), output[0])
  const write = (intoRe: Float64Array, intoIm: Float64Array): void => {
    intoRe.set(re)
    intoIm.set(im)
  }
  return [realInverse(half, output, write), plainInverse(half, output, write)]
}

/** The first place where two arrays are not the same to the last bit. */
function gap (one: Float64Array, other: Float64Array): number {
  return one.length === other.length ? one.findIndex((x, k) => !Object.is(x, other[k])) : 0
}

for (const output of [
  [224, 224], [3, 6], [4, 7], [5, 5], [7, 9], [9, 6], [16, 32], [13, 11], [26, 33], [100, 30],
  [64, 1000], [3, 5, 7], [4, 1, 6], [8, 9, 10], [24, 24, 24], [2, 2, 3, 6]
]) {
  test(`vectors give the numbers of [${output.join(', ')}] to the last bit`, t => {
    const whole = Math.floor(output[output.length - 1] / 2) + 1
    for (const terms of new Set([Math.ceil(whole / 2), whole - 1, whole])) {
      if (terms <= FEW) continue
      const [fast, plain] = both(output, terms)
      t.is(gap(fast!, plain!), -1, `${terms} terms`)
    }
  })
}

test('and of shapes that chance chooses, one after the other', t => {
  const length = fc.integer({ min: 1, max: 40 })
  let fast = 0
  fc.assert(fc.property(length, length, length, (a, b, c) => {
    const [one, other] = both([a, b, c], Math.floor(c / 2) + 1)
    if (one === undefined) return true
    fast++
    return gap(one, other!) === -1
  }), { numRuns: 40 })
  t.true(fast > 5)
})

test('what vectors cannot do is done without them', t => {
  for (const output of [[17, 6], [4, 34], [5, 3], [1, 8], [2, 8], [9], [2 ** 11, 2 ** 10]])
    t.is(both(output, Math.floor(output[output.length - 1] / 2) + 1)[0], undefined)
  t.is(irfftN([1, 0, 0], [0, 0, 0], [1, 3], [1, 4]).length, 4)
})

test('a transform without WebAssembly gives the same', async t => {
  const address = new URL('../../core/math/wasm/real-inverse.js?plain', import.meta.url).href
  const without = await import(address) as { realInverse: typeof realInverse }
  const { Module } = WebAssembly
  Object.assign(WebAssembly, { Module: undefined })
  try {
    t.is(without.realInverse([4, 3], [4, 4], () => t.fail()), undefined)
  } finally {
    Object.assign(WebAssembly, { Module })
  }
})

test('a page has the code later, and the same', async t => {
  const { codes: later } = await import('../../core/math/wasm/codes-later.js')
  t.is(later(), undefined)
  await import('../../core/math/wasm/codes.js')
  await new Promise(setImmediate)
  t.deepEqual(later(), codes())
})
