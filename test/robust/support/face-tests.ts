import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import { RemixtureError, useBackend } from '../../../core/index.js'
import type { Case, Cases } from './face.js'
import { strangers } from './face.js'
import { refuses, thrown } from './refuses.js'

/**
 * Declares the tests of all functions that a domain exports, and one that no case is missing.
 *
 * @param elsewhere - names of what has tests of its own
 */
export function testFace (
  domain: string, exported: object, elsewhere: readonly string[], cases: Cases
): void {
  const functions = Object.entries(exported)
    .filter(([name, part]) => typeof part === 'function' && !elsewhere.includes(name)) as
    ReadonlyArray<readonly [string, (...args: readonly unknown[]) => unknown]>
  test(`every exported function of ${domain} has a case of what it refuses`, t => {
    t.deepEqual(functions.map(([name]) => name).sort(), Object.keys(cases).sort())
  })
  for (const [name, act] of functions) {
    const known = cases[name]
    if (known !== undefined && !('harmless' in known)) testFunction(name, act, known)
  }
}

/** Declares the tests of one function: what it refuses, what it takes, and whatever may come. */
export function testFunction (
  name: string, act: (...args: readonly unknown[]) => unknown, known: Case
): void {
  test.serial(`${name} says what is wrong with its arguments, and takes what is right`, async t => {
    await useBackend('cpu')
    const before = tf.memory().numTensors
    for (const [args, code, sentence] of known.wrong) {
      await inScope(async () => {
        const given = args()
        await refuses(t, () => act(...given), code, sentence, name)
      })
    }
    await inScope(async () => { t.is(await thrown(() => act(...known.args())), undefined) })
    t.is(tf.memory().numTensors, before)
  })

  test.serial(`${name} answers nothing with an error that is not its own`, async t => {
    await useBackend('cpu')
    const before = tf.memory().numTensors
    for (const [what, argsOf] of mistaken(known)) {
      await inScope(async () => {
        const args = argsOf()
        const error = await thrown(() => act(...args))
        t.true(error === undefined || error instanceof RemixtureError, `${what}: ${String(error)}`)
        if (error === undefined) return
        t.notRegex((error as Error).message, /\[object|undefined:|NaN:/, what)
      })
    }
    await useBackend('cpu')
    t.is(tf.memory().numTensors, before)
  })
}

/** Every argument in turn as something else. */
function * mistaken (
  { args, names = [] }: Case
): Generator<readonly [string, () => readonly unknown[]]> {
  tf.engine().startScope('count')
  const { length } = args()
  tf.engine().endScope()
  for (let place = 0; place < length; place++) {
    if (names.includes(place)) continue
    for (const [what, stranger] of strangers)
      yield [`${what} as argument ${place}`, () => args().with(place, stranger)]
  }
}

/** Whatever tensors a call gives are disposed. */
async function inScope (act: () => Promise<void>): Promise<void> {
  tf.engine().startScope('call')
  try {
    await act()
  } finally {
    tf.engine().endScope()
  }
}
