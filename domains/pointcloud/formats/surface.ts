import type { Rng } from '../../../core/random/index.js'
import { fail } from '../../../core/errors.js'
import type { Mesh } from './off.js'
import { checkedTable, type PointTable } from './table.js'

/**
 * Points on a surface, evenly by area: a triangle is drawn by its area, and a place in it by two
 * uniform numbers (Osada et al., Shape Distributions, TOG 2002, equation 1).
 *
 * @param count - how many points
 * @throws INPUT for what is no surface, and for one without area; for what is no count, and no
 *   generator
 */
export function sampleSurface (mesh: Mesh, count: number, rng: Rng): PointTable {
  const { columns } = checkedTable(mesh, 'sampleSurface')
  const { triangles } = mesh
  if (!(triangles instanceof Uint32Array) || !['x', 'y', 'z'].every(name =>
    Object.hasOwn(columns, name)))
    throw fail('INPUT', 'sampleSurface', 'mesh', 'must be a surface, as readOff gives it', mesh)
  if (!Number.isSafeInteger(count) || count < 0)
    throw fail('INPUT', 'sampleSurface', 'count', 'must be a whole number, 0 or more', count)
  if (typeof (Object(rng) as Partial<Rng>).uniform !== 'function')
    throw fail('INPUT', 'sampleSurface', 'rng', 'must be a generator, as Rng() makes one', rng)
  const axes = ['x', 'y', 'z'].map(name => columns[name].data as Float64Array)
  const areas = new Float64Array(triangles.length / 3)
  let area = 0
  for (let t = 0; t < areas.length; t++) {
    const [a, b, c] = [0, 1, 2].map(k => axes.map(axis => axis[triangles[3 * t + k]]))
    const [u, v] = [b, c].map(corner => corner.map((value, k) => value - a[k]))
    const [x, y, z] = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2],
      u[0] * v[1] - u[1] * v[0]]
    area += Math.sqrt(x * x + y * y + z * z) / 2
    areas[t] = area
  }
  if (!(area > 0 && area < Infinity))
    throw fail('INPUT', 'sampleSurface', 'mesh', 'must have faces with an area', triangles)
  const lists = axes.map(() => new Float64Array(count))
  for (let k = 0; k < count; k++) {
    const t = firstAbove(areas, rng.uniform() * area)
    const [side, along] = [Math.sqrt(rng.uniform()), rng.uniform()]
    axes.forEach((axis, n) => {
      const [a, b, c] = [0, 1, 2].map(corner => axis[triangles[3 * t + corner]])
      lists[n][k] = (1 - side) * a + side * ((1 - along) * b + along * c)
    })
  }
  return {
    size: count,
    columns: Object.fromEntries(['x', 'y', 'z'].map((name, n) =>
      [name, { data: lists[n], width: 1 }]))
  }
}

/** The first entry of a rising list that lies above a value, or the last. */
function firstAbove (list: Float64Array, value: number): number {
  let [low, high] = [0, list.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (list[middle] > value) high = middle
    else low = middle + 1
  }
  return low
}
