import type { ExecutionContext } from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import { RemixtureError } from '../../../core/index.js'
import type { ErrorCode } from '../../../core/index.js'

/** What something throws, or what its promise rejects with. */
export async function thrown (act: () => unknown): Promise<unknown> {
  try {
    await act()
  } catch (error) {
    return error
  }
  return undefined
}

/** What something throws at once. */
export function thrownNow (act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  return undefined
}

/** Checks an error to the letter, and that what threw it leaves no tensor behind. */
export async function refuses (
  t: ExecutionContext, act: () => unknown, code: ErrorCode, sentence: string | RegExp, what = ''
): Promise<void> {
  const before = tf.memory().numTensors
  const error = await thrown(act)
  t.true(error instanceof RemixtureError, `${what}: ${String(error)}`)
  const { code: got, message } = error as RemixtureError
  t.is(got, code, `${what}: ${message}`)
  if (typeof sentence === 'string') t.is(message, sentence, what)
  else t.regex(message, sentence, what)
  t.is(tf.memory().numTensors, before, `${what}: leaks tensors`)
}
