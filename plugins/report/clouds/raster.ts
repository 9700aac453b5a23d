import type { AnyCloud } from '../../../domains/pointcloud/index.js'
import { boundsOf } from '../../../domains/pointcloud/index.js'
import type { Pixels } from '../picture.js'

/** How far the eye looks down, in radians. */
const TILT = 55 * Math.PI / 180

/**
 * Points as a picture on white, seen from above the front; nearer ones hide farther ones.
 *
 * @param rgb - of every point
 */
export function cloudPixels (
  { coordinates }: AnyCloud, rgb: Uint8Array, height = 360, width = 480
): Pixels {
  const data = new Uint8Array(3 * height * width).fill(255)
  const depths = new Float32Array(height * width).fill(-Infinity)
  const { across, up, near } = projected(coordinates)
  const [wide, high] = [across, up].map(list => boundsOfList(list))
  const scale = Math.min((width - 4) / (wide.size || 1), (height - 4) / (high.size || 1))
  const dot = across.length < height * width / 50 ? 3 : across.length < height * width / 8 ? 2 : 1
  for (let point = 0; point < across.length; point++) {
    const left = Math.round(width / 2 + (across[point] - wide.middle) * scale)
    const top = Math.round(height / 2 - (up[point] - high.middle) * scale)
    for (let d = 0; d < dot * dot; d++) {
      const [x, y] = [left + d % dot, top + Math.floor(d / dot)]
      const at = y * width + x
      if (!(x >= 0 && x < width && y >= 0 && y < height) || !(near[point] > depths[at])) continue
      depths[at] = near[point]
      for (let c = 0; c < 3; c++) data[3 * at + c] = rgb[3 * point + c]
    }
  }
  return { data, height, width, channels: 3 }
}

/** Where points are for the eye: to the right, upwards, and towards it. */
function projected (coordinates: AnyCloud['coordinates']) {
  const size = coordinates.length / 3
  const [across, up, near] = [0, 1, 2].map(() => new Float64Array(size))
  const [sine, cosine] = [Math.sin(TILT), Math.cos(TILT)]
  const { low } = boundsOf(coordinates)
  for (let point = 0; point < size; point++) {
    const [x, y, z] = [0, 1, 2].map(k => coordinates[3 * point + k] - low[k])
    across[point] = x
    up[point] = y * sine + z * cosine
    near[point] = z * sine - y * cosine
  }
  return { across, up, near }
}

function boundsOfList (list: Float64Array): { readonly middle: number, readonly size: number } {
  const [low, high] = list.reduce(([least, most], value) =>
    [Math.min(least, value), Math.max(most, value)], [Infinity, -Infinity])
  return low <= high ? { middle: (low + high) / 2, size: high - low } : { middle: 0, size: 0 }
}
