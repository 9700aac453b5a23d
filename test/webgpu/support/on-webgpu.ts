import type { ExecutionContext } from 'ava'
import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import { useBackend } from '../../../core/tensor/index.js'

/** Why there is no WebGPU here; nothing if there is. */
export const absent = await useBackend('webgpu').then(() => undefined, (error: Error) => error)

const HINT = 'tests of webgpu need a GPU with a Vulkan driver, or Debian\'s packages chromium and ' +
  'libvulkan1, whose driver runs on the processor'

/**
 * A test on webgpu; fails if it leaves tensors behind. Where there is no WebGPU, a file has one
 * test instead: skipped, and failing if REMIXTURE_WEBGPU is "required".
 */
export function onWebgpu (title: string, body: (t: ExecutionContext) => Promise<void>): void {
  if (absent !== undefined) {
    standIn(absent)
    return
  }
  test.serial(`on webgpu: ${title}`, async t => {
    t.timeout(120_000)
    await useBackend('webgpu')
    const before = tf.memory().numTensors
    tf.engine().startScope(title)
    try {
      await body(t)
    } finally {
      tf.engine().endScope()
    }
    t.is(tf.memory().numTensors, before, 'tensors are left behind')
  })
}

let stoodIn = false

function standIn (error: Error): void {
  if (stoodIn) return
  stoodIn = true
  const title = `WEBGPU WAS NOT RUN: ${error.message}; ${HINT}`
  if (process.env.REMIXTURE_WEBGPU === 'required') test(title, t => { t.fail() })
  else test.skip(title, t => { t.pass() })
}

/** The numbers of a tensor, copied. */
export async function values (x: tf.Tensor): Promise<ArrayLike<number>> {
  return (await x.data()).slice()
}
