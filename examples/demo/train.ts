import * as tf from '@tensorflow/tfjs-core'
import * as layers from '@tensorflow/tfjs-layers'
import type { ConfiguredMixer } from '../../core/index.js'
import { createMixer } from '../../core/index.js'
import type { Digits } from './digits.js'
import { classes, datasetOf, imagesOf } from './digits.js'
import type { Scores } from './metrics.js'
import { scores } from './metrics.js'

/** How the network is trained. */
export interface Training {
  readonly epochs: number
  readonly seed: number
}

/**
 * Trains a small network on digits mixed by a mixer, and scores it on others that are not mixed.
 *
 * It needs a backend with the gradients of convolutions: wasm once `trainOnWasm()` has been called,
 * or cpu, where it takes far longer.
 *
 * The same digits, mixer, epochs and seed give the same scores on the same backend.
 */
export async function train (
  mixer: ConfiguredMixer, digits: { readonly train: Digits, readonly test: Digits },
  { epochs, seed }: Training
): Promise<Scores> {
  const mix = createMixer(mixer, { seed, domain: 'image', targets: ['label'] })
  const dataset = datasetOf(digits.train).shuffle(digits.train.labels.length, String(seed))
  const model = network(seed)
  const optimizer = tf.train.adam(0.01)
  model.compile({ optimizer, loss: 'categoricalCrossentropy' })
  await model.fitDataset(dataset.batch(32).mapAsync(mix.forDataset()), { epochs, verbose: 0 })
  const [x, probabilities] = tf.tidy(() => {
    const images = imagesOf(digits.test)
    return [images, model.predict(images) as tf.Tensor]
  })
  const found = scores(await probabilities.data<'float32'>(), digits.test.labels)
  tf.dispose([x, probabilities])
  optimizer.dispose()
  model.dispose()
  return found
}

/** Two convolutions, each normalised and pooled, and a dense layer: 6,282 weights. */
export function network (seed: number): layers.Sequential {
  const start = (layer: number) =>
    ({ kernelInitializer: layers.initializers.glorotUniform({ seed: 10 * seed + layer }) })
  const {
    activation, batchNormalization, conv2d, dense, flatten, maxPooling2d
  } = layers.layers
  // Its averages must settle within the few steps of an example.
  const normalised = [
    () => batchNormalization({ momentum: 0.9 }), () => activation({ activation: 'relu' }),
    () => maxPooling2d({ poolSize: 2 })
  ]
  const same = { kernelSize: 3, padding: 'same', useBias: false } as const
  return layers.sequential({
    layers: [
      conv2d({ inputShape: [8, 8, 1], filters: 16, ...same, ...start(1) }),
      ...normalised.map(make => make()),
      conv2d({ filters: 32, ...same, ...start(2) }),
      ...normalised.map(make => make()),
      flatten(),
      dense({ units: classes, activation: 'softmax', ...start(3) })
    ]
  })
}
