import test from 'ava'
import type { Plan } from '../../core/contract/index.js'
import { RemixtureError } from '../../core/errors.js'
import { check } from '../../core/plan/check.js'
import type { CheckOptions } from '../../core/plan/check.js'
import { domain, float64, int32, layers, live, mask, pools, range } from './grounds.js'
import { planWith } from './samples.js'

type Case = [plan: unknown, sentence: RegExp | string, options?: CheckOptions]
const unsound: Record<string, Case> = {
  'another version': [{ ...planWith(), version: 2 }, /^plan: version must be 1/],
  'no layers at all': [
    { ...planWith(), layers: undefined }, 'plan: layers must be a list of layers, got undefined'
  ],
  'a key more': [{ ...planWith(), extra: 1 }, 'plan: extra is no part of a plan, got 1'],
  'a key more in a layer': [
    layers({ rows: int32(0) }), 'plan: layers[0].rows is no part of a plan, got an Int32Array of 1'
  ],
  'size 0': [planWith({ size: 0 }), 'plan: size must be from 1 to 4194304, got 0'],
  'half a size': [planWith({ size: 1.5 }), /^plan: size must be a whole number/],
  'a size above the limit': [
    planWith({ size: 9 }), 'plan: size must be from 1 to 8, got 9', { limits: { outputs: 8 } }
  ],
  'an empty frame': [planWith({ frame: [4, 0] }), 'plan: frame[1] must be at least 1, got 0'],
  'a frame above the limit': [
    planWith({ frame: [2 ** 13, 2 ** 14] }), /^plan: frame must have at most 67108864 cells/
  ],
  'a frame of other axes': [
    planWith({ frame: [4] }), 'plan: frame must have 2 entries, one an axis, got [4]'
  ],
  'an axis twice': [
    planWith({ axes: ['width', 'width'] }), 'plan: axes[1] must not be named twice, got "width"'
  ],
  'an axis the domain lacks': [
    planWith({ axes: ['height', 'with'] }), /^no axis named "with".*mean "width"/, { domain }
  ],
  'more axes than the limit': [
    planWith({ axes: [...'abcdefghi'], frame: Array<number>(9).fill(1) }),
    /^plan: axes must be at most 8/
  ],
  'NaN among draws': [
    planWith({ draws: { lambda: [1, NaN] } }),
    'plan: draws.lambda must be a list of finite numbers, got [1, NaN]'
  ],
  'NaN among options': [
    planWith({ options: { a: { b: [NaN] } } }), 'plan: options.a.b[0] must be finite, got NaN'
  ],
  'an infinite coefficient': [
    layers({ blend: 'sum', coefficient: Infinity }), /coefficient must be finite, got Infinity/
  ],
  'NaN in a column': [
    layers({ blend: 'sum', coefficient: float64(0, NaN) }),
    /coefficient must be a finite number, a Float64Array of such or a rule, got a Float64Array of 2/
  ],
  'outputs beyond the last': [
    layers({ outputs: int32(0, 2) }), 'plan: layers[0].outputs[1] must be from 0 to 1, got 2'
  ],
  'outputs below the first': [
    layers({ outputs: int32(-1) }), 'plan: layers[0].outputs[0] must be from 0 to 1, got -1'
  ],
  'outputs of a rule beyond the last': [
    layers({ outputs: range(1, 2) }), 'plan: layers[0].outputs must be from 0 to 1, got 2'
  ],
  'rows below the first': [
    layers({ source: { rows: int32(0, -1) } }), /rows\[1\] must be at least 0, got -1/
  ],
  'rows beyond the pool': [
    layers({ source: { pool: 'bank', rows: int32(0, 5) } }), /rows\[1\] must be from 0 to 4, got 5/,
    { pools }
  ],
  'rows of a rule beyond the pool': [
    layers({ source: { pool: 'bank', rows: { rule: 'int', seed: 1, end: 6, count: 2 } } }),
    /source.rows must be from 0 to 4, got 5/, { pools }
  ],
  'rows of a rule beyond the pool, repeated': [
    layers({ source: { rows: { rule: 'repeat', each: 1, count: 2 } } }),
    /source.rows must be from 0 to 0, got 1/, { pools: { batch: { size: 1 } } }
  ],
  'more rows than pieces': [
    layers({ source: { rows: int32(0, 1, 2) } }),
    /source.rows must have 1 or 2 entries, got an Int32Array of 3/
  ],
  'more rows of a rule than pieces': [
    layers({ source: { rows: range(0, 3) } }), /source.rows must have 1 or 2 entries/
  ],
  'more outputs than the pool has rows': [
    planWith({ size: 4 }), /layers\[0\] must have a source, or at most 3 outputs/, { pools }
  ],
  'outputs without a row of the batch': [
    { ...layers({ outputs: int32(3) }), size: 4 }, /outputs\[0\] must be from 0 to 2, got 3/,
    { pools }
  ],
  'more pieces than the pool has rows': [
    { ...layers({ source: { pool: 'bank' } }), size: 6 },
    /source must have rows, or at most 5 pieces, the rows of its pool, got 6/, { pools }
  ],
  'a pool that is not there': [
    layers({ source: { pool: 'bonk' } }), /^sample: needs the pool "bonk".*mean "bank"/, { pools }
  ],
  'anchors beyond the batch': [
    layers({ source: { rank: { by: 'likeness', of: int32(0, 3) } } }),
    /rank.of\[1\] must be from 0 to 2, got 3/, { pools }
  ],
  'a column that does not fit': [
    layers({ coefficient: float64(0, 0, 0) }),
    /coefficient must have 1 or 2 entries, got a Float64Array of 3/
  ],
  'a live column that does not fit': [
    layers({ weight: live([3]) }), /weight must have 1 or 2 entries, got float32 shape \[3\]/
  ],
  'a plain list for a column': [
    layers({ coefficient: [0, 1] }),
    /coefficient must be a finite number, a Float64Array of such or a rule, got \[0, 1\]/
  ],
  'a column of another kind': [
    layers({ coefficient: Float32Array.of(0, 1) }),
    /coefficient must be plain data, got a Float32Array of 2/
  ],
  'a coefficient above 1 under over': [
    layers({ coefficient: 1.5 }), 'plan: layers[0].coefficient must be from 0 to 1, got 1.5'
  ],
  'a coefficient below 0 under arc': [
    layers({ blend: 'arc', coefficient: float64(0, -0.1) }),
    /coefficient\[1\] must be from 0 to 1, got -0.1/
  ],
  'a normal coefficient under over': [
    layers({ coefficient: { rule: 'normal', seed: 1 } }), /coefficient must be from 0 to 1/
  ],
  'a wide uniform coefficient under over': [
    layers({ coefficient: { rule: 'uniform', seed: 1, low: 0, high: 2 } }),
    /coefficient must be from 0 to 1, got \[0, 2\]/
  ],
  'an unknown blend': [
    layers({ blend: 'under' }), /blend must be over, sum, union, arc or a step, got "under"/
  ],
  'a blend the domain lacks': [layers({ blend: 'union' }), /^no blend named "union"/, { domain }],
  'a step of two the domain lacks': [
    layers({ blend: { step: 'multiple' }, weight: 1 }),
    /^no blend named "multiple".*mean "multiply"/, { domain }
  ],
  'a step blend without a weight': [
    layers({ blend: { step: 'multiply', by: 1 } }),
    /weight must be stated under a blend that is a step/
  ],
  'a live region without a weight': [
    mask({ levels: live([1, 2]) }), /weight must be stated for a live region/
  ],
  'a live region of levels': [
    mask({ levels: live([1, 2]), of: 255 }, { weight: 1 }),
    /of must be 1, since a live mask holds shares, got 255/
  ],
  'a live region that does not fit': [
    mask({ levels: live([3, 1, 2]) }, { weight: 1 }),
    /levels must have 2 or 4 levels, got float32 shape \[3, 1, 2\]/
  ]
}
for (const [what, [plan, sentence, options]] of Object.entries(unsound)) {
  test(`a plan with ${what} is refused`, t => {
    t.throws(
      () => { check(plan as Plan, options) }, { instanceOf: RemixtureError, message: sentence }
    )
  })
}

test('a chain longer than the limit is refused', t => {
  const chain = (
    length: number
  ): Plan => length === 1 ? planWith() : planWith({ then: chain(length - 1) })
  t.notThrows(() => { check(chain(32)) })
  t.throws(
    () => { check(chain(33)) },
    { instanceOf: RemixtureError, message: /must chain at most 32 plans, got 33/ }
  )
})

const options = (value: unknown): Plan => planWith({ options: value as Plan['options'] })

test('values that are no plans at all are refused', t => {
  const cycle: Record<string, unknown> = { ...planWith() }
  cycle.then = cycle
  const list: unknown[] = []
  list.push(list)
  const wide = Array.from({ length: 30 }).reduce<unknown>(inner => Array(8).fill(inner), 1)
  const strange: unknown[] = [
    undefined, null, 1, 'plan', Symbol('plan'), 1n, () => 1, [], new Map(), new Date(), cycle,
    Object.create(planWith()), Object.assign(Object.create({ constructor: 1 }), planWith()),
    options({ list }), options({ wide }), options({ f: () => 1 }), options({ a: 1n }),
    options(new Date()), options({ a: new Int32Array(2) }),
    planWith({ layers: Array(2 ** 32 - 1) }), planWith({ layers: new Set() as never }),
    planWith({ layers: [null] as never }), planWith({ frame: Array(2) }),
    planWith({ draws: { a: Array(3) } })
  ]
  for (const value of strange) {
    t.throws(() => { check(value as Plan) }, { instanceOf: RemixtureError })
  }
})

test('a tensor of another copy of tfjs is told from other strange objects', t => {
  class Tensor { dataId = {}; shape = [2]; dtype = 'float32' }
  const error = t.throws(() => { check(options({ a: new Tensor() })) }, {
    instanceOf: RemixtureError
  })
  t.is(error.code, 'SECOND_TFJS')
})
