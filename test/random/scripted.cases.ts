import test from 'ava'
import type { Recorder } from '../../core/contract/mixer.js'
import type { Plan } from '../../core/contract/plan.js'
import { replay, scripted, type Script } from '../../core/random/index.js'

test('values are handed out by name, in order, one or a list', t => {
  const draw = scripted({
    lambda: [0.3, 0.7], pair: [2, 0, 3, 1], side: 4, mixed: [true, 0, 1], shares: [0.2, 0.8],
    angle: Float32Array.of(-0.5), turned: false, order: Int32Array.of(1, 0)
  })
  t.is(draw.int('side', 5), 4)
  t.is(draw.beta('lambda', 1), 0.3)
  t.deepEqual(draw.permutation('pair', 4), Int32Array.of(2, 0, 3, 1))
  t.is(draw.beta('lambda', 1), 0.7)
  t.deepEqual([1, 2, 3].map(() => draw.chance('mixed', 0.5)), [true, false, true])
  t.deepEqual(draw.dirichlet('shares', 1, 2), [0.2, 0.8])
  t.is(draw.uniform('angle', -1, 0), -0.5)
  t.is(draw.chance('turned', 0.1), false)
  t.deepEqual(draw.unused(), ['order'])
  t.deepEqual(draw.record(), {
    side: [4], lambda: [0.3, 0.7], pair: [2, 0, 3, 1], mixed: [1, 0, 1], shares: [0.2, 0.8],
    angle: [-0.5], turned: [0]
  })
})

test('a name that is missing or used up is an error that says so', t => {
  const draw = scripted({ lambda: [0.3], pair: [0, 1] })
  const missing = t.throws(() => draw.beta('alpha', 1), { code: 'SCRIPT' })
  t.is(missing.message,
    'scripted draw "alpha" is not in the script, which has "lambda", "pair"')
  draw.beta('lambda', 1)
  const over = t.throws(() => draw.beta('lambda', 1), { code: 'SCRIPT' })
  t.is(over.message, 'scripted draw "lambda" is used up: the script has 1 of it')
  t.throws(() => draw.permutation('pair', 3), { code: 'SCRIPT', message: /used up/ })
  t.throws(() => scripted({}).normal('x'), { code: 'SCRIPT', message: /has no draws/ })
  for (const name of ['constructor', '__proto__', 'toString']) {
    t.throws(() => draw.normal(name), { code: 'SCRIPT', message: /is not in the script/ })
  }
})

const UNFIT: Record<string, readonly [Script[string], (draw: Recorder) => unknown]> = {
  'uniform below': [-3.2, draw => draw.uniform('it', -3, 0)],
  'uniform above': [0.1, draw => draw.uniform('it', -3, 0)],
  'uniform, not a number': [NaN, draw => draw.uniform('it')],
  'uniform, true': [true, draw => draw.uniform('it')],
  'int at its end': [4, draw => draw.int('it', 4)],
  'int below': [1, draw => draw.int('it', 2, 4)],
  'int, half': [1.5, draw => draw.int('it', 4)],
  'int, true': [true, draw => draw.int('it', 4)],
  'normal, infinite': [Infinity, draw => draw.normal('it')],
  'beta above': [1.0001, draw => draw.beta('it', 1)],
  'beta below': [-1e-9, draw => draw.beta('it', 1)],
  'a share above': [[0.2, 1.2], draw => draw.dirichlet('it', 1, 2)],
  'chance, two': [2, draw => draw.chance('it', 0.5)],
  'chance, half': [0.5, draw => draw.chance('it', 0.5)],
  'an index out of range': [2, draw => draw.categorical('it', [1, 1])],
  'an order with a repeat': [[0, 1, 1], draw => draw.permutation('it', 3)],
  'an order out of range': [[0, 1, 3], draw => draw.permutation('it', 3)],
  'an order with a half': [[0, 0.5], draw => draw.permutation('it', 2)],
  'a seed below 0': [-1, draw => draw.seed('it')],
  'a seed that is not safe': [2 ** 53, draw => draw.seed('it')],
  'a seed, true': [true, draw => draw.seed('it')],
  'a recording with a gap': [{ replay: [1, NaN] }, draw => draw.seed('it')],
  'a recording for a number': [{ replay: [1] }, draw => draw.uniform('it')],
  'a list within a list': [[[0.5]] as unknown as number[], draw => draw.beta('it', 1)],
  'null in a list': [[null] as unknown as number[], draw => draw.seed('it')]
}

for (const [what, [entry, call]] of Object.entries(UNFIT)) {
  test(`${what} is refused by name, and is not recorded`, t => {
    const draw = scripted({ it: entry })
    const error = t.throws(() => call(draw), { code: 'SCRIPT' })
    t.regex(error.message, /^scripted draw "it" must be .*, got /)
    t.deepEqual(draw.record(), {})
  })
}

test('values at the ends of what was asked are accepted', t => {
  const draw = scripted({ u: [-3, 0, 5], i: [2, 3], b: [0, 1], s: [0, 2 ** 53 - 1], d: [0, 1] })
  t.deepEqual([draw.uniform('u', -3, 0), draw.uniform('u', -3, 0), draw.uniform('u', 5, 5)],
    [-3, 0, 5])
  t.deepEqual([draw.int('i', 2, 4), draw.int('i', 2, 4)], [2, 3])
  t.deepEqual([draw.beta('b', 1), draw.beta('b', 1)], [0, 1])
  t.deepEqual([draw.seed('s'), draw.seed('s')], [0, 2 ** 53 - 1])
  t.deepEqual(draw.dirichlet('d', 1, 2), [0, 1])
})

test('an entry that is neither a value nor a list is refused at once', t => {
  for (const entry of ['0.3', null, {}, () => 1, new DataView(new ArrayBuffer(8)), 1n]) {
    t.throws(() => scripted({ it: entry as unknown as number }), { code: 'SCRIPT' })
  }
  t.notThrows(() => scripted({ it: undefined as unknown as number }))
})

test('a recorded stream stands for a seed, alone or among seeds', t => {
  const replay = Float64Array.of(0.1, -2)
  const draw = scripted({ noise: { replay }, more: [{ replay: [0.5] }, 5] })
  t.is((draw.seed('noise') as { replay: Float64Array }).replay, replay)
  t.deepEqual(draw.seed('more'), { replay: Float64Array.of(0.5) })
  t.is(draw.seed('more'), 5)
  t.deepEqual(draw.record(), { noise: [], more: [5] })
})

test('a fork goes on in the script where it stands', t => {
  const draw = scripted({ x: [0.1, 0.2, 0.3] })
  t.deepEqual(
    [draw.uniform('x'), draw.fork(1).uniform('x'), draw.fork('a').fork(1).uniform('x')],
    [0.1, 0.2, 0.3]
  )
  t.deepEqual(draw.record(), { x: [0.1, 0.2, 0.3] })
})

test('the script of a plan and of those after it replays in that order', t => {
  const base = {
    mixer: 'mixup', version: 1, options: {}, size: 2, frame: [1], axes: ['feature'], layers: []
  } as const
  const plan: Plan = {
    ...base,
    draws: { lambda: [0.1] },
    then: { ...base, draws: { lambda: [0.2, 0.5] }, then: { ...base, draws: { pair: [1, 0] } } }
  }
  const draw = replay(plan)
  const branch = draw.fork(0)
  const second = branch.next()
  t.is(branch.beta('lambda', 1), 0.1)
  t.is(second.beta('lambda', 1), 0.2)
  t.deepEqual(draw.unused(), ['then.lambda', 'then.then.pair'])
  const third = draw.next()
  t.deepEqual(third.permutation('pair', 2), Int32Array.of(1, 0))
  t.deepEqual(draw.unused(), ['then.lambda'])
  t.deepEqual([draw, second, third].map(part => part.record()),
    [{ lambda: [0.1] }, { lambda: [0.2] }, { pair: [1, 0] }])
})

test('further plans asked of one recorder are the first, the second and so on', t => {
  const draw = scripted({}, { draws: { x: 0.1 }, then: { draws: { x: 0.2 } } })
  t.deepEqual([draw.next().uniform('x'), draw.next().uniform('x')], [0.1, 0.2])
})

test('a further plan that the script does not have may draw nothing', t => {
  const further = scripted({ x: 1 }).next()
  t.deepEqual(further.record(), {})
  t.throws(() => further.uniform('x'), { code: 'SCRIPT' })
})
