import test from 'ava'
import * as z from 'zod'
import type { Column, Index, RuleDefinition } from '../../core/contract/index.js'
import { RemixtureError } from '../../core/errors.js'
import { coreRules, entriesOf, listIndices, listNumbers, ruleTable } from '../../core/plan/rules.js'

const replay = (...list: number[]): {
  readonly replay: Float64Array
} => ({ replay: Float64Array.from(list) })

test('a number is the column of as many', t => {
  t.deepEqual(listNumbers(0.5, 3), Float64Array.of(0.5, 0.5, 0.5))
  t.deepEqual(listNumbers(-0, 1), Float64Array.of(-0))
  t.deepEqual(listNumbers(1, 0), new Float64Array())
})

test('a listed column of one entry serves all pieces, one of as many comes back as it is', t => {
  const three = Float64Array.of(1, 2, 3)
  t.is(listNumbers(three, 3), three)
  t.deepEqual(listNumbers(Float64Array.of(7), 3), Float64Array.of(7, 7, 7))
  const rows = Int32Array.of(3, 1)
  t.is(listIndices(rows, 2), rows)
  t.deepEqual(listIndices(Int32Array.of(5), 2), Int32Array.of(5, 5))
  t.deepEqual(listIndices(Int32Array.of(), 0), Int32Array.of())
})

test('a column of another length is refused', t => {
  for (
    const make of [
      () => listNumbers(Float64Array.of(1, 2), 3), () => listIndices(Int32Array.of(1, 2), 3),
      () => listNumbers(new Float64Array(), 2)
    ]
  ) {
    t.is(t.throws(make, { instanceOf: RemixtureError }).code, 'PLAN')
  }
  t.throws(
    () => listIndices({ rule: 'range', first: 0, count: 2 }, 3),
    { message: /must have 1 or 3 entries/ }
  )
})

test('range, repeat and int are as the contract says', t => {
  t.deepEqual(listIndices({ rule: 'range', first: 4, count: 3 }, 3), Int32Array.of(4, 5, 6))
  t.deepEqual(listIndices({ rule: 'repeat', each: 2, count: 3 }, 6),
    Int32Array.of(0, 0, 1, 1, 2, 2))
  t.deepEqual(
    listIndices({ rule: 'int', seed: replay(3, 0, 9), end: 10, count: 3 }, 3),
    Int32Array.of(3, 0, 9)
  )
  t.deepEqual(
    listIndices({ rule: 'int', seed: replay(3), low: 3, end: 4, count: 1 }, 4),
    Int32Array.of(3, 3, 3, 3)
  )
  t.is(entriesOf({ rule: 'repeat', each: 2, count: 3 }), 6)
  t.is(entriesOf({ rule: 'range', first: 2, count: 3 }), 3)
  t.is(entriesOf(Int32Array.of(1, 2)), 2)
})

test('a rule makes the same numbers again, and those of a piece whatever comes after it', t => {
  const rules: Column[] = [
    {
      rule: 'uniform', seed: 5, low: -2, high: 3
    }, { rule: 'normal', seed: 5 }, { rule: 'beta', seed: 5, alpha: 0.2, beta: 3 }
  ]
  for (const rule of rules) {
    const made = listNumbers(rule, 1000)
    t.deepEqual(listNumbers(rule, 1000), made)
    t.deepEqual(listNumbers(rule, 10), made.slice(0, 10))
    t.is(new Set(made).size, 1000)
  }
  const int = (count: number): Index => ({ rule: 'int', seed: 5, low: 2, end: 12, count })
  t.deepEqual(listIndices(int(10), 10), listIndices(int(1000), 1000).slice(0, 10))
})

test('other seeds make other numbers', t => {
  t.notDeepEqual(listNumbers({ rule: 'normal', seed: 1 }, 5),
    listNumbers({ rule: 'normal', seed: 2 }, 5))
  t.notDeepEqual(listNumbers({ rule: 'normal', seed: 1 }, 5),
    listNumbers({ rule: 'normal', seed: -1 }, 5))
})

test('the numbers of a rule have its range and its mean', t => {
  const mean = (
    list: ArrayLike<number>
  ): number => Array.from(list).reduce((sum, x) => sum + x, 0) / list.length
  const near = (got: number, wanted: number, deviation: number): void => {
    t.true(Math.abs(got - wanted) < 4 * deviation / 100, `${got} is not ${wanted}`)
  }
  const uniform = listNumbers({ rule: 'uniform', seed: 3, low: -1, high: 3 }, 10_000)
  t.true(uniform.every(x => x >= -1 && x < 3))
  near(mean(uniform), 1, 4 / Math.sqrt(12))
  near(mean(uniform.map(x => (x - 1) ** 2)), 4 / 3, 16 / Math.sqrt(180))
  const normal = listNumbers({ rule: 'normal', seed: 3 }, 10_000)
  near(mean(normal), 0, 1)
  near(mean(normal.map(x => x * x)), 1, Math.SQRT2)
  near(
    mean(listNumbers({ rule: 'beta', seed: 3, alpha: 2, beta: 6 }, 10_000)), 0.25,
    Math.sqrt(12 / (64 * 9))
  )
  const int = listIndices({ rule: 'int', seed: 3, low: 4, end: 8, count: 10_000 }, 10_000)
  t.deepEqual([...new Set(int)].sort(), [4, 5, 6, 7])
  near(mean(int), 5.5, Math.sqrt(15 / 12))
})

test('a recorded stream stands for a seed, and must be long enough and fit', t => {
  t.deepEqual(
    listNumbers({ rule: 'uniform', seed: replay(0.5, 0.25), low: 0, high: 1 }, 2),
    Float64Array.of(0.5, 0.25)
  )
  t.deepEqual(listNumbers({ rule: 'normal', seed: replay(-3, 3) }, 2), Float64Array.of(-3, 3))
  t.deepEqual(
    listNumbers({ rule: 'beta', seed: replay(1, 0), alpha: 1, beta: 1 }, 2), Float64Array.of(1, 0)
  )
  t.throws(() => listNumbers({ rule: 'normal', seed: replay(1) }, 2), {
    instanceOf: RemixtureError
  })
  t.throws(
    () => listNumbers({ rule: 'uniform', seed: replay(2), low: 0, high: 1 }, 1),
    { instanceOf: RemixtureError }
  )
})

test('a table of rules takes more, and refuses a name that is taken', t => {
  const twice: RuleDefinition = {
    gives: 'number', parameters: z.object({ by: z.number().default(2) }),
    make: ({ by }, count) => Array.from({ length: count }, (_, i) => i * (by as number))
  }
  const table = ruleTable({ twice }, { twice })
  t.deepEqual(listNumbers({ rule: 'twice' } as never, 3, table), Float64Array.of(0, 2, 4))
  t.deepEqual(listNumbers({ rule: 'twice', by: 3 } as never, 3, table), Float64Array.of(0, 3, 6))
  t.deepEqual(
    listNumbers({ rule: 'normal', seed: 1 }, 2, table), listNumbers({ rule: 'normal', seed: 1 }, 2)
  )
  t.false(coreRules.has('twice'))
  t.is(
    t.throws(() => ruleTable({ normal: twice }), { instanceOf: RemixtureError }).code, 'NAME_TAKEN'
  )
  t.is(
    t.throws(
      () => ruleTable({ twice }, { twice: { ...twice } }), { instanceOf: RemixtureError }
    ).code,
    'NAME_TAKEN'
  )
  t.throws(
    () => listNumbers({ rule: 'twice', to: 3 } as never, 3, table),
    { message: /column.to is no part of a plan/ }
  )
})

test('rules that are unknown, or give something else, are refused', t => {
  t.is(
    t.throws(() => listNumbers({ rule: 'gamma' } as never, 1), { instanceOf: RemixtureError }).code,
    'UNKNOWN_NAME'
  )
  t.throws(
    () => listNumbers({ rule: 'range', first: 0, count: 1 } as never, 1),
    { message: /must be a rule that gives number/ }
  )
  t.throws(
    () => listIndices({ rule: 'normal', seed: 1, count: 1 } as never, 1),
    { message: /must be a rule that gives index/ }
  )
})
