import test from 'ava'
import type { Layer, Plan, RemixtureError } from '../../core/index.js'
import { check, own, over, parse, stringify } from '../../core/index.js'
import { pointcloud } from './domains.js'

const partner = { pool: 'batch', rows: Int32Array.of(1, 0) }

function planWith (layer: Layer, parts: Partial<Plan> = {}): Plan {
  return {
    mixer: 'numbers', version: 1, options: {}, draws: {}, size: 2, axes: [], frame: [],
    layers: [own(), layer], targets: 'free', ...parts
  }
}

const places: Readonly<Record<string, (value: number) => Plan>> = {
  coefficient: value => planWith(over(partner, { coefficient: value })),
  'a column of coefficients': value =>
    planWith(over(partner, { coefficient: Float64Array.of(0.5, value) })),
  weight: value => planWith(over(partner, { weight: value })),
  'a column of weights': value => planWith(over(partner, { weight: Float64Array.of(value, 1) })),
  'a column of a step': value =>
    planWith(over(partner, { view: [{ step: 'rotate-z', angle: Float64Array.of(value, 1) }] })),
  'a number of a step': value => planWith(own(), { after: [{ step: 'voxelize', size: value }] }),
  'a column of a selection': value => planWith(over(partner, {
    where: { kind: 'points', select: 'sector', parameters: { from: Float64Array.of(0, value) } }
  })),
  'a list of a selection': value => planWith(over(partner, {
    where: { kind: 'points', select: 'classes', parameters: { classes: [3, value] } }
  })),
  'a rule': value => planWith(over(partner, {
    coefficient: { rule: 'uniform', seed: 1, low: value, high: 1 }
  })),
  'a replayed stream': value => planWith(over(partner, {
    coefficient: { rule: 'uniform', seed: { replay: Float64Array.of(0, value) }, low: 0, high: 1 }
  })),
  draws: value => planWith(own(), { draws: { lambda: [0.5, value] } }),
  options: value => planWith(own(), { options: { alpha: value } })
}

for (const [where, planOf] of Object.entries(places)) {
  test(`what is no number is refused in ${where}, wherever it stands`, t => {
    for (const value of [NaN, Infinity, -Infinity]) {
      const error = t.throws<RemixtureError>(() => { check(planOf(value)) })
      t.is(error?.code, 'PLAN')
      t.throws(() => stringify(planOf(value)), { code: 'PLAN' })
    }
  })

  test(`minus zero stays minus zero in ${where}`, t => {
    const plan = planOf(-0)
    const text = stringify(plan)
    const read = parse(text)
    t.deepEqual(read, plan)
    t.is(stringify(read), text)
    t.notDeepEqual(read, planOf(0), 'it is told from zero')
    t.true(text.includes('"-0"'))
  })
}

test('the smallest and the largest number survive', t => {
  for (const value of [Number.MIN_VALUE, Number.MAX_VALUE, 2 ** -1022, 0.1 + 0.2]) {
    const plan = planWith(over(partner, { weight: value }))
    t.deepEqual(parse(stringify(plan), { domain: pointcloud }), plan)
  }
})
