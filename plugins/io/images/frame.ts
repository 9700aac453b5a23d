import { fail } from '../../../core/errors.js'
import type { Fit, Frame } from './decode.js'
import type { ImageFile } from './types.js'

/**
 * The one shape that images are decoded to.
 *
 * @throws IMAGE_SIZES, naming two that differ, where neither `size` nor the images tell; or one
 *   that differs in shape from `size` where `fit` does not say what becomes of it
 */
export function frameOf (
  folder: string, files: readonly ImageFile[],
  size: readonly [number, number] | undefined, fit: Fit | undefined
): Frame {
  const [first] = files
  if (size === undefined) {
    const other = files.find(({ height, width }) =>
      height !== first.height || width !== first.width)
    if (other === undefined) return { height: first.height, width: first.width }
    throw fail('IMAGE_SIZES', folder, told(first), told(other),
      'give size: [height, width] and fit: "cover", "contain" or "fill"')
  }
  const [height, width] = size
  if (fit !== undefined) return { height, width, fit }
  // A shape is the same if the short way round would be off by less than half a pixel
  const other = files.find(file =>
    Math.abs(file.width * height - width * file.height) * 2 >= file.height)
  if (other === undefined) return { height, width, fit: 'fill' }
  throw fail('IMAGE_SIZES', folder, told(other), `size is ${height} × ${width} (height × width)`,
    'give fit: "cover" cuts what stands out, "contain" leaves black bars, "fill" stretches')
}

function told ({ path, height, width }: ImageFile): string {
  return `"${path}" is ${height} × ${width}`
}
