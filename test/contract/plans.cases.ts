import test from 'ava'
import type { Plan } from '../../core/index.js'
import {
  check, defaultRegistry, describe, freeze, live, parse, replay, Rng, stringify, useBackend
} from '../../core/index.js'
import type { ConfiguredMixer, Facts } from '../../core/index.js'
import type { Method } from './method.js'
import { methods } from './table.js'

type Recorder = Parameters<ConfiguredMixer['plan']>[1]
const SIZES = [64, 7, 1]

test.before(async () => { await useBackend('cpu') })

/** The plan of a method as data. */
async function planOf ({ mixer }: Method, facts: Facts, draw: Recorder): Promise<Plan> {
  return await freeze(mixer.plan(facts, draw, defaultRegistry.services))
}

/** What is drawn at a step of a run. */
function drawsAt (step: number, seed = 7): Recorder {
  return live(Rng(seed).fork('mix', step))
}

test('there are 22 methods, and their names differ', t => {
  t.is(new Set(methods.map(({ name }) => name)).size, 22)
})

for (const method of methods) {
  const { name, domain, facts, chance } = method

  test(`${name}: the same seed gives the same plan, of the same facts made again`, async t => {
    for (const size of SIZES) {
      const plan = await planOf(method, facts(size), drawsAt(0))
      t.deepEqual(await planOf(method, facts(size), drawsAt(0)), plan)
    }
  })

  test(`${name}: another seed gives another plan, where there is chance`, async t => {
    const { draws: one, ...first } = await planOf(method, facts(64), drawsAt(0))
    const { draws: other, ...second } = await planOf(method, facts(64), drawsAt(0, 8))
    if (chance === true) {
      t.notDeepEqual(first, second)
      t.notDeepEqual(one, other)
    } else {
      t.deepEqual(first, second, chance)
      t.deepEqual([one, other], [{}, {}])
    }
  })

  test(`${name}: a worker that knows only the step makes the plan of that step`, async t => {
    const run: Plan[] = []
    for (let step = 0; step < 4; step++) {
      run.push(await planOf(method, { ...facts(64), step }, drawsAt(step)))
    }
    t.deepEqual(await planOf(method, { ...facts(64), step: 3 }, drawsAt(3)), run[3])
  })

  test(`${name}: the recorded draws alone make the plan again`, async t => {
    for (const size of SIZES) {
      const plan = await planOf(method, facts(size), drawsAt(0))
      const script = replay(plan)
      t.deepEqual(await planOf(method, facts(size), script), plan)
      t.deepEqual(script.unused(), [])
    }
  })

  test(`${name}: its plan is sound, and is so after JSON, bit for bit`, async t => {
    for (const size of SIZES) {
      const given = facts(size)
      const plan = await planOf(method, given, drawsAt(0))
      const known = { domain, pools: given.pools }
      t.notThrows(() => { check(plan, known) })
      const text = stringify(plan, known)
      const read = parse(text, known)
      t.deepEqual(read, plan)
      t.is(stringify(read), text)
    }
  })

  test(`${name}: its plan can be told in a few lines`, async t => {
    for (const size of SIZES) {
      const lines = describe(await planOf(method, facts(size), drawsAt(0))).split('\n')
      t.true(lines[0].startsWith(method.mixer.name))
      t.true(lines.length <= 12)
      t.true(lines.every(line => line.length > 0 && !/undefined|NaN|\[object/.test(line)))
    }
  })
}
