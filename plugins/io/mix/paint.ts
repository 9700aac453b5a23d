import * as tf from '@tensorflow/tfjs-core'
import type { Tensor4D } from '@tensorflow/tfjs-core'
import type { HostArray, Layer, Plan } from '../../../core/index.js'
import { paintHost, useBackend } from '../../../core/index.js'
import { image } from '../../../domains/image/index.js'
import type { Buffers } from '../images/buffers.js'

/** Painted bytes, and what painted them: `host` or the name of a backend. */
export interface Painted { readonly x: HostArray<Uint8Array>, readonly on: string }

/**
 * Paints bytes `[rows, height, width, 3]`: on the host where the plan allows it or asks for it, in
 * tensors of the values 0 to 255 where it needs them or a backend is asked for.
 */
export async function paint (
  plan: Plan, x: HostArray<Uint8Array>, backend: string | undefined, buffers?: Buffers
): Promise<Painted> {
  const chosen = backend !== undefined && backend !== 'host'
  if (!needsHost(plan) && (chosen || needsTensors(plan)))
    return paintTensors(plan, x, chosen ? backend : undefined)
  const { steps, blends } = image
  const brushes = { ...steps && { steps }, ...blends && { blends } }
  return { x: paintHost(plan, { batch: x }, plan.mixer, brushes, buffers?.take), on: 'host' }
}

/** Whether a plan says what is done to the bytes of every row, and to nothing else. */
function needsHost ({ layers, then }: Plan): boolean {
  const isOnRow = ({ step }: { readonly step: string }): boolean =>
    [image.steps, image.blends].some(known => known?.[step]?.onRow !== undefined)
  return layers.some(({ view = [], blend }) =>
    view.some(isOnRow) || (typeof blend === 'object' && isOnRow(blend))) ||
    (then !== undefined && needsHost(then))
}

/** Whether a plan says what the image domain cannot do to host arrays. */
function needsTensors ({ layers, after = [], then }: Plan): boolean {
  return after.length > 0 || layers.some(layerNeedsTensors) ||
    (then !== undefined && needsTensors(then))
}

function layerNeedsTensors ({ source, view = [], where, blend = 'over' }: Layer): boolean {
  return typeof source?.pool === 'object' || view.length > 0 ||
    (blend !== 'over' && blend !== 'sum') ||
    (where?.kind === 'boxes' && where.from !== undefined)
}

async function paintTensors (
  plan: Plan, { data, shape }: HostArray<Uint8Array>, backend: string | undefined
): Promise<Painted> {
  const on = await useBackend(backend)
  const painted = tf.tidy(() => {
    const x = tf.tensor4d(Float32Array.from(data), shape as [number, number, number, number])
    return image.paint(plan, { batch: x }, plan.mixer) as Tensor4D
  })
  try {
    const values = await painted.data()
    // Rounds half to even, as the host does
    const rounded = Uint8ClampedArray.from(values)
    return { x: { data: new Uint8Array(rounded.buffer), shape: painted.shape }, on }
  } finally {
    tf.dispose(painted)
  }
}
