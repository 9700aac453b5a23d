import type { GradFunc, NamedAttrMap, Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { conv2DBackpropFilter, conv2DBackpropInput } from './kernels/conv2d.js'
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './kernels/depthwise-conv2d.js'
import type { TrainingKernel } from './kernels/kernel.js'

/** Gradients of this plugin: a second call leaves them where they are. */
const ours = new WeakSet<GradFunc>()

/**
 * Registers gradients that tfjs refuses, or composes of very many operations. On other backends
 * all stays as it was; where tfjs has no gradients at all, nothing is done.
 *
 * @param slow - also those that tfjs has, but slowly
 */
export function registerGradients (slow: boolean): void {
  dilated('Conv2D', conv2DBackpropInput, conv2DBackpropFilter)
  dilated('DepthwiseConv2dNative', depthwiseBackpropInput, depthwiseBackpropFilter)
  if (slow) instead('Tile', () => true, tileGradient)
}

/** tfjs 4.22 has no gradient of a convolution with dilations on any backend; these kernels do. */
function dilated (name: string, input: TrainingKernel, filter: TrainingKernel): void {
  const isDilated = ({ dilations }: NamedAttrMap): boolean =>
    [dilations].flat().some(dilation => typeof dilation === 'number' && dilation > 1)
  instead(name, isDilated, (dy, [x, weights], attrs) => ({
    x: () => run(input, { dy: dy as Tensor, filter: weights }, { ...attrs, inputShape: x.shape }),
    filter: () => run(filter, { x, dy: dy as Tensor }, { ...attrs, filterShape: weights.shape })
  }))
}

/** Takes the place of a gradient of tfjs on wasm, where `fits` says so. */
function instead (
  kernelName: string, fits: (attrs: NamedAttrMap) => boolean, gradFunc: GradFunc
): void {
  const there = tf.getGradient(kernelName)
  if (there === undefined || ours.has(there.gradFunc)) return
  const chosen: GradFunc = (dy, saved, attrs) =>
    (tf.getBackend() === 'wasm' && fits(attrs) ? gradFunc : there.gradFunc)(dy, saved, attrs)
  ours.add(chosen)
  tf.registerGradient({ ...there, gradFunc: chosen })
}

/** Runs a kernel of this plugin under a name of its own, off the tape. */
function run (
  { name, run }: TrainingKernel, inputs: Record<string, Tensor>, attrs: NamedAttrMap
): Tensor {
  const kernelName = `Remixture${name}`
  if (tf.getKernel(kernelName, 'wasm') === undefined)
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc: run })
  return tf.engine().runKernel(kernelName, inputs, attrs)
}

/** The copies added up, an axis at a time; tfjs slices every copy out. */
const tileGradient: GradFunc = (dy, [x], attrs) => ({
  x: () => tf.tidy(() => {
    const size = tf.util.sizeFromShape
    let sum = dy as Tensor
    const reps = attrs.reps as number[]
    for (const [axis, length] of x.shape.entries()) {
      if (reps[axis] === 1) continue
      const before = sum.shape.slice(0, axis)
      const after = sum.shape.slice(axis + 1)
      const flat = [size(before), reps[axis], length * size(after)]
      sum = tf.reshape(tf.sum(tf.reshape(sum, flat), 1), [...before, length, ...after])
    }
    return sum === dy ? tf.clone(sum) : sum
  })
})
