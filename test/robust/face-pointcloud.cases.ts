import test from 'ava'
import * as clouds from '../../domains/pointcloud/index.js'
import * as mixers from '../../domains/pointcloud/mixers/index.js'
import { formatCases } from './support/face-formats.js'
import { cloudCases } from './support/face-pointcloud.js'
import { testFunction } from './support/face-tests.js'

/** Mixers have `options.test.ts`. */
const elsewhere = Object.keys(mixers)
const cases = { ...cloudCases, ...formatCases }
const functions = Object.entries(clouds)
  .filter(([name, part]) => typeof part === 'function' && !elsewhere.includes(name)) as unknown as
  ReadonlyArray<readonly [string, (...args: readonly unknown[]) => unknown]>

test('every exported function of clouds has a case of what it refuses', t => {
  t.deepEqual(functions.map(([name]) => name).sort(), Object.keys(cases).sort())
})

for (const [name, act] of functions) {
  const known = cases[name]
  if (known !== undefined && !('harmless' in known)) testFunction(name, act, known)
}
