import test from 'ava'
import { RemixtureError } from '../../core/errors.js'
import { fromJson, parse, stringify } from '../../core/plan/json.js'
import { migrate } from '../../core/plan/migrate.js'
import { versionOne } from './fixtures/version-1.js'
import frozen from './fixtures/version-1.json' with { type: 'json' }
import { planWith } from './samples.js'

test('plans of version 1 are read as they were written, value for value', t => {
  t.is(frozen.length, versionOne.length)
  for (const [i, written] of frozen.entries()) {
    t.deepEqual(fromJson(written), versionOne[i])
    t.is(stringify(versionOne[i]), JSON.stringify(written))
  }
})

for (const version of [0, 2, 1.5, -1, 1e308, '1', null, true, {}, [1], undefined]) {
  test(`a plan of version ${JSON.stringify(version)} is refused`, t => {
    const wire = { ...planWith(), version, options: {} }
    const error = t.throws(() => parse(JSON.stringify(wire)), { instanceOf: RemixtureError })
    t.is(error.code, 'PLAN_VERSION')
  })
}

test('a further plan of another version is refused too', t => {
  const wire = { ...planWith(), then: { ...planWith(), version: 3 } }
  t.is(t.throws(() => fromJson(wire), { instanceOf: RemixtureError }).code, 'PLAN_VERSION')
})

test('migrations are run one after the other, on every plan of a chain', t => {
  const migrations = {
    1: ({ old, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, middle: old }),
    2: ({ middle, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, new: middle })
  }
  const plan = {
    version: 1, old: 'a', then: { version: 2, middle: 'b', then: { version: 3, new: 'c' } }
  }
  t.deepEqual(migrate(plan, migrations, 3), {
    version: 3, new: 'a', then: { version: 3, new: 'b', then: { version: 3, new: 'c' } }
  })
  t.is(plan.old, 'a')
  t.throws(() => migrate({ version: 4 }, migrations, 3), { instanceOf: RemixtureError })
})
