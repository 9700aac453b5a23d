import test from 'ava'
import fc from 'fast-check'
import { Rng, type Place } from '../../core/random/index.js'

/** Computed once from the definition by another program: no release may change them. */
const PINNED: ReadonlyArray<readonly [seed: number, numbers: readonly number[]]> = [
  [0, [0.6160531834206674, 0.6687279517267892, 0.5017186991648648]],
  [7, [0.7200196826141454, 0.8861160994480892, 0.1793224712241519]],
  [-1, [0.33398041748123974, 0.3801719420919618, 0.7700095882444143]],
  [2 ** 53 - 1, [0.8038081210360908, 0.017755691369706894, 0.33498803483013917]],
  [1 - 2 ** 53, [0.34845639451255384, 0.7611371013458121, 0.6306601002219075]]
]
const PINNED_FORKS: ReadonlyArray<readonly [places: readonly Place[], number: number]> = [
  [['lambda'], 0.2788918449512211],
  [['lambda', 3], 0.7074646797579539],
  [[3, 'lambda'], 0.35206209829483015],
  [['a longer place, of several blocks'], 0.5319781337540369],
  [['__proto__'], 0.38604088402019265],
  [[''], 0.22048439201588954],
  [[0], 0.9432559336748162],
  [['0'], 0.06447994871579765],
  [[-1.5], 0.7607314047539417],
  [['λ', '😀'], 0.2510931255986152]
]

test('the numbers of a seed are pinned, for the largest and smallest seeds too', t => {
  for (const [seed, numbers] of PINNED) {
    const rng = Rng(seed)
    t.deepEqual(numbers.map(() => rng.uniform()), numbers, String(seed))
  }
})

test('the numbers of a fork are pinned', t => {
  for (const [places, number] of PINNED_FORKS) {
    t.is(Rng(7).fork(...places).uniform(), number, places.join())
  }
})

test('bits are the words of the blocks, and a uniform number takes two of them', t => {
  const rng = Rng(7)
  t.deepEqual([rng.bits(), rng.bits(), rng.bits(), rng.bits()],
    [3092460991, 3933123628, 3805839665, 2629141055])
  const other = Rng(7)
  other.bits()
  t.is(other.uniform(), ((3933123628 >>> 5) * 2 ** 26 + (3805839665 >>> 6)) / 2 ** 53)
})

test('the same seed gives the same numbers, and -0 is the seed 0', t => {
  const seeds = fc.maxSafeInteger()
  fc.assert(fc.property(seeds, seed => {
    const [first, second] = [Rng(seed), Rng(seed)]
    for (let i = 0; i < 9; i++) t.is(first.uniform(), second.uniform())
  }), { seed: 1 })
  t.is(Rng(-0).uniform(), Rng(0).uniform())
})

test('seeds that differ in one bit have streams of their own', t => {
  const firsts = new Set<number>()
  for (let bit = 0; bit < 53; bit++) {
    firsts.add(Rng(2 ** bit).uniform())
    firsts.add(Rng(-(2 ** bit)).uniform())
  }
  t.is(firsts.size, 106)
})

test('every uniform number is a multiple of 2^-53 in [0, 1), and all 53 bits occur', t => {
  const rng = Rng(3)
  const ones = new Float64Array(53)
  for (let i = 0; i < 4000; i++) {
    const value = rng.uniform()
    t.true(value >= 0 && value < 1 && Number.isInteger(value * 2 ** 53))
    let rest = value * 2 ** 53
    for (let bit = 0; bit < 53; bit++, rest = Math.floor(rest / 2)) ones[bit] += rest % 2
  }
  // Five standard deviations of a fair coin
  t.true(ones.every(count => Math.abs(count - 2000) < 5 * Math.sqrt(1000)))
})

test('a seed that is not a safe integer is refused', t => {
  const odd = [0.5, NaN, Infinity, 2 ** 53, -(2 ** 53), '1', null, undefined, 1n, {}]
  for (const seed of odd) {
    const error = t.throws(() => Rng(seed as number), { code: 'OPTION' })
    t.regex(error.message, /^rng: "seed" must be a whole number/)
  }
})

test('forking does not advance a generator, and drawing does not move its forks', t => {
  const [forked, plain] = [Rng(5), Rng(5)]
  const early = forked.fork('place').uniform()
  const numbers = Array.from({ length: 7 }, (_, index) => {
    forked.fork(index)
    return forked.uniform()
  })
  t.deepEqual(numbers, Array.from({ length: 7 }, () => plain.uniform()))
  t.is(forked.fork('place').uniform(), early)
})

test('places are a path: two forks one after the other are one fork of both', t => {
  t.is(Rng(5).fork('a').fork('b').uniform(), Rng(5).fork('a', 'b').uniform())
})

test('no two places share a generator', t => {
  const paths: Place[][] = [
    ['a', 'b'], ['b', 'a'], ['ab'], ['a'], ['b'], [''], ['', ''], ['a', ''], ['', 'a'], ['a\0'],
    ['\0'], ['\0\0'], [0], ['0'], [1], ['1'], [-1], [1.5], [2 ** 53], [5e-324], [0, 0], [1, 0],
    [0, 1], ['\ud800'], ['\udfff'], ['\ufffd'], ['abcd'], ['abcde'], ['abcd\0'], ['abcdefghijkl'],
    ['abcdefghijklm'], ['abcdefghijkm'], ['x'.repeat(999)], ['x'.repeat(1000)]
  ]
  const firsts = paths.map(places => Rng(5).fork(...places).uniform())
  t.is(new Set([...firsts, Rng(5).uniform()]).size, paths.length + 1)
})

test('two texts share a generator only if they are equal', t => {
  const text = fc.string({ unit: 'binary', maxLength: 30 })
  fc.assert(fc.property(text, text, (a, b) => {
    t.is(Rng(1).fork(a).uniform() === Rng(1).fork(b).uniform(), a === b)
  }), { seed: 1, numRuns: 1000 })
})

test('-0 and 0 are one place', t => {
  t.is(Rng(5).fork(-0).uniform(), Rng(5).fork(0).uniform())
})

test('a fork needs places, and they must be text or finite numbers', t => {
  t.throws(() => Rng(5).fork(), { code: 'OPTION', message: /at least one place/ })
  for (const place of [NaN, Infinity, -Infinity, null, undefined, {}, ['a'], true, 1n]) {
    t.throws(() => Rng(5).fork('a', place as string), { code: 'OPTION', message: /text or finite/ })
  }
})
