import test from 'ava'
import type { Plan } from '../../core/contract/index.js'
import { check } from '../../core/plan/check.js'
import type { CheckOptions } from '../../core/plan/check.js'
import { versionOne } from './fixtures/version-1.js'
import {
  anchored, boxes, domain, float64, int32, layers, live, mask, points, pools, range
} from './grounds.js'
import { planWith, stepped } from './samples.js'

const sound: Record<string, [plan: unknown, options?: CheckOptions]> = {
  'the least of all': [planWith()],
  'no layers': [planWith({ layers: [] })],
  'no axes': [planWith({ axes: [], frame: [] })],
  'rows of every pool': [layers({ source: { pool: 'bank', rows: int32(4, 0) } }), { pools }],
  'one row for all': [layers({ source: { rows: int32(2) } }), { pools }],
  'outputs twice': [
    layers({ outputs: int32(1, 1, 0), source: { rows: int32(0, 1, 2) } }), { pools }
  ],
  'no outputs': [layers({ outputs: int32(), source: { rows: int32() }, coefficient: float64() })],
  'a box an output': [boxes({ start: int32(0, 0, 4, 6), end: int32(4, 6, 4, 6) })],
  'a box on one axis': [boxes({ axes: ['width'], start: int32(1), end: int32(6) }), { domain }],
  'a box from a larger part': [boxes({ from: { start: int32(0, 0), end: int32(90, 90) } })],
  'an empty box from nothing': [
    boxes({ end: int32(0, 6), from: { start: int32(1, 1), end: int32(1, 1) } })
  ],
  'a mask an output': [mask({ levels: Uint8Array.of(0, 1, 1, 0) })],
  'a mask of a rule': [mask({ levels: { rule: 'noise', decay: 2 }, of: 255 }), { domain }],
  'a live mask and a live weight': [mask({ levels: live([2, 1, 2]) }, { weight: live([2, 1]) })],
  'a live coefficient': [layers({ coefficient: live([]) })],
  'weights that sum to 1': [layers({ weight: 0.25 }, { weight: float64(0.75, 0.7500009) })],
  'weights that are not all stated': [layers({}, { weight: 0.25 })],
  'weights of some outputs': [layers({ weight: float64(1) }, { outputs: int32(1) })],
  'weights by chance': [
    layers({ weight: { rule: 'uniform', seed: 1, low: 0, high: 9 } }, { weight: 7 })
  ],
  'weights that are free': [{ ...layers({ weight: -3 }), targets: 'free' }],
  'signed sums': [layers({ blend: 'sum', coefficient: float64(-3, 9) })],
  'steps and blends of the domain': [{
    ...layers({
      view: stepped({ by: 1 }), blend: { step: 'multiply', by: 2, at: float64(1) }, weight: 1
    }), after: stepped({ by: 0 })
  }, { domain }],
  'rules among parameters': [
    points({ at: { rule: 'uniform', seed: 1, low: 0, high: 1 } }), { domain }
  ],
  'pictures of a rule': [
    layers({ source: { pool: { rule: 'pictures' }, rows: int32(9) } }), { domain, pools }
  ],
  'synthetic sets that share the outputs': [anchored(
    { role: 'soft', count: 1, anchor: int32(2) }, {
      role: 'negative', count: 1, anchor: range(0, 1)
    }), { pools }],
  'synthetic streams': [anchored({ role: 'positive', stream: { rule: 'pairs' } }), { domain }],
  'a chain that shrinks': [
    { ...layers({}), then: planWith({ size: 1, layers: [{ source: { rows: int32(1) } }] }) },
    { pools }
  ],
  'an unknown rule where none are listed': [layers({ weight: { rule: 'mine' } })],
  'drawn numbers by the million': [planWith({ draws: { pair: Array<number>(2 ** 20).fill(1) } })]
}
for (const [what, [plan, options]] of Object.entries(sound)) {
  test(`a plan with ${what} is sound`, t => {
    t.notThrows(() => { check(plan as Plan, options) })
  })
}

test('the plans of version 1 are sound', t => {
  for (const plan of versionOne) t.notThrows(() => { check(plan) }, plan.mixer)
})
