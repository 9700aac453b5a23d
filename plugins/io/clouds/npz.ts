import { fail } from '../../../core/errors.js'
import type { Column } from '../../../domains/pointcloud/cloud.js'
import type { PointTable } from '../../../domains/pointcloud/formats/index.js'
import { npzOf } from '../formats/npz/read.js'

/** What archives call coordinates. */
const places = ['coord', 'coords', 'coordinates', 'points', 'xyz', 'pos']

/**
 * The points of an NPZ file: arrays of one length. That of coordinates becomes `x`, `y` and `z`,
 * and columns behind them keep its name.
 *
 * @throws FORMAT for arrays of different lengths
 */
export async function archivedPoints (bytes: Uint8Array, file: string): Promise<PointTable> {
  const arrays = Object.entries(await npzOf(bytes, file))
  const [first] = arrays
  const size = first?.[1].shape[0] ?? 0
  const columns = arrays.flatMap(([name, { shape, data }]): Array<[string, Column]> => {
    if (shape.length < 1 || shape[0] !== size) {
      throw fail('FORMAT', file,
        `must hold arrays of one length, got ${size} in "${first[0]}" and [${
          shape.join(', ')}] in "${name}"`)
    }
    const width = shape.slice(1).reduce((product, length) => product * length, 1)
    return places.includes(name) && width >= 3
      ? apart(name, { data, width }, size)
      : [[name, { data, width }]]
  })
  return { size, columns: Object.fromEntries(columns) }
}

function apart (name: string, { data, width }: Column, size: number): Array<[string, Column]> {
  return Array.from({ length: width }, (_, k) => {
    const list = data.slice(0, size)
    for (let point = 0; point < size; point++) list[point] = data[point * width + k]
    return [['x', 'y', 'z'][k] ?? `${name}_${k}`, { data: list, width: 1 }]
  })
}
