import * as tf from '@tensorflow/tfjs-core'
import { useBackend } from '../../../core/index.js'
import { CLASSES, classIndices } from '../batches.js'
import type { Property } from '../property.js'
import { property } from '../property.js'
import { distance, read } from '../same.js'
import { carries, trials } from '../trials.js'

/**
 * A backend agrees with cpu on images, labels and soft masks.
 *
 * @param tolerance - how far apart numbers may be
 */
export function equalsCpu (backend: string, tolerance: number): Property {
  return property(async function * (entry, options) {
    const here = tf.getBackend()
    const smoothing = { kind: 'uniform', amount: 0.1 } as const
    const masks = carries(entry, options, 'mask')
    const targets = { label: { classes: CLASSES, smoothing }, ...masks && { mask: {} } }
    for (const { title, mix, shape, x, plan } of trials(entry, options, { targets })) {
      // A tensor moves to another backend at once, if it has been waited for.
      await x.data()
      const paint = async (on: string): Promise<Array<ArrayLike<number>>> => {
        await useBackend(on)
        const label = tf.tensor1d(classIndices(shape.size), 'int32')
        const mixed = mix.apply({ x, label, ...masks && { mask: x } }, plan)
        return Promise.all(
          [mixed.x, mixed.label, ...mixed.mask === undefined ? [] : [mixed.mask]].map(read))
      }
      const [cpu, other] = [await paint('cpu'), await paint(backend)]
      const far = Math.max(...cpu.map((values, k) => distance(values, other[k])))
      if (!(far <= tolerance)) yield `${backend} is ${far} from cpu at ${title}`
    }
    await useBackend(here)
  })
}
