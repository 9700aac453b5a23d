import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { alignment, relativeAlignment, uniformity } from '../../../../domains/embedding/index.js'
import type { Adapter, GivenArray } from '../../adapter.js'
import { floats, numbers } from '../../given.js'
import { differentiated } from '../../gradients.js'

/** How near pairs of two modalities are, and how evenly all rows are spread. */
export const uniformityAlignment: Adapter = (inputs, params) => {
  const [image, text] = ['image', 'text'].map(name =>
    floats(inputs[name] as GivenArray) as Tensor2D)
  const [[power], [t]] = ['alpha', 't'].map(name => numbers(params, name))
  return {
    align: alignment(image, text, power),
    alignAlpha1: alignment(image, text, 1),
    uniformity: uniformity(tf.concat([image, text]), t),
    relAlign: relativeAlignment(image, text),
    ...differentiated(inputs, ['image', 'text'], ({ image: i, text: x }) =>
      tf.add(alignment(i as Tensor2D, x as Tensor2D, power),
        uniformity(tf.concat([i as Tensor2D, x as Tensor2D]), t)))
  }
}
