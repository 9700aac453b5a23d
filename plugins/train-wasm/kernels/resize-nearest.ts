import type { ResizeNearestNeighborGradAttrs, TensorInfo } from '@tensorflow/tfjs-core'
import type { Room } from '../room.js'
import { FLOAT } from '../room.js'
import { floatKernel } from './kernel.js'

type Corners = ResizeNearestNeighborGradAttrs & { readonly halfPixelCenters?: boolean }

/**
 * The gradient of `tf.image.resizeNearestNeighbor`. tfjs 4.22 forgets half-pixel centres, and
 * with aligned corners it does not end on images of one row.
 */
export const resizeNearestNeighborGrad = floatKernel<Corners>(
  'ResizeNearestNeighborGrad', ['images', 'dy'],
  (room, [images, dy], attributes) => gather(room, images, dy, attributes),
  {
    trial: {
      inputs: {
        images: { values: [0, 0, 0], shape: [1, 3, 1, 1] },
        dy: { values: [1, 2], shape: [1, 2, 1, 1] }
      },
      attrs: { alignCorners: false, halfPixelCenters: true },
      expected: [1, 0, 2]
    }
  }
)

function gather (room: Room, images: TensorInfo, dy: TensorInfo, attributes: Corners): TensorInfo {
  const [batch, height, width, channels] = images.shape
  const [, outHeight, outWidth] = dy.shape
  const rows = sources(height, outHeight, attributes)
  const columns = sources(width, outWidth, attributes)
  return room.make('ResizeNearestNeighborGrad', images.shape, 'float32', [], out => {
    room.clear(out, batch * height * width * channels * FLOAT)
    const given = room.floats(room.address(dy), batch * outHeight * outWidth * channels)
    const dx = room.floats(out, batch * height * width * channels)
    let at = 0
    for (let image = 0; image < batch; image++) {
      for (const row of rows) {
        for (const column of columns) {
          const to = ((image * height + row) * width + column) * channels
          for (let channel = 0; channel < channels; channel++) dx[to + channel] += given[at++]
        }
      }
    }
  })
}

/** The place that each place of the output shows, as the forward kernel of tfjs chooses it. */
function sources (
  input: number, output: number, { alignCorners, halfPixelCenters = false }: Corners
): number[] {
  const ends = alignCorners && output > 1 ? 1 : 0
  const scale = Math.fround((input - ends) / (output - ends))
  return Array.from({ length: output }, (_, place) => {
    const exact = Math.fround(scale * (halfPixelCenters ? place + 0.5 : place))
    return Math.min(input - 1, alignCorners ? Math.round(exact) : Math.floor(exact))
  })
}
