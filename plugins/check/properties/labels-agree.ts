import * as tf from '@tensorflow/tfjs-core'
import { CLASSES, classIndices } from '../batches.js'
import { property } from '../property.js'
import { distance, read } from '../same.js'
import { mixOf, trials } from '../trials.js'

/** Class indices and one-hot labels, however they are held, give the same soft labels. */
export const labelsAgree = property(async function * (entry, options) {
  for (const { title, shape, x, plan } of trials(entry, options)) {
    const { size } = shape
    const indices = classIndices(size)
    const rows = indices.map(index =>
      Array.from({ length: CLASSES }, (_, k) => Number(k === index)))
    const forms: Record<string, unknown> = {
      'an Int32Array': Int32Array.from(indices),
      'an int32 tensor': tf.tensor1d(indices, 'int32'),
      'one-hot rows': rows,
      'a one-hot tensor': tf.tensor2d(rows),
      'a one-hot int32 tensor': tf.tensor2d(rows, undefined, 'int32'),
      'a one-hot bool tensor': tf.tensor2d(rows, undefined, 'bool'),
      'one-hot rows in an array': { data: Float32Array.from(rows.flat()), shape: [size, CLASSES] }
    }
    // All at once, so that the pictures are mixed once
    const settings = { kind: 'label', classes: CLASSES }
    const targets = Object.fromEntries(Object.keys(forms).map(what => [what, settings]))
    const mix = mixOf(entry, options, { targets: { ...targets, label: settings } })
    const mixed = mix.apply({ ...forms, x, label: indices }, plan) as Record<string, tf.Tensor>
    const first = await read(mixed.label)
    for (const what of Object.keys(forms)) {
      const far = distance(await read(mixed[what]), first)
      if (far > 0) yield `${what} gives labels ${far} from those of a list at ${title}`
    }
  }
})
