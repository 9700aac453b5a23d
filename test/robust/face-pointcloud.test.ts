import test from 'ava'
import * as clouds from '../../domains/pointcloud/index.js'
import * as formats from '../../domains/pointcloud/formats/index.js'
import * as mixers from '../../domains/pointcloud/mixers/index.js'
import { cloudCases } from './support/face-pointcloud.js'
import { testFunction } from './support/face-tests.js'

/** Readers and writers have `test/pointcloud/formats/hostile.test.ts`, mixers `options.test.ts`. */
const elsewhere: readonly string[] = [...Object.keys(formats), ...Object.keys(mixers)]
const functions = Object.entries(clouds)
  .filter(([name, part]) => typeof part === 'function' && !elsewhere.includes(name)) as unknown as
  ReadonlyArray<readonly [string, (...args: readonly unknown[]) => unknown]>

test('every exported function of clouds has a case of what it refuses', t => {
  t.deepEqual(functions.map(([name]) => name).sort(), Object.keys(cloudCases).sort())
})

for (const [name, act] of functions) {
  const known = cloudCases[name]
  if (known !== undefined && !('harmless' in known)) testFunction(name, act, known)
}
