import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Batch, HostArray, Mix, Plan } from '../../core/index.js'
import { isTensor, useBackend } from '../../core/index.js'

/** Bytes of pictures with their labels. */
export interface Bytes extends Batch<HostArray<Uint8Array>> {
  readonly x: HostArray<Uint8Array>
  readonly label?: Int32Array
}

/** What became of them; labels are soft. */
export interface MixedBytes {
  readonly x: HostArray<Uint8Array>
  readonly label: ArrayLike<number>
}

/**
 * Carries a plan out on bytes: on the host where it can, and for steps and pools that take tensors
 * on the backend cpu, from 0 to 1 and back.
 */
export async function mixedBytes (mix: Mix, batch: Bytes, plan: Plan): Promise<MixedBytes> {
  if (!onTensors(plan)) {
    const { x, label } = mix.apply(batch, plan)
    return { x, label: label?.data ?? [] }
  }
  await useBackend('cpu')
  const { data, shape } = batch.x
  const images = tf.tensor(Float32Array.from(data, byte => byte / 255), [...shape])
  const { x, label } = mix.apply({ ...batch, x: images }, plan) as { x: Tensor, label?: unknown }
  const numbers = await x.data<'float32'>()
  const soft = isTensor(label) ? await label.data() : []
  tf.dispose([images, x, ...isTensor(label) ? [label] : []])
  return {
    x: {
      data: Uint8Array.from(numbers, value => Math.round(255 * Math.min(1, Math.max(0, value)))),
      shape: x.shape
    },
    label: soft
  }
}

function onTensors ({ layers }: Plan): boolean {
  return layers.some(({ view = [], source }) => view.length > 0 || source?.pool === 'styles')
}
