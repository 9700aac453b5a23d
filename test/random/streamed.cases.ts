import test from 'ava'
import { Rng, live, scripted, streamed } from '../../core/random/index.js'

test('every draw takes the next number of its kind, whatever it is called', t => {
  const draw = streamed({
    uniform: [0.25, 0.9, 0.1], beta: [0.35, 0.6], int: [2, 6], normal: [-1.5],
    dirichlet: [0.2, 0.8], categorical: [1], permutation: [1, 0, 2, 0, 1], seed: [9]
  })
  t.is(draw.uniform('angle', -4, 0), -3)
  t.is(draw.beta('lambda', 0.8), 0.35)
  t.is(draw.int('centerY', 8), 2)
  t.deepEqual([draw.chance('mixed', 0.9), draw.chance('mixed', 0.9)], [false, true])
  t.is(draw.fork('branch').int('centerX', 5, 8), 6)
  t.is(draw.next().beta('other', 1), 0.6)
  t.is(draw.normal('noise'), -1.5)
  t.deepEqual(draw.dirichlet('shares', 1, 2), [0.2, 0.8])
  t.is(draw.categorical('kind', [1, 1]), 1)
  t.deepEqual([draw.permutation('pair', 3), draw.permutation('again', 2)],
    [Int32Array.of(1, 0, 2), Int32Array.of(0, 1)])
  t.is(draw.seed('field'), 9)
  t.deepEqual(draw.unused(), [])
  t.deepEqual(draw.record(), {
    angle: [-3], lambda: [0.35], centerY: [2], mixed: [0, 1], centerX: [6], noise: [-1.5],
    shares: [0.2, 0.8], kind: [1], pair: [1, 0, 2], again: [0, 1], field: [9]
  })
})

test('the record of streams is by name and replays as a script', t => {
  const plan = (draw: ReturnType<typeof live>): unknown[] => [
    draw.chance('switch', 0.5), draw.uniform('angle', 2, 4), draw.beta('lambda', 1),
    draw.int('y', 9)
  ]
  const draw = streamed({ uniform: [0.1, 0.75], beta: [0.5], int: [3] })
  const values = plan(draw)
  t.deepEqual(values, [true, 3.5, 0.5, 3])
  t.deepEqual(plan(scripted(draw.record())), values)
  t.notDeepEqual(plan(live(Rng(1))), values)
})

test('a stream that is missing, ends or does not fit is an error that names the draw', t => {
  const draw = streamed({ uniform: [1], beta: [1.5], int: [0.5], normal: undefined })
  t.throws(() => draw.uniform('angle'), { code: 'SCRIPT', message: /"angle" must be .*\[0, 1\)/ })
  t.throws(() => draw.uniform('angle'), {
    code: 'SCRIPT', message: /"angle" needs "uniform", which is used up: the script has 1 of it/
  })
  t.throws(() => draw.beta('lambda', 1), { code: 'SCRIPT', message: /"lambda" must be/ })
  t.throws(() => draw.int('y', 3), { code: 'SCRIPT', message: /"y" must be/ })
  t.throws(() => draw.normal('noise'), {
    code: 'SCRIPT', message: /"noise" needs "normal", which is not in the script/
  })
  t.throws(() => draw.chance('mixed', 2), { code: 'DRAW' })
  t.deepEqual(draw.record(), {})
})

test('numbers that nobody asked for are listed by their kind', t => {
  const draw = streamed({ uniform: [0.1, 0.2], beta: [0.5] })
  draw.uniform('x')
  draw.beta('y', 1)
  t.deepEqual(draw.unused(), ['uniform'])
})
