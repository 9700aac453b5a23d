import * as fc from 'fast-check'
import * as tf from '@tensorflow/tfjs-core'

type Padding = 'same' | 'valid' | tf.backend_util.ExplicitPadding
type Four = [number, number, number, number]

/** A convolution whose output has pixels. */
export interface Convolution {
  readonly x: Four
  readonly filter: Four
  readonly dy: Four
  readonly strides: [number, number]
  readonly dilations: [number, number]
  readonly pad: Padding
}

const side = fc.integer({ min: 0, max: 2 })
const explicit = fc.tuple(side, side, side, side)
  .map(([top, bottom, left, right]): tf.backend_util.ExplicitPadding =>
    [[0, 0], [top, bottom], [left, right], [0, 0]])
const pair = (max: number): fc.Arbitrary<[number, number]> =>
  fc.tuple(fc.integer({ min: 1, max }), fc.integer({ min: 1, max }))

/**
 * Convolutions of all strides, paddings and, if asked for, dilations: filters of one pixel, batches
 * of one, numbers of channels that are no multiple of 4.
 *
 * @param depthwise - the last number of the filter's shape multiplies channels
 */
export function convolutions (
  { depthwise = false, dilated = false } = {}
): fc.Arbitrary<Convolution> {
  return fc.record({
    batch: fc.integer({ min: 1, max: 3 }),
    image: fc.tuple(fc.integer({ min: 3, max: 11 }), fc.integer({ min: 3, max: 11 })),
    inChannels: fc.integer({ min: 1, max: 10 }),
    outChannels: fc.integer({ min: 1, max: depthwise ? 3 : 18 }),
    filter: pair(4),
    strides: pair(3),
    dilations: dilated ? pair(3) : fc.constant<[number, number]>([1, 1]),
    pad: fc.oneof(fc.constantFrom('same' as const, 'valid' as const), explicit)
  }).filter(({ image, filter, dilations, pad }) => pad === 'same' || image.every((length, axis) =>
    length >= (filter[axis] - 1) * dilations[axis] + 1))
    .map(({ batch, image, inChannels, outChannels, filter, strides, dilations, pad }) => {
      const x: Four = [batch, ...image, inChannels]
      const shape: Four = [...filter, inChannels, outChannels]
      const { outShape } = tf.backend_util.computeConv2DInfo(
        x, shape, strides, dilations, pad, undefined, depthwise
      )
      return { x, filter: shape, dy: outShape, strides, dilations, pad }
    })
}

/** Pooling windows over images. */
export const pools: fc.Arbitrary<{
  readonly x: Four
  readonly dy: Four
  readonly attrs: {
    readonly filterSize: [number, number]
    readonly strides: [number, number]
    readonly pad: Padding
  }
}> = fc.record({
  batch: fc.integer({ min: 1, max: 3 }),
  image: fc.tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 3, max: 9 })),
  channels: fc.integer({ min: 1, max: 9 }),
  filterSize: pair(3),
  strides: pair(3),
  pad: fc.constantFrom('same' as const, 'valid' as const)
}).map(({ batch, image, channels, ...attrs }) => {
  const x: Four = [batch, ...image, channels]
  const { outShape } = tf.backend_util.computePool2DInfo(
    x, attrs.filterSize, attrs.strides, 1, attrs.pad
  )
  return { x, dy: outShape, attrs }
})
