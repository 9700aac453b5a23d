import type { backend_util } from '@tensorflow/tfjs-core'

/** One axis of a sliding window. */
export interface Axis {
  readonly input: number
  readonly output: number
  readonly filter: number
  readonly stride: number
  readonly dilation: number
  /** How many places of padding lie before the first of the input; below 0 it is cut. */
  readonly before: number
}

/** How a filter or a window slides over an image, or over a volume: images have a depth of 1. */
export interface Geometry {
  readonly batch: number
  readonly depth: Axis
  readonly height: Axis
  readonly width: Axis
  readonly inChannels: number
  readonly outChannels: number
}

/** An input line, and the output lines that see it, each through a line of the filter. */
export interface Line {
  readonly input: number
  readonly seen: ReadonlyArray<{ readonly output: number, readonly filter: number }>
}

type Info = backend_util.Conv2DInfo & Partial<backend_util.Conv3DInfo>

/** The geometry that tfjs has worked out for a convolution or a pool. */
export function geometryOf (given: backend_util.Conv2DInfo | backend_util.Conv3DInfo): Geometry {
  const info = given as Info
  return {
    batch: info.batchSize,
    depth: {
      input: info.inDepth ?? 1,
      output: info.outDepth ?? 1,
      filter: info.filterDepth ?? 1,
      stride: info.strideDepth ?? 1,
      dilation: info.dilationDepth ?? 1,
      before: info.padInfo.front ?? 0
    },
    height: {
      input: info.inHeight,
      output: info.outHeight,
      filter: info.filterHeight,
      stride: info.strideHeight,
      dilation: info.dilationHeight,
      before: info.padInfo.top
    },
    width: {
      input: info.inWidth,
      output: info.outWidth,
      filter: info.filterWidth,
      stride: info.strideWidth,
      dilation: info.dilationWidth,
      before: info.padInfo.left
    },
    inChannels: info.inChannels,
    outChannels: info.outChannels
  }
}

/** All input lines in their order. */
export function * lines ({ batch, depth, height }: Geometry): Generator<Line> {
  const planes = meetings(depth)
  const rows = meetings(height)
  for (let image = 0; image < batch; image++) {
    for (const [plane, planesSeen] of planes.entries()) {
      for (const [row, rowsSeen] of rows.entries()) {
        yield {
          input: (image * depth.input + plane) * height.input + row,
          seen: planesSeen.flatMap(across => rowsSeen.map(down => ({
            output: (image * depth.output + across.output) * height.output + down.output,
            filter: across.tap * height.filter + down.tap
          })))
        }
      }
    }
  }
}

/** For every place of the input along an axis: the outputs that see it, and through which tap. */
function meetings (
  { input, output, filter, stride, dilation, before }: Axis
): ReadonlyArray<ReadonlyArray<{ readonly tap: number, readonly output: number }>> {
  return Array.from({ length: input }, (_, place) =>
    Array.from({ length: filter }, (_, tap) =>
      ({ tap, output: (place + before - tap * dilation) / stride }))
      .filter(met => Number.isInteger(met.output) && met.output >= 0 && met.output < output))
}

/** How many pixels a line takes that all taps of all outputs lie inside of. */
export function reach ({ output, input, filter, stride, dilation, before }: Axis): number {
  return Math.max(before + input, (output - 1) * stride + (filter - 1) * dilation + 1)
}

/**
 * Where the pixels of an input line stand in one that reaches over the padding. tfjs pads volumes
 * by less than nothing where a stride is wider than the filter: then the first are left out.
 */
export function placed ({ input, before }: Axis): {
  readonly at: number
  readonly skipped: number
  readonly count: number
} {
  const skipped = Math.max(0, -before)
  return { at: Math.max(0, before), skipped, count: Math.max(0, input - skipped) }
}

/** The next multiple. */
export function padded (count: number, multiple: number): number {
  return Math.ceil(count / multiple) * multiple
}
