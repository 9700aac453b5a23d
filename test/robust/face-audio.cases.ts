import test from 'ava'
import * as audio from '../../domains/audio/index.js'
import * as mixers from '../../domains/audio/mixers/index.js'
import { audioCases } from './support/face-audio.js'
import { testFunction } from './support/face-tests.js'

/** Mixers have `options.test.ts`. */
const elsewhere = [...Object.keys(mixers), 'BeatSync', 'otherClass', 'tempoGroups']
const functions = Object.entries(audio)
  .filter(([name, part]) => typeof part === 'function' && !elsewhere.includes(name)) as unknown as
  ReadonlyArray<readonly [string, (...args: readonly unknown[]) => unknown]>

test('every exported function of sounds has a case of what it refuses', t => {
  t.deepEqual(functions.map(([name]) => name).sort(), Object.keys(audioCases).sort())
})

for (const [name, act] of functions) {
  const known = audioCases[name]
  if (known !== undefined && !('harmless' in known)) testFunction(name, act, known)
}
