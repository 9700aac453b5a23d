import type { TensorInfo } from '@tensorflow/tfjs-core'
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
