import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { Geometry } from './geometry.js'
import { lines, padded, reach } from './geometry.js'
import type { Room } from './room.js'
import { FLOAT } from './room.js'

/** Channels that the functions in assembly/ take at a time. */
const TILE = 4

/** Copies pixels of `from` channels into a line of pixels that have room for `to`. */
function spread (
  room: Room, line: number, to: number, at: number, from: number, pixels: number
): void {
  if (from === to) room.copyRows(line, 0, at, 0, 1, pixels * from * FLOAT)
  else room.copyRows(line, to * FLOAT, at, from * FLOAT, pixels, from * FLOAT)
}

/**
 * The gradient of a depthwise convolution's filter. An input channel with several filters is
 * repeated, so that channels of input and output stand side by side.
 *
 * @param shape - of the filter: `[height, width, inChannels, multiplier]`
 */
export function depthwiseFilterGradient (
  who: string, room: Room, x: TensorInfo, dy: TensorInfo, geometry: Geometry,
  shape: readonly number[]
): TensorInfo {
  const { height, width, inChannels, outChannels } = geometry
  const times = outChannels / inChannels
  const channels = padded(outChannels, TILE)
  const pixel = channels * FLOAT
  const counts = [
    reach(width) * channels,
    channels === outChannels ? 0 : width.output * channels,
    height.filter * width.filter * channels
  ]
  return room.make(who, shape, 'float32', [], out => {
    room.scratch(who, counts, (xLine, dyLine, dw) => {
      const from = room.address(x)
      const seenFrom = room.address(dy)
      const inside = xLine + width.before * pixel
      for (const { input, seen } of lines(geometry)) {
        if (seen.length === 0) continue
        const at = from + input * width.input * inChannels * FLOAT
        if (times === 1) spread(room, inside, channels, at, inChannels, width.input)
        else room.repeatChannels(inside, pixel, at, width.input, inChannels, times)
        for (const { output, filter } of seen) {
          let line = seenFrom + output * width.output * outChannels * FLOAT
          if (channels !== outChannels) {
            spread(room, dyLine, channels, line, outChannels, width.output)
            line = dyLine
          }
          for (let tap = 0; tap < width.filter; tap++) {
            room.depthwiseFilterLine(dw + (filter * width.filter + tap) * pixel,
              xLine + tap * width.dilation * pixel, line, width.output, width.stride * pixel,
              channels)
          }
        }
      }
      room.copyRows(out, outChannels * FLOAT, dw, pixel, height.filter * width.filter,
        outChannels * FLOAT)
    })
  })
}

/** The gradient of a depthwise convolution's input. */
export function depthwiseInputGradient (
  who: string, room: Room, dy: TensorInfo, filter: TensorInfo, geometry: Geometry,
  shape: readonly number[]
): TensorInfo {
  const { height, width, inChannels, outChannels } = geometry
  const times = outChannels / inChannels
  const channels = padded(outChannels, TILE)
  const pixel = channels * FLOAT
  const lineCount = reach(width) * channels
  const counts = [
    lineCount,
    channels === outChannels ? 0 : width.output * channels,
    height.filter * width.filter * channels
  ]
  return room.make(who, shape, 'float32', [], out => {
    room.scratch(who, counts, (dxLine, dyLine, weights) => {
      const seenFrom = room.address(dy)
      spread(room, weights, channels, room.address(filter), outChannels,
        height.filter * width.filter)
      const inside = dxLine + width.before * pixel
      for (const { input, seen } of lines(geometry)) {
        room.clear(dxLine, lineCount * FLOAT)
        for (const { output, filter } of seen) {
          let line = seenFrom + output * width.output * outChannels * FLOAT
          if (channels !== outChannels) {
            spread(room, dyLine, channels, line, outChannels, width.output)
            line = dyLine
          }
          for (let tap = 0; tap < width.filter; tap++) {
            room.depthwiseInputLine(dxLine + tap * width.dilation * pixel,
              weights + (filter * width.filter + tap) * pixel, line, width.output,
              width.stride * pixel, channels)
          }
        }
        const at = out + input * width.input * inChannels * FLOAT
        if (times === 1) {
          room.copyRows(at, inChannels * FLOAT, inside, pixel, width.input, inChannels * FLOAT)
        } else {
          room.foldChannels(at, inside, pixel, width.input, inChannels, times)
        }
      }
    })
  })
}
