import test from 'ava'
import fc from 'fast-check'
import type { Recorder } from '../../core/contract/mixer.js'
import { Rng, live, scripted, type Chapter, type Place } from '../../core/random/index.js'
import { chiSquare } from '../laws/statistics.js'

test('every draw is recorded under its name, in order', t => {
  const draw = live(Rng(7))
  const pair = draw.permutation('pair', 5)
  const lambda = [draw.beta('lambda', 0.2), draw.beta('lambda', 2, 3)]
  const shares = draw.dirichlet('shares', 1, 3)
  const mixed = [draw.chance('mixed', 0.5), draw.chance('mixed', 1), draw.chance('mixed', 0)]
  const rest = {
    angle: [draw.uniform('angle', -Math.PI, 0)],
    side: [draw.int('side', 4), draw.int('side', 4, 6)],
    noise: [draw.normal('noise')],
    kind: [draw.categorical('kind', [1, 2])],
    seed: [draw.seed('seed') as number]
  }
  t.deepEqual(draw.record(), {
    pair: [...pair], lambda, shares, mixed: mixed.map(Number), ...rest
  })
  const order = ['pair', 'lambda', 'shares', 'mixed', ...Object.keys(rest)]
  t.deepEqual(Object.keys(draw.record()), order)
  t.deepEqual(mixed.slice(1), [true, false])
})

test('a record of no draws is empty, and one that was given out does not change', t => {
  const draw = live(Rng(7))
  const before = draw.record()
  draw.normal('x')
  const between = draw.record()
  draw.normal('x')
  t.deepEqual(before, {})
  t.is(between.x.length, 1)
  t.deepEqual(draw.permutation('none', 0), new Int32Array(0))
  t.deepEqual(draw.record().none, [])
})

test('draws without a range are in [0, 1) and from 0', t => {
  const draw = live(Rng(7))
  for (let i = 0; i < 100; i++) {
    const value = draw.uniform('u')
    t.true(value >= 0 && value < 1)
    t.true([0, 1].includes(draw.int('i', 2)))
  }
})

test('a name has its own stream: what else is drawn, and when, changes nothing', t => {
  const plain = live(Rng(7))
  const lambda = [plain.beta('lambda', 0.3), plain.beta('lambda', 0.3)]
  const pair = plain.permutation('pair', 8)
  const busy = live(Rng(7))
  t.deepEqual(busy.permutation('pair', 8), pair)
  const first = busy.beta('lambda', 0.3)
  busy.uniform('added')
  busy.fork('branch').uniform('lambda')
  busy.next().uniform('lambda')
  t.deepEqual([first, busy.beta('lambda', 0.3)], lambda)
})

test('the stream of a name is the fork of the generator at that name', t => {
  t.is(live(Rng(7)).uniform('lambda'), Rng(7).fork('lambda').uniform())
  t.is(live(Rng(7)).fork(3).uniform('lambda'), Rng(7).fork(3, 'lambda').uniform())
  t.is(live(Rng(7)).next().uniform('lambda'), Rng(7).fork('then', 'lambda').uniform())
})

/** Computed once from the definitions by another program: no release may change them. */
test('the draws of a seed are pinned', t => {
  const draw = live(Rng(7))
  const reals = [
    draw.normal('noise'), draw.beta('lambda', 0.2), draw.beta('lambda', 1),
    draw.beta('lambda', 2, 8), ...draw.dirichlet('shares', 1, 3),
    draw.uniform('angle', -Math.PI, 0)
  ]
  const pinned = [
    0.6064367763694538, 0.000498891766550462, 0.6317860626285798, 0.07295626620991032,
    0.43222258086954296, 0.2641222914465648, 0.30365512768389225, -1.2164708858314595
  ]
  // The last digits of logarithms and cosines are the engine's own
  pinned.forEach((value, i) => t.true(Math.abs(reals[i] / value - 1) < 1e-13, `${reals[i]}`))
  t.deepEqual(draw.permutation('pair', 8), Int32Array.of(1, 6, 2, 7, 4, 0, 3, 5))
  t.deepEqual(
    [draw.int('side', 224), draw.categorical('kind', [1, 2, 3]), draw.seed('field')],
    [107, 1, 8875072206973802]
  )
  t.true(draw.chance('mixed', 0.098))
})

test('a fork writes to the same record, a further plan to its own', t => {
  const draw = live(Rng(7))
  const values = [draw.uniform('x'), draw.fork(1).uniform('x'), draw.fork(1).fork(2).uniform('x')]
  const further = draw.next()
  const later = further.uniform('x')
  t.deepEqual(draw.record(), { x: values })
  t.deepEqual(further.record(), { x: [later] })
  t.is(new Set([...values, later]).size, 4)
})

test('a branch that is taken twice goes on, and further plans differ', t => {
  const draw = live(Rng(7))
  const all = [
    draw.fork(1).uniform('x'), draw.fork(1).uniform('x'), draw.fork('1').uniform('x'),
    draw.next().uniform('x'), draw.next().uniform('x'), draw.next().next().uniform('x'),
    draw.fork(1).next().uniform('x')
  ]
  t.is(new Set(all).size, all.length)
})

test('a seed is a whole number that JSON holds exactly, and all of its range occurs', t => {
  const draw = live(Rng(7))
  const cells = new Float64Array(16)
  for (let i = 0; i < 8000; i++) {
    const seed = draw.seed('seed') as number
    t.true(Number.isSafeInteger(seed) && seed >= 0)
    cells[Math.floor(seed / 2 ** 49)]++
  }
  t.true(chiSquare(cells, cells.map(() => 500)) > 1e-3)
})

test('a chance comes true with its probability', t => {
  const draw = live(Rng(7))
  let some = 0
  for (let i = 0; i < 20000; i++) some += Number(draw.chance('mixed', 0.3))
  t.true(chiSquare([some, 20000 - some], [6000, 14000]) > 1e-3)
  t.true(chiSquare([some, 20000 - some], [7500, 12500]) < 1e-6)
})

test('names that objects know already are only names', t => {
  const draw = live(Rng(7))
  const names = ['__proto__', 'constructor', 'toString', '', 'hasOwnProperty']
  const values = names.map(name => draw.uniform(name))
  const record = draw.record()
  t.deepEqual(Object.entries(record), names.map((name, i) => [name, [values[i]]]))
  t.is(Object.getPrototypeOf(record), Object.prototype)
  const again = scripted(record)
  t.deepEqual(names.map(name => again.uniform(name)), values)
})

test('parameters that make no distribution are refused by name, and nothing is recorded', t => {
  const bad: Record<string, (draw: Recorder) => unknown> = {
    uniform: draw => draw.uniform('it', 1, 0),
    nan: draw => draw.uniform('it', NaN),
    int: draw => draw.int('it', 0),
    range: draw => draw.int('it', 3, 3),
    beta: draw => draw.beta('it', 0),
    second: draw => draw.beta('it', 1, NaN),
    dirichlet: draw => draw.dirichlet('it', 1, 0),
    shares: draw => draw.dirichlet('it', -1, 2),
    above: draw => draw.chance('it', 1.1),
    chance: draw => draw.chance('it', NaN),
    categorical: draw => draw.categorical('it', []),
    permutation: draw => draw.permutation('it', -1)
  }
  for (const [kind, call] of Object.entries(bad)) {
    for (const draw of [live(Rng(1)), scripted({ it: [0, 0, 0] })]) {
      const error = t.throws(() => call(draw), { code: 'DRAW' }, kind)
      t.true(error.message.startsWith('draw "it" needs '), error.message)
      t.deepEqual(draw.record(), {})
    }
  }
})

type Call = (draw: Recorder) => unknown
interface Move { readonly call?: Call, readonly fork?: Place, readonly next?: boolean }

const name = fc.constantFrom('lambda', 'pair', '__proto__', 'constructor', '', '0', 'then')
const alpha = fc.constantFrom(0.01, 0.2, 1, 8, 1e6)
const call: fc.Arbitrary<Call> = fc.oneof(
  fc.tuple(name, fc.double({ min: -9, max: 0 }), fc.double({ min: 0, max: 9 })).map(
    ([n, low, high]): Call => draw => draw.uniform(n, low, high)
  ),
  name.map((n): Call => draw => draw.uniform(n)),
  fc.tuple(name, fc.integer(), fc.integer({ min: 1 })).map(
    ([n, low, range]): Call => draw => draw.int(n, low, low + range)
  ),
  fc.tuple(name, fc.integer({ min: 1 })).map(([n, end]): Call => draw => draw.int(n, end)),
  name.map((n): Call => draw => draw.normal(n)),
  fc.tuple(name, alpha, alpha).map(([n, a, b]): Call => draw => draw.beta(n, a, b)),
  fc.tuple(name, alpha).map(([n, a]): Call => draw => draw.beta(n, a)),
  fc.tuple(name, alpha, fc.integer({ min: 1, max: 9 })).map(
    ([n, a, size]): Call => draw => draw.dirichlet(n, a, size)
  ),
  fc.tuple(name, fc.double({ min: 0, max: 1, noNaN: true })).map(
    ([n, p]): Call => draw => draw.chance(n, p)
  ),
  fc.tuple(name, fc.array(fc.double({ min: 1e-9, max: 9, noNaN: true }), { minLength: 1 })).map(
    ([n, weights]): Call => draw => draw.categorical(n, weights)
  ),
  fc.tuple(name, fc.nat(20)).map(([n, size]): Call => draw => draw.permutation(n, size)),
  name.map((n): Call => draw => draw.seed(n))
)
const moves: fc.Arbitrary<Move[]> = fc.array(fc.oneof(
  { weight: 8, arbitrary: call.map((one): Move => ({ call: one })) },
  { weight: 2, arbitrary: fc.constantFrom<Place>('a', 0, '0').map((fork): Move => ({ fork })) },
  { weight: 1, arbitrary: fc.constant<Move>({ next: true }) }
), { maxLength: 60 })

/** Makes the moves; gives what was drawn and the record of every plan. */
function run (start: Recorder, all: readonly Move[]): { values: unknown[], records: object[] } {
  let draw = start
  const heads = [start]
  const values: unknown[] = []
  for (const { call, fork, next } of all) {
    if (call !== undefined) values.push(call(draw))
    if (fork !== undefined) draw = draw.fork(fork)
    if (next === true) heads.push(draw = draw.next())
  }
  return { values, records: heads.map(head => head.record()) }
}

test('whatever was drawn, its record replays to the same values and the same record', t => {
  fc.assert(fc.property(fc.integer(), moves, (seed, all) => {
    const drawn = run(live(Rng(seed)), all)
    const text = JSON.stringify(drawn.records)
    const chapter = (JSON.parse(text) as Array<Chapter['draws']>).reduceRight<Chapter | undefined>(
      (then, draws) => ({ draws, then }), undefined
    )!
    const script = scripted(chapter.draws, chapter.then)
    t.deepEqual(run(script, all), drawn)
    t.deepEqual(script.unused(), [])
    t.deepEqual(run(live(Rng(seed)), all), drawn)
  }), { seed: 1, numRuns: 500 })
})
