import type { TensorInfo } from '@tensorflow/tfjs-core'
import { util } from '@tensorflow/tfjs-core'
import type { Geometry } from './geometry.js'
import { lines, padded, placed, reach } from './geometry.js'
import type { Room } from './room.js'
import { FLOAT } from './room.js'

/** Numbers of the input that meet one pixel of the output in a row, and how often that is. */
interface Runs {
  readonly count: number
  readonly taps: number
  /** From run to run, in numbers of the input. */
  readonly apart: number
}

/** Without dilation the taps of a filter's line lie side by side, with all their channels. */
function runsOf ({ width: { filter, dilation }, inChannels }: Geometry): Runs {
  return dilation === 1 || filter === 1
    ? { count: 1, taps: filter * inChannels, apart: 0 }
    : { count: filter, taps: inChannels, apart: dilation * inChannels }
}

/** Tiles of the functions in assembly/. */
const [TAPS, CHANNELS, INPUT_TAPS, PIXELS] = [4, 8, 8, 4]

/**
 * The gradient of a convolution's filter: `dw = Σ x · dy` over all pixels, line by line, so that
 * what is added up stays in the processor.
 *
 * @param shape - of the filter: `[…, inChannels, outChannels]`
 */
export function filterGradient (
  who: string, room: Room, x: TensorInfo, dy: TensorInfo, geometry: Geometry,
  shape: readonly number[]
): TensorInfo {
  const { depth, height, width, inChannels, outChannels } = geometry
  const runs = runsOf(geometry)
  const taps = padded(runs.taps, TAPS)
  const channels = padded(outChannels, CHANNELS)
  const filterLines = depth.filter * height.filter
  const fits = taps === runs.taps && channels === outChannels
  const pixel = inChannels * FLOAT
  const counts = [
    reach(width) * inChannels + TAPS,
    channels === outChannels ? 0 : width.output * channels,
    fits ? 0 : filterLines * runs.count * taps * channels
  ]
  return room.make(who, shape, 'float32', [], out => {
    room.scratch(who, counts, (xLine, dyLine, apart) => {
      const dw = fits ? out : apart
      if (fits) room.clear(out, filterLines * runs.count * taps * channels * FLOAT)
      const from = room.address(x)
      const seenFrom = room.address(dy)
      const { at, skipped, count } = placed(width)
      for (const { input, seen } of lines(geometry)) {
        if (seen.length === 0) continue
        room.copyRows(xLine + at * pixel, 0, from + (input * width.input + skipped) * pixel, 0, 1,
          count * pixel)
        for (const { output, filter } of seen) {
          let line = seenFrom + output * width.output * outChannels * FLOAT
          if (channels !== outChannels) {
            room.copyRows(dyLine, channels * FLOAT, line, outChannels * FLOAT, width.output,
              outChannels * FLOAT)
            line = dyLine
          }
          for (let run = 0; run < runs.count; run++) {
            room.filterLine(dw + (filter * runs.count + run) * taps * channels * FLOAT,
              xLine + run * runs.apart * FLOAT, line, width.output, width.stride * pixel, taps,
              channels)
          }
        }
      }
      if (fits) return
      for (let run = 0; run < filterLines * runs.count; run++) {
        room.copyRows(out + run * runs.taps * outChannels * FLOAT, outChannels * FLOAT,
          dw + run * taps * channels * FLOAT, channels * FLOAT, runs.taps, outChannels * FLOAT)
      }
    })
  })
}

/** The gradient of a convolution's input, line by line. */
export function inputGradient (
  who: string, room: Room, dy: TensorInfo, filter: TensorInfo, geometry: Geometry,
  shape: readonly number[]
): TensorInfo {
  const { depth, height, width, inChannels, outChannels } = geometry
  const runs = runsOf(geometry)
  const taps = padded(runs.taps, INPUT_TAPS)
  const pixels = padded(width.output, PIXELS)
  const filterRuns = depth.filter * height.filter * runs.count
  const pixel = inChannels * FLOAT
  const size = util.sizeFromShape([...shape])
  const dyBytes = width.output * outChannels * FLOAT
  const lineCount = Math.max(reach(width) * inChannels,
    (pixels - 1) * width.stride * inChannels + (runs.count - 1) * runs.apart + taps)
  const counts = [
    lineCount,
    pixels === width.output ? 0 : pixels * outChannels,
    filterRuns * taps * outChannels
  ]
  return room.make(who, shape, 'float32', [], out => {
    room.scratch(who, counts, (dxLine, dyLine, packed) => {
      const weights = room.address(filter)
      const seenFrom = room.address(dy)
      const { at, skipped, count } = placed(width)
      if (skipped > 0) room.clear(out, size * FLOAT)
      for (let run = 0; run < filterRuns; run++) {
        room.packFilter(packed + run * taps * outChannels * FLOAT,
          weights + run * runs.taps * outChannels * FLOAT, runs.taps, outChannels)
      }
      for (const { input, seen } of lines(geometry)) {
        room.clear(dxLine, lineCount * FLOAT)
        for (const { output, filter } of seen) {
          let line = seenFrom + output * dyBytes
          if (pixels !== width.output) {
            room.copyRows(dyLine, 0, line, 0, 1, dyBytes)
            line = dyLine
          }
          for (let run = 0; run < runs.count; run++) {
            room.inputLine(dxLine + run * runs.apart * FLOAT,
              packed + (filter * runs.count + run) * taps * outChannels * FLOAT, line, pixels,
              width.stride * pixel, taps, outChannels)
          }
        }
        room.copyRows(out + (input * width.input + skipped) * pixel, 0, dxLine + at * pixel, 0, 1,
          count * pixel)
      }
    })
  })
}
