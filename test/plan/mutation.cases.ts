import test from 'ava'
import fc from 'fast-check'
import { RemixtureError } from '../../core/errors.js'
import { describe } from '../../core/plan/describe.js'
import { fromJson, parse, stringify } from '../../core/plan/json.js'
import { versionOne } from './fixtures/version-1.js'

const texts = versionOne.map(plan => stringify(plan))

/** Values that fit nowhere, or nearly somewhere. */
const strange: readonly unknown[] = [
  null, true, false, '', '-0', '--0', 'x', '__proto__',
  0, -0, 1, -1, 0.5, 255, 256, 257, 2 ** 31, 2 ** 53, -(2 ** 53),
  1e308, -1e308, 5e-324, [], [null], [0], [-1], ['-0'], [1e308], {}, { rule: 'range' }, {
    rule: 'range', first: 0, count: 2 ** 53
  },
  { rule: 'int', seed: 1, end: 2, count: 3 }, {
    rule: 'uniform', seed: 1, low: 2, high: 1
  }, { rule: 5 }, { step: 'a' },
  { int32: [] }, { int32: [0.5] }, { int32: 'AAAA' }, { int32: 'AAAAAA==' }, { float64: [] }, {
    float64: 'AAAAAAAA+H8='
  },
  { float64: ['-0'] }, { uint8: '' }, { uint8: 'AP8=' }, {
    replay: { float64: [1] }
  }, { kind: 'boxes' }, { kind: 'mask' },
  {
    kind: 'points', select: 'a', parameters: {}
  }, { 'constructor': 1 }, JSON.parse('{"__proto__":{"a":1}}')
]

/** Every object and list within a value. */
function containers (value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return []
  return [value, ...Object.values(value).flatMap(containers)]
}

/** Deletes, replaces, copies or adds one entry somewhere in a value that JSON held. */
function damage (value: unknown, [where, which, how, what]: readonly number[]): void {
  const all = containers(value)
  const target = all[where % all.length] as Record<string, unknown>
  const keys = Object.keys(target)
  const key = keys.length === 0 ? 'new' : keys[which % keys.length]
  const given = structuredClone(strange[what % strange.length])
  switch (how % 6) {
    case 0: if (Array.isArray(target)) target.splice(which % (target.length || 1), 1)
    else delete target[key]
      break
    case 1: target[key] = given
      break
    case 2: target[key] = structuredClone(all[what % all.length])
      break
    case 3: if (Array.isArray(target)) target.push(given)
    else target[`${key}${what}`] = given
      break
    case 4: target[keys[what % (keys.length || 1)] ?? 'new'] = target[key]
      break
    default: if (typeof target[key] === 'number') target[key] = -(target[key]) * 2
    else if (typeof target[key] === 'string') target[key] += 'A'
    else target[key] = [target[key]]
  }
}

/** A plan that reads is written, read again and told. All else is an error of this library. */
function readsOrRefuses (read: () => unknown): string {
  try {
    const plan = read() as (typeof versionOne)[number]
    const text = stringify(plan)
    if (stringify(parse(text)) !== text) throw new Error(`written twice, it differs: ${text}`)
    if (describe(plan).split('\n').length > 12) throw new Error(`told at length: ${text}`)
    return 'reads'
  } catch (error) {
    if (error instanceof RemixtureError && error.message.length < 1000) return error.code
    throw error
  }
}

test('a damaged value reads as a sound plan or is refused by name', t => {
  const seen = new Map<string, number>()
  const one = fc.array(fc.nat(), { minLength: 4, maxLength: 4 })
  fc.assert(fc.property(fc.nat(texts.length - 1), fc.array(
    one, { minLength: 1, maxLength: 3 }
  ), (which, damages) => {
    const value: unknown = JSON.parse(texts[which])
    for (const each of damages) damage(value, each)
    const outcome = readsOrRefuses(() => fromJson(value))
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1)
  }), { numRuns: 3000, seed: 7 })
  t.true(
    (seen.get('PLAN') ?? 0) > 1000 && (seen.get('reads') ?? 0) > 100, JSON.stringify([...seen])
  )
  t.is(({} as { a?: number }).a, undefined)
})

test('a damaged text reads as a sound plan or is refused by name', t => {
  const seen = new Map<string, number>()
  const text = fc.constantFrom(...texts.filter(({ length }) => length < 2000))
  fc.assert(fc.property(text, fc.nat(), fc.nat(20), fc.string({ maxLength: 4 }), fc.boolean(), (
    whole, at, cut, put, twice
  ) => {
    const from = at % whole.length
    const damaged = whole.slice(0, from) + (
      twice ? whole.slice(from, from + cut) : put
    ) + whole.slice(from + (twice ? 0 : cut))
    const outcome = readsOrRefuses(() => parse(damaged))
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1)
  }), { numRuns: 3000, seed: 7 })
  t.true((seen.get('PLAN') ?? 0) > 1000 && (seen.get('reads') ?? 0) > 20, JSON.stringify([...seen]))
})

test('any JSON at all is refused by name', t => {
  fc.assert(fc.property(fc.json(), text => {
    t.not(readsOrRefuses(() => parse(text)), 'reads')
  }), { numRuns: 300 })
})
