import type { Cloud, Column } from '../cloud.js'

/** A cloud without some points, and which rows are left; absent if all are. */
export interface Kept { readonly cloud: Cloud, readonly rows?: Int32Array }

/** Leaves points out that have no place: depth cameras give NaN where they see nothing. */
export function withPlaces (cloud: Cloud): Kept {
  const { coordinates } = cloud
  const size = coordinates.length / 3
  const kept: number[] = []
  let all = true
  for (let point = 0; point < size; point++) {
    const sum = coordinates[3 * point] + coordinates[3 * point + 1] + coordinates[3 * point + 2]
    if (Number.isFinite(sum)) kept.push(point)
    else all = false
  }
  if (all) return { cloud }
  const rows = Int32Array.from(kept)
  return { cloud: rowsOfCloud(cloud, rows), rows }
}

/** These points of a cloud, in this order, with everything they have. */
export function rowsOfCloud (cloud: Cloud, rows: Int32Array): Cloud {
  const places = rowsOfColumn({ data: cloud.coordinates, width: 3 }, rows)
  return {
    ...cloud,
    coordinates: places.data as Float32Array,
    columns: Object.fromEntries(Object.entries(cloud.columns).map(([name, column]) =>
      [name, rowsOfColumn(column, rows)]))
  }
}

function rowsOfColumn ({ data, width }: Column, rows: Int32Array): Column {
  const taken = data.slice(0, 0).constructor as new (length: number) => Column['data']
  const into = new taken(rows.length * width)
  for (let row = 0; row < rows.length; row++) {
    for (let k = 0; k < width; k++) into[row * width + k] = data[rows[row] * width + k]
  }
  return { data: into, width }
}
