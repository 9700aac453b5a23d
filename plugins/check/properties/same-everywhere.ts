import * as tf from '@tensorflow/tfjs-core'
import { useBackend } from '../../../core/index.js'
import { cellsOf, images, noise, shapes } from '../batches.js'
import { property } from '../property.js'
import { same } from '../same.js'
import { STEPS, mixOf } from '../trials.js'

/** Every backend, and the same batch on the host, gives the same plan, and makes no tensors. */
export const sameEverywhere = property(async function * (entry, options) {
  const here = tf.getBackend()
  for (const shape of shapes) {
    // The numbers of `images`, which a pairing by distance may measure
    const { size, height, width, channels } = shape
    const host = { data: noise(cellsOf(shape), 1), shape: [size, height, width, channels] }
    const expected = await plansOn(here, { x: host })
    for (const backend of ['cpu', 'wasm']) {
      await useBackend(backend)
      const batch = { x: images(shape) }
      const before = tf.memory().numTensors
      const plans = await plansOn(backend, batch)
      if (tf.memory().numTensors !== before) yield `planning makes tensors on ${backend}`
      if (!same(plans, expected)) yield `the plans on ${backend} are others than on the host`
    }
  }
  await useBackend(here)

  async function plansOn (backend: string, batch: { x: unknown }): Promise<unknown[]> {
    await useBackend(backend)
    const mix = mixOf(entry, options)
    return Array.from({ length: STEPS }, (_, step) => mix.plan(batch, { step }))
  }
})
