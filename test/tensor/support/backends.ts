import type { ExecutionContext } from 'ava'
import test from 'ava'
import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { useBackend } from '../../../core/tensor/index.js'
import { backends } from '../../backends.js'

export { backends }

/** A test on every backend, one after the other; fails too if it leaves tensors behind. */
export function onEachBackend (
  title: string, body: (t: ExecutionContext, backend: string) => void | Promise<void>
): void {
  for (const backend of backends) {
    test.serial(`${title} (${backend})`, async t => {
      await useBackend(backend)
      const before = tf.memory().numTensors
      tf.engine().startScope(title)
      await body(t, backend)
      tf.engine().endScope()
      t.is(tf.memory().numTensors, before, 'tensors are left behind')
    })
  }
}

/** Runs an operation, and checks that it adds one tensor and leaves its inputs as they were. */
export function runs (
  t: ExecutionContext, inputs: readonly Tensor[], operation: () => Tensor
): Tensor {
  const values = inputs.map(input => input.dataSync().slice())
  const before = tf.memory()
  const result = operation()
  const after = tf.memory()
  t.is(after.numTensors, before.numTensors + 1, 'leaks tensors')
  t.true(after.numDataBuffers <= before.numDataBuffers + 1, 'leaks buffers')
  t.false(inputs.includes(result), 'hands an input out')
  inputs.forEach((input, i) => { t.deepEqual(input.dataSync(), values[i], `changes input ${i}`) })
  return result
}

/** Runs what must throw, and checks the code, the sentence and that no tensor stays. */
export function refuses (
  t: ExecutionContext, operation: () => unknown, code: string, sentence: RegExp | string
): void {
  const before = tf.memory().numTensors
  const error = t.throws(operation, { message: sentence })
  t.is((error as { code?: string } | undefined)?.code, code)
  t.is(tf.memory().numTensors, before, 'leaks tensors when it throws')
}

/** Checks numbers one by one: `tolerance` is absolute up to 1, relative above; 0 is bit for bit. */
export function near (
  t: ExecutionContext, got: Tensor | ArrayLike<number>, want: ArrayLike<number>,
  tolerance: number, what = ''
): void {
  const values = got instanceof tf.Tensor ? got.dataSync() : got
  t.is(values.length, want.length, `${what} length`)
  for (let i = 0; i < want.length; i++) {
    const off = Math.abs(values[i] - want[i])
    const same = values[i] === want[i] || (Number.isNaN(values[i]) && Number.isNaN(want[i]))
    if (!same && !(off <= tolerance * Math.max(1, Math.abs(want[i])))) {
      t.fail(`${what} [${i}]: ${values[i]} instead of ${want[i]}`)
      return
    }
  }
  t.pass()
}
