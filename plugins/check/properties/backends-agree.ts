import * as tf from '@tensorflow/tfjs-core'
import { useBackend } from '../../../core/index.js'
import { CLASSES, classIndices } from '../batches.js'
import { property } from '../property.js'
import { distance, read } from '../same.js'
import { trials } from '../trials.js'

/** How far backends may be from cpu where they compute on a GPU, which rounds as it likes. */
const looser: Readonly<Record<string, number>> = { webgpu: 1e-4, webgl: 1e-4 }

/** wasm, and the backend in effect, agree with cpu on images, labels and soft masks. */
export const backendsAgree = property(async function * (entry, options) {
  const here = tf.getBackend()
  const smoothing = { kind: 'uniform', amount: 0.1 } as const
  const targets = { label: { classes: CLASSES, smoothing }, mask: {} }
  for (const { title, mix, shape, x, plan } of trials(entry, options, { targets })) {
    const paint = async (backend: string): Promise<Array<ArrayLike<number>>> => {
      await useBackend(backend)
      const label = tf.tensor1d(classIndices(shape.size), 'int32')
      const { x: painted, label: mixed, mask } = mix.apply({ x, label, mask: x }, plan)
      return [painted, mixed, mask].map(read)
    }
    const cpu = await paint('cpu')
    for (const backend of new Set(here === 'cpu' ? ['wasm'] : ['wasm', here])) {
      const other = await paint(backend)
      const far = Math.max(...cpu.map((values, k) => distance(values, other[k])))
      const near = far <= (looser[backend] ?? 1e-5)
      if (!near) yield `the backends cpu and ${backend} are ${far} apart at ${title}`
    }
  }
  await useBackend(here)
})
