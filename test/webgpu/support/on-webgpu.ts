import type { ExecutionContext } from 'ava'
import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import { useBackend } from '../../../core/tensor/index.js'

/** Why there is no WebGPU here; nothing if there is. */
export const absent = await useBackend('webgpu')
  .then(() => undefined, (error: Error) => error)

const HINT = 'tests of webgpu need a GPU with a Vulkan driver, or the packages chromium and ' +
  'libvulkan1 of Debian, whose driver runs on the processor'

/** What the device refused. Its errors come late, and nothing throws them. */
const refused: string[] = []

if (absent === undefined) {
  const { device } = tf.backend() as unknown as { readonly device: GPUDevice }
  device.addEventListener('uncapturederror', ({ error }) => { refused.push(error.message) })
}

/**
 * A test on webgpu; fails if it leaves tensors behind, or if the device refuses anything. Where
 * there is no WebGPU, a file has one test instead: skipped, and failing if REMIXTURE_WEBGPU is
 * "required".
 *
 * @param kept - how many tensors are to stay
 */
export function onWebgpu (
  title: string, body: (t: ExecutionContext) => Promise<void>, kept = 0
): void {
  if (absent !== undefined) {
    standIn(absent)
    return
  }
  test.serial(`on webgpu: ${title}`, async t => {
    t.timeout(900_000)
    await useBackend('webgpu')
    const before = tf.memory().numTensors
    tf.engine().startScope(title)
    try {
      await body(t)
    } finally {
      tf.engine().endScope()
    }
    t.is(tf.memory().numTensors, before + kept, 'tensors are left behind')
    t.deepEqual(refused.splice(0), [], 'the device refuses something')
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
