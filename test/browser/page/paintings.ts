import * as tf from '@tensorflow/tfjs-core'
import { stringify } from '../../../core/index.js'
import { toBase64 } from '../../../core/plan/base64.js'
import type { Entry } from '../../catalogue/entry.js'
import { CLASSES, classIndices, shapes } from '../../../plugins/check/batches.js'
import { carries, trials } from '../../../plugins/check/trials.js'

/** What one step of a mixer made of one batch. */
export interface Painting {
  readonly title: string
  /** As JSON. */
  readonly plan: string
  /** Images, labels and soft masks, where the domain has them: float32, base64. */
  readonly images: string
  readonly labels: string
  readonly masks: string
}

/**
 * What a mixer makes of every batch, with each set of its options, on the backend in effect: the
 * same in a page as in Node, but for the backend.
 */
export async function paintingsOf (entry: Entry): Promise<Painting[]> {
  const made: Painting[] = []
  for (const [o, options] of entry.options.entries()) {
    const masked = carries(entry, 'mask', options)
    const targets = { label: { classes: CLASSES }, ...masked && { mask: {} } }
    for (const { title, mix, shape, x, plan } of trials(entry, options, { targets }, shapes)) {
      const label = tf.tensor1d(classIndices(shape.size), 'int32')
      const mixed = mix.apply({ x, label, ...masked && { mask: x } }, plan)
      const [images, labels, masks = ''] = await Promise.all(
        [mixed.x, mixed.label, ...mixed.mask === undefined ? [] : [mixed.mask]].map(written))
      made.push({ title: `options ${o}, ${title}`, plan: stringify(plan), images, labels, masks })
      tf.dispose([label, ...Object.values(mixed)])
    }
  }
  return made
}

/** Some kernels leave the bytes of what was a bool in a tensor of floats. */
async function written (tensor: tf.Tensor): Promise<string> {
  return toBase64(new Uint8Array(Float32Array.from(await tensor.data()).buffer))
}
