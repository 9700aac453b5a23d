import * as tf from '@tensorflow/tfjs-core'
import type { OnHostAttributes } from '../../host/on-host.js'
import { fuseTensorflow } from './backend.js'

/**
 * The only kernel that reads numbers back: of a GPU it waits for them. It is there for what no
 * tensor operation does, exact bytes and doubles.
 */
fuseTensorflow<OnHostAttributes>({ kernel: 'RemixtureOnHost' }, (backend, inputs, { work }) => {
  const numbers = inputs.map(({ dataId }) => backend.readSync(dataId) as Float32Array)
  return tf.tensor(work(...numbers), inputs[0].shape)
})
