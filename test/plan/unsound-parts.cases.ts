import test from 'ava'
import type { Plan } from '../../core/contract/index.js'
import { RemixtureError } from '../../core/errors.js'
import { check } from '../../core/plan/check.js'
import type { CheckOptions } from '../../core/plan/check.js'
import { ruleTable } from '../../core/plan/rules.js'
import {
  anchored, boxes, domain, float64, int32, layers, live, mask, points, pools, range
} from './grounds.js'
import { planWith, stepped } from './samples.js'

type Case = [plan: unknown, sentence: RegExp | string, options?: CheckOptions]
const unsound: Record<string, Case> = {
  'a region on no axis': [
    boxes({ axes: [], start: int32(), end: int32() }), /axes must name an axis/
  ],
  'a region on an axis that is not there': [
    boxes({ axes: ['height', 'depth'] }),
    /axes\[1\] must be, in this order, of height, width, got "depth"/
  ],
  'a region on an axis twice': [
    boxes({ axes: ['width', 'width'] }), /axes\[1\] must be, in this order/
  ],
  'a region on axes in another order': [
    boxes({ axes: ['width', 'height'] }), /axes\[1\] must be, in this order/
  ],
  'boxes that do not fit the pieces': [
    boxes({ start: new Int32Array(6), end: new Int32Array(6) }),
    /where.start must have 2 or 4 entries, got an Int32Array of 6/
  ],
  'boxes with fewer ends': [
    boxes({ start: new Int32Array(4), end: new Int32Array(2) }),
    /where.end must have 2 or 4 entries/
  ],
  'a box that starts outside': [
    boxes({ start: int32(0, -1) }), /where.start\[1\] must be at least 0, got -1/
  ],
  'a box that ends before it starts': [
    boxes({ start: int32(3, 0), end: int32(2, 6) }),
    /where.end\[0\] must be from its start, 3, to 4, got 2/
  ],
  'a box that ends outside': [
    boxes({ end: int32(4, 7) }), /where.end\[1\] must be from its start, 0, to 6, got 7/
  ],
  'a box that ends outside its own axis': [
    boxes({ end: int32(5, 6) }), /where.end\[0\] must be from its start, 0, to 4, got 5/
  ],
  'a box from nothing': [
    boxes({ from: { start: int32(1, 1), end: int32(2, 1) } }),
    /from.end\[1\] must be above its start, got 1/
  ],
  'a box from before the start': [
    boxes({ from: { start: int32(-1, 0), end: int32(2, 1) } }), /from.start\[0\] must be at least 0/
  ],
  'a box from an end before its start': [
    boxes({ from: { start: int32(3, 0), end: int32(2, 1) } }),
    /from.end\[0\] must be from its start, 3, up, got 2/
  ],
  'an unknown resize': [
    boxes({ resize: 'cubic' }),
    /resize must be "nearest" or "bilinear" or "bilinear-corners", got "cubic"/
  ],
  'a grid of other axes': [mask({ grid: [2] }), /grid must have 2 entries, one an axis, got \[2\]/],
  'a grid without cells': [
    mask({ grid: [0, 2], levels: new Uint8Array() }), /grid must have 1 to 67108864 cells/
  ],
  'levels that do not fit the grid': [
    mask({ levels: new Uint8Array(6) }), /levels must have 2 or 4 levels, got a Uint8Array of 6/
  ],
  'a level above the highest': [
    mask({ levels: Uint8Array.of(3, 4), of: 3 }), /levels\[1\] must be at most 3, got 4/
  ],
  'levels of 0': [mask({ of: 0 }), /of must be from 1 to 255, got 0/],
  'levels of 256': [mask({ of: 256 }), /of must be from 1 to 255, got 256/],
  'more levels of a rule than the limit': [
    { ...mask({ grid: [2 ** 13, 2 ** 13], levels: { rule: 'noise', decay: 1 } }), size: 17 },
    /levels must make at most 1073741824 levels/, { domain }
  ],
  'an unknown rule': [
    layers({ weight: { rule: 'unifrom' } }), /^no rule named "unifrom".*mean "uniform"/,
    { rules: ruleTable() }
  ],
  'a rule named as what all objects have': [
    layers({ weight: { rule: 'toString' } }), /^no rule named "toString"/, { domain }
  ],
  'a step named as what all objects have': [
    planWith({ after: [{ step: 'valueOf' }] as never }), /^no step named "valueOf"/, { domain }
  ],
  'a rule that gives something else': [
    layers({ weight: range(0, 2) }),
    /weight must be a rule that gives number \(uniform, normal, beta\), got "range"/
  ],
  'a rule without a parameter': [
    layers({ outputs: { rule: 'range', count: 2 } }),
    /outputs.first must be a whole number, got undefined/
  ],
  'a rule with a parameter more': [
    layers({ outputs: { ...range(0, 2), end: 3 } }), /outputs.end is no part of a plan, got 3/
  ],
  'a rule with a strange seed': [
    layers({ weight: { rule: 'normal', seed: 0.5 } }),
    /weight.seed must be a whole number or a recorded stream, got 0.5/
  ],
  'a rule whose low is above its high': [
    layers({ weight: { rule: 'uniform', seed: 1, low: 2, high: 1 } }),
    /weight must have its low at most its high/
  ],
  'a beta rule without a shape': [
    layers({ weight: { rule: 'beta', seed: 1, alpha: 0, beta: 1 } }),
    /weight.alpha must be above 0, got 0/
  ],
  'an int rule without a range': [
    layers({ source: { rows: { rule: 'int', seed: 1, low: 3, end: 3, count: 2 } } }),
    /rows must have its low below its end/
  ],
  'a strange rule among parameters': [
    points({ at: { rule: 'uniform', seed: 1 } }),
    /parameters.at.low must be a finite number, got undefined/
  ],
  'a step the domain lacks': [
    planWith({ after: [{ step: 'simple' }] as never }), /^no step named "simple".*mean "sample"/,
    { domain }
  ],
  'a step without a parameter': [
    planWith({ after: stepped({}) }), /after\[0\].by must be a finite number/, { domain }
  ],
  'a step with a parameter more': [
    planWith({ after: stepped({ by: 1, to: 2 }) }), /after\[0\].to is no part of a plan, got 2/,
    { domain }
  ],
  'a step on a view with a wrong parameter': [
    layers({ view: stepped({ by: 1, at: int32(1) }) }), /view\[0\].at must be a Float64Array/,
    { domain }
  ],
  'weights that sum to less than 1': [
    layers({ weight: 0.25 }, { weight: 0.5 }),
    /layers must state weights that sum to 1 for every output/
  ],
  'weights of one output that sum to more than 1': [
    layers({ weight: float64(0.5, 0.6) }, { weight: 0.5 }),
    /layers must state weights that sum to 1 for output 1, .*, got 1.1/
  ],
  'weights of listed outputs that sum to less': [
    layers({ outputs: int32(1, 0), weight: float64(0.5, 1) }), /for output 1, .*, got 0.5/
  ],
  'weights of outputs of a rule that sum to less': [
    layers({ outputs: range(1, 1), weight: 0.5 }), /for output 1, .*, got 0.5/
  ],
  'weights of repeated outputs that sum to more': [
    layers({
      outputs: { rule: 'repeat', each: 2, count: 2 }, weight: float64(0.5, 0.5, 0.5, 0.75)
    }),
    /for output 1, .*, got 1.25/
  ],
  'a negative weight': [
    layers({ weight: -0.5 }, { weight: 1.5 }), /weight must be at least 0, got -0.5/
  ],
  'unknown targets': [
    planWith({ targets: 'median' as never }),
    /targets must be "mean" or "free" or "union", got "median"/
  ],
  'synthetic sets of too many rows': [
    anchored({ role: 'soft', count: 3, anchor: int32(0) }),
    'plan: synthetic must have counts that add up to the size, 2, got 3'
  ],
  'anchors that do not fit': [
    anchored({ role: 'soft', count: 2, anchor: int32(0, 1, 2) }),
    /synthetic\[0\].anchor must have 1 or 2 entries/
  ],
  'anchors of no row': [
    anchored({ role: 'soft', count: 2, anchor: int32(0, 3) }),
    /anchor\[1\] must be from 0 to 2, got 3/, { pools }
  ],
  'a stream of a rule that makes none': [
    anchored({ role: 'soft', stream: { rule: 'noise', decay: 1 } }),
    /stream must be a rule that gives stream/, { domain }
  ],
  'a set of no role': [anchored({ count: 2, anchor: int32(0) }), /synthetic\[0\] must have a role/],
  'a chain that is unsound': [
    { ...planWith(), then: boxes({ end: int32(4, 7) }) }, /^plan: then.layers\[0\].where.end\[1\]/
  ],
  'a chain of rows that are not there': [
    { ...planWith(), then: layers({ source: { rows: int32(1, 2) } }) },
    /^plan: then.layers\[0\].source.rows\[1\] must be from 0 to 1/, { pools }
  ],
  'more pieces than the limit': [
    layers({}, {}, {}), /layers must have at most 5 pieces, got 6/, { limits: { pieces: 5 } }
  ],
  'more outputs of a rule than the limit': [
    layers({ outputs: { rule: 'int', seed: 1, end: 2, count: 9 } }),
    /outputs must give at most 8 numbers/, { limits: { pieces: 8 } }
  ],
  'a long text': [
    planWith({ options: { text: 'abcdefgh' } }),
    /options.text must be text of at most 7 characters, got 8/, { limits: { string: 7 } }
  ],
  'a long name': [
    planWith({ mixer: 'abcdefgh' }), /mixer must be a name of at most 7 characters, got "abcdefgh"/,
    { limits: { name: 7 } }
  ],
  'options that are too deep': [
    planWith({ options: { a: [[[[1]]]] } }), /must have at most 4 levels/,
    { limits: { nesting: 4 } }
  ],
  'a tensor among options': [
    planWith({ options: { a: live([1]) as never } }),
    /options.a must be plain data, got float32 shape \[1\]/
  ],
  'a tensor among parameters': [
    planWith({ after: stepped({ by: live([1]) }) }), /after\[0\].by must be text, a number/
  ]
}
for (const [what, [plan, sentence, options]] of Object.entries(unsound)) {
  test(`a plan with ${what} is refused`, t => {
    t.throws(
      () => { check(plan as Plan, options) }, { instanceOf: RemixtureError, message: sentence }
    )
  })
}
