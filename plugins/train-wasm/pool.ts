import type { TensorInfo } from '@tensorflow/tfjs-core'
import { util } from '@tensorflow/tfjs-core'
import type { Axis, Geometry } from './geometry.js'
import type { Room } from './room.js'
import { FLOAT } from './room.js'

/** The part of a window that lies inside the input, along one axis. */
function inside (
  { input, filter, stride, dilation, before }: Axis, output: number
): { readonly first: number, readonly count: number } {
  const start = output * stride - before
  const skipped = Math.max(0, Math.ceil(-start / dilation))
  const end = Math.min(filter, Math.ceil((input - start) / dilation))
  return { first: start + skipped * dilation, count: Math.max(0, end - skipped) }
}

/** The gradient of max pooling: all of it goes to the first of a window's largest values. */
export function maxPoolGradient (
  who: string, room: Room, dy: TensorInfo, x: TensorInfo, geometry: Geometry
): TensorInfo {
  const { batch, depth, height, width, inChannels: channels } = geometry
  const line = width.input * channels * FLOAT
  const plane = height.input * line
  return room.make(who, x.shape, 'float32', [], out => {
    room.clear(out, batch * depth.input * plane)
    const from = room.address(x)
    let seen = room.address(dy)
    for (let image = 0; image < batch; image++) {
      for (let across = 0; across < depth.output; across++) {
        const planes = inside(depth, across)
        for (let down = 0; down < height.output; down++) {
          const rows = inside(height, down)
          const at = (image * depth.input + planes.first) * plane + rows.first * line
          room.maxPoolLine(out + at, from + at, planes.count, depth.dilation * plane, rows.count,
            height.dilation * line, seen, width.output, -width.before, width.stride, width.filter,
            width.dilation, width.input, channels)
          seen += width.output * channels * FLOAT
        }
      }
    }
  })
}

/** Max pooling, of each channel by itself; -Infinity where a window holds nothing. */
export function maxPool (
  who: string, room: Room, x: TensorInfo, geometry: Geometry, shape: readonly number[]
): TensorInfo {
  const { batch, depth, height, width, inChannels: channels } = geometry
  return room.make(who, shape, 'float32', [], out => {
    const from = room.floats(room.address(x), util.sizeFromShape(x.shape))
    const to = room.floats(out, util.sizeFromShape([...shape])).fill(-Infinity)
    let cell = 0
    for (let image = 0; image < batch; image++) {
      for (const planes of windows(depth)) {
        for (const rows of windows(height)) {
          const seen = planes.flatMap(plane => rows.map(row =>
            ((image * depth.input + plane) * height.input + row) * width.input))
          for (const columns of windows(width)) {
            for (const line of seen) {
              for (const column of columns) largest(to, cell, from, (line + column) * channels)
            }
            cell += channels
          }
        }
      }
    }
  })

  function largest (to: Float32Array, cell: number, from: Float32Array, pixel: number): void {
    for (let c = 0; c < channels; c++) {
      if (from[pixel + c] > to[cell + c]) to[cell + c] = from[pixel + c]
    }
  }
}

/** The places of the input that each output sees, along one axis. */
function windows (axis: Axis): number[][] {
  return Array.from({ length: axis.output }, (_, output) => {
    const { first, count } = inside(axis, output)
    return Array.from({ length: count }, (_, k) => first + k * axis.dilation)
  })
}
