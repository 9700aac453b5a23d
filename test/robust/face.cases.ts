import test from 'ava'
import * as api from '../../core/index.js'
import * as statistics from '../../core/math/statistics/index.js'
import * as image from '../../domains/image/index.js'
import type { Cases } from './support/face.js'
import { testFunction } from './support/face-tests.js'
import { imageCases } from './support/face-image.js'
import { mathCases } from './support/face-math.js'
import { planCases } from './support/face-plan.js'
import { runCases } from './support/face-run.js'
import { tensorCases } from './support/face-tensor.js'

const cases: Cases = {
  ...imageCases, ...mathCases, ...planCases, ...runCases, ...tensorCases
}
const functions = Object.entries({ ...image, ...api, ...statistics })
  .filter(([name, part]) => typeof part === 'function' && name !== 'RemixtureError') as unknown as
  ReadonlyArray<readonly [string, (...args: readonly unknown[]) => unknown]>

/** Factories of mixers and pairings, whose options have tests of their own. */
const isFactory = (part: unknown): boolean => {
  const { description, definition } = part as Partial<api.MixerFactory & api.PairingFactory>
  return description !== undefined || definition !== undefined
}

test('every exported function has a case of what it refuses', t => {
  const missing = functions
    .filter(([name, part]) => !isFactory(part) && !Object.hasOwn(cases, name))
  t.deepEqual(missing.map(([name]) => name), [])
  const gone = Object.keys(cases).filter(name => !functions.some(([known]) => known === name))
  t.deepEqual(gone, [])
})

for (const [name, act] of functions) {
  const known = cases[name]
  if (known !== undefined && !('harmless' in known)) testFunction(name, act, known)
}
