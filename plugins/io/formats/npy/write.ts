import { encodeNpy, type NpyInput } from '../../../../core/npy/encode.js'
import { writeWhole } from '../whole-file.js'

/**
 * Writes an array as an NPY 1.0 file that numpy's `load` reads: little-endian, C order.
 *
 * @throws INPUT
 */
export async function writeNpy (path: string, array: NpyInput): Promise<void> {
  await writeWhole(path, encodeNpy(array, 'writeNpy'))
}
