import * as tf from '@tensorflow/tfjs-core'
import * as layers from '@tensorflow/tfjs-layers'
import * as data from '@tensorflow/tfjs-data'
import { values } from './kernels.js'

const side = 8
const classes = 3
const count = 96

/** A network with every kind of layer that tfjs' wasm backend alone cannot train. */
export function network (): layers.Sequential {
  const l = layers.layers
  const start = (seed: number) => layers.initializers.glorotUniform({ seed })
  return layers.sequential({
    layers: [
      l.conv2d({ inputShape: [side, side, 1], filters: 6, kernelSize: 3, padding: 'same',
        kernelInitializer: start(1) }),
      l.maxPooling2d({ poolSize: 2 }),
      l.batchNormalization(),
      l.activation({ activation: 'relu' }),
      l.depthwiseConv2d({ kernelSize: 3, padding: 'same', depthwiseInitializer: start(2) }),
      l.batchNormalization(),
      l.activation({ activation: 'relu' }),
      l.conv2d({ filters: 8, kernelSize: 2, strides: 2, activation: 'relu',
        kernelInitializer: start(3) }),
      l.flatten(),
      l.dense({ units: classes, activation: 'softmax', kernelInitializer: start(4) })
    ]
  })
}

/** Stripes that lie, stripes that stand, and noise. */
export function stripes (): data.Dataset<tf.TensorContainerObject> {
  const noise = values([count, side * side]).values
  return data.array(Array.from({ length: count }, (_, row) => row)).map(row => {
    const label = row % classes
    const phase = (row / classes | 0) % 2
    const pixels = Array.from({ length: side * side }, (_, i) => {
      const place = label === 0 ? i / side | 0 : i % side
      const stripe = label === 2 ? 0 : (place + phase) % 2
      return stripe - 0.7 + 0.3 * noise[row * side * side + i]
    })
    const ys = tf.oneHot(label, classes, 1, 0, 'float32')
    return { xs: tf.tensor3d(pixels, [side, side, 1]), ys }
  })
}

/** Trains for some epochs, and tells the loss of each. */
export async function losses (epochs: number): Promise<number[]> {
  const model = network()
  const optimizer = tf.train.adam(0.02)
  model.compile({ optimizer, loss: 'categoricalCrossentropy' })
  const { history } = await model.fitDataset(stripes().batch(32), { epochs, verbose: 0 })
  model.dispose()
  optimizer.dispose()
  return history.loss as number[]
}
