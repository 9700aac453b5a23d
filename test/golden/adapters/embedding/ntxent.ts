import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import {
  dcl, embeddingBank, infoNCE, ntXent, viewLabels
} from '../../../../domains/embedding/index.js'
import type { Adapter, GivenArray } from '../../adapter.js'
import { entry, floats, numbers } from '../../given.js'
import { differentiated } from '../../gradients.js'

/** NT-Xent of two views, with a bank, and DCL. */
export const ntxent: Adapter = (inputs, params) => {
  const [temperature] = numbers(params, 'temperature')
  const names = ['z0', 'z1']
  const held = entry<GivenArray>(inputs, 'bank')
  if (held !== undefined) {
    const rows = floats(held) as Tensor2D
    const bank = embeddingBank({ capacity: rows.shape[0], dimensions: rows.shape[1] })
    bank.enqueue(rows)
    const outputs = differentiated(inputs, names, ({ z0, z1 }) =>
      infoNCE({ anchors: z0 as Tensor2D, positives: z1 as Tensor2D, bank, temperature }))
    bank.enqueue(floats(inputs.z1 as GivenArray) as Tensor2D)
    const after = { bankAfter: bank.rows(), ptrAfter: [bank.next] }
    bank.dispose()
    return { ...outputs, ...after }
  }
  return differentiated(inputs, names, ({ z0, z1 }) => {
    const [one, other] = [z0, z1] as Tensor2D[]
    if (entry(params, 'loss') === 'dcl') return dcl({ anchors: one, positives: other, temperature })
    return ntXent({
      embeddings: tf.concat([one, other]), labels: viewLabels(2, one.shape[0]), temperature
    })
  })
}
