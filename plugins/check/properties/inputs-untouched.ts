import * as tf from '@tensorflow/tfjs-core'
import { cellsOf, maskIds, noise, rowLabels } from '../batches.js'
import { property } from '../property.js'
import { read, same } from '../same.js'
import { carries, trials } from '../trials.js'

/** Tensors that come in are neither changed nor disposed nor handed out. */
export const inputsUntouched = property(async function * (entry, options) {
  for (const { title, mix, x, shape, plan } of trials(entry, options)) {
    const masks = carries(entry, 'mask', options)
    const batch: Record<'x' | 'label', tf.Tensor> & Partial<Record<'mask', tf.Tensor>> =
      { x, label: tf.tensor2d(rowLabels(shape.size)), ...masks && { mask: tf.clone(x) } }
    const before = await Promise.all(Object.values(batch).map(read))
    const mixed = Object.values(mix.apply(batch, plan)) as tf.Tensor[]
    if (mixed.some(tensor => Object.values(batch).includes(tensor))) {
      yield `an input is handed out at ${title}`
    }
    tf.dispose(mixed)
    const gone = Object.values(batch).some(tensor => tensor.isDisposed)
    if (gone) yield `an input is disposed with the output at ${title}`
    else if (!same(await Promise.all(Object.values(batch).map(read)), before)) {
      yield `an input changes at ${title}`
    }
  }
})

/** Nor are arrays on the host. */
export const arraysUntouched = property(function * (entry, options) {
  for (const { title, mix, x, shape, plan } of trials(entry, options)) {
    const images = { data: Uint8Array.from(noise(cellsOf(shape), 8, 0, 256)), shape: x.shape }
    const mask = { data: Float32Array.from(maskIds(shape)), shape: x.shape.slice(0, 3) }
    const masks = carries(entry, 'mask', options)
    const batch = { x: images, label: rowLabels(shape.size), ...masks && { mask } }
    const before = structuredClone(batch)
    const mixed = mix.apply(batch, plan)
    mixed.x.data.fill(7)
    mixed.mask?.data.fill(7)
    if (!same(batch, before)) yield `an array on the host changes at ${title}`
  }
})
