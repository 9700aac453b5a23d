import * as tf from '@tensorflow/tfjs-core'
import { CLASSES, classIndices } from '../batches.js'
import { property } from '../property.js'
import { distance, read } from '../same.js'
import { trials } from '../trials.js'

/** Class indices and one-hot labels, however they are held, give the same soft labels. */
export const labelsAgree = property(async function * (entry, options) {
  const targets = { label: { classes: CLASSES } }
  for (const { title, mix, shape, x, plan } of trials(entry, options, { targets })) {
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
    const mixed = (label: unknown): Promise<ArrayLike<number>> =>
      read(mix.apply({ x, label: label as tf.Tensor }, plan).label)
    const first = await mixed(indices)
    for (const [what, label] of Object.entries(forms)) {
      const far = distance(await mixed(label), first)
      if (far > 0) yield `${what} gives labels ${far} from those of a list at ${title}`
    }
  }
})
