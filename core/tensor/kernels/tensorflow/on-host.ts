import * as tf from '@tensorflow/tfjs-core'
import type { OnHostAttributes } from '../../host/on-host.js'
import { fuseTensorflow } from './backend.js'

/**
 * The only kernel that reads numbers back: of a GPU it waits for them. It is there for what no
 * tensor operation does, exact bytes and doubles.
 */
fuseTensorflow<OnHostAttributes>({ kernel: 'RemixtureOnHost' }, (_, inputs, { work }) =>
  tf.tensor(work(...inputs.map(input => input.dataSync<'float32'>())), inputs[0].shape))
