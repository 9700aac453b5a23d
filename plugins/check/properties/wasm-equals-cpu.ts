import * as tf from '@tensorflow/tfjs-core'
import { useBackend } from '../../../core/index.js'
import { CLASSES, classIndices } from '../batches.js'
import { property } from '../property.js'
import { distance, read } from '../same.js'
import { carries, trials } from '../trials.js'

/** The backends agree on images, labels and soft masks within 1e-5. */
export const wasmEqualsCpu = property(async function * (entry, options) {
  const here = tf.getBackend()
  const smoothing = { kind: 'uniform', amount: 0.1 } as const
  const masks = carries(entry, 'mask')
  const targets = { label: { classes: CLASSES, smoothing }, ...masks && { mask: {} } }
  for (const { title, mix, shape, x, plan } of trials(entry, options, { targets })) {
    const paint = async (backend: string): Promise<Array<ArrayLike<number>>> => {
      await useBackend(backend)
      const label = tf.tensor1d(classIndices(shape.size), 'int32')
      const mixed = mix.apply({ x, label, ...masks && { mask: x } }, plan)
      return [mixed.x, mixed.label, ...mixed.mask === undefined ? [] : [mixed.mask]].map(read)
    }
    const [cpu, wasm] = [await paint('cpu'), await paint('wasm')]
    const far = Math.max(...cpu.map((values, k) => distance(values, wasm[k])))
    if (!(far <= 1e-5)) yield `the backends are ${far} apart at ${title}`
  }
  await useBackend(here)
})
