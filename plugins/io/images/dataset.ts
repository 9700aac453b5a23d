import * as tf from '@tensorflow/tfjs-core'
import type { TensorContainer } from '@tensorflow/tfjs-core'
import type { ImageDataset } from './types.js'

const { getTensorsInContainer: tensorsIn } = tf.tensor_util

/** A dataset of what a generator yields; every iterator runs it anew. */
export function datasetOf<Element> (
  size: number, elements: () => AsyncGenerator<Element>
): ImageDataset<Element> {
  return {
    size,
    iterator: () => Promise.resolve(elements()),
    mapAsync: change => datasetOf(size, async function * () {
      for await (const element of elements()) yield await changed(element, change)
    })
  }
}

/** As tf.data does: what goes in and does not come out again is disposed. */
async function changed<Element, Next> (
  element: Element, change: (element: Element) => Promise<Next>
): Promise<Next> {
  const before = tensorsIn(element as TensorContainer)
  let after: Next | undefined
  try {
    after = await change(element)
    return after
  } finally {
    const kept = new Set(tensorsIn(after as TensorContainer))
    tf.dispose(before.filter(tensor => !kept.has(tensor)))
  }
}
