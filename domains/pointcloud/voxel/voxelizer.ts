import { parseOptions } from '../../../core/define/options.js'
import { fail } from '../../../core/errors.js'
import { checkCloud } from '../check-clouds.js'
import type { Cloud, Column, ColumnData } from '../cloud.js'
import { mapColumns, takeEntries } from '../points.js'
import { agreeing, commonest, gathering, type Gathering } from './gathering.js'
import { Numbering } from './number.js'
import { inOrder } from './order.js'
import { voxelSchema, type VoxelOptions } from './voxelize.js'

/** Options of voxels that are made of some points after the others. */
export interface StreamedVoxels extends Omit<VoxelOptions, 'take' | 'choose' | 'labels' | 'from'> {
  readonly take?: 'first' | 'mean' | 'greatest'
  readonly labels?: 'first' | 'conflict' | 'majority'
}

/** Makes one point a voxel of clouds that come one after the other. */
export interface Voxelizer {
  /**
   * @throws INPUT for what is no cloud, for one with another origin or other columns than the
   * first, and where a cell is beyond 32 bits
   */
  add (cloud: Cloud): void
  /** Points up to now, those without a place among them. */
  readonly points: number
  /** What `voxelize` gives of all of them; no points before the first cloud. */
  cloud (): Cloud
  /** How many points every voxel of it has. */
  counts (): Int32Array
}

interface Held {
  readonly width: number
  readonly gathered: Gathering<ColumnData>
}

/**
 * One point a voxel of more points than fit into memory: what `voxelize` gives, bit by bit, of all
 * clouds that are added, which are those of a file in blocks. It holds the voxels, not the points.
 *
 * What needs all points at once is left out: a point that `choose` says, cells from the least
 * point, the slip of MinkowskiEngine 0.5.4, which voxel every point is in.
 *
 * @throws OPTION, UNKNOWN_OPTION
 */
export function voxelizer (options: StreamedVoxels): Voxelizer {
  const who = 'voxelizer'
  const { take, choose, labels = 'first', ignore, ids, size, rounding, order, from } =
    parseOptions(who, voxelSchema, options)
  if (take === 'chosen' || choose !== undefined)
    throw fail('OPTION', who, 'take', 'must be first, mean or greatest', 'chosen')
  if (from !== 'origin')
    throw fail('OPTION', who, 'from', 'must be origin, since the least point is not known', from)
  if (labels === 'minkowski-0.5.4')
    throw fail('OPTION', who, 'labels', 'must be first, conflict or majority', labels)
  const numbering = new Numbering({ side: Math.fround(size), nearest: rounding === 'round' })
  let held: Readonly<Record<string, Held>> | undefined
  let [first, points]: [Cloud | undefined, number] = [undefined, 0]
  const places = { width: 3, gathered: gathering<ColumnData>(take, new Float32Array(0), 3) }
  const holderOf = ({ data, width }: Column, name: string): Held => {
    const isId = ids.includes(name)
    const like = data.slice(0, 0)
    if (!isId || labels === 'first' || width > 1)
      return { width, gathered: gathering<ColumnData>(isId ? 'first' : take, like, width) }
    return { width, gathered: labels === 'conflict' ? agreeing(like, ignore) : commonest(like) }
  }
  return {
    add: cloud => {
      checkCloud(cloud, who)
      const { coordinates, columns } = cloud
      if (!(coordinates instanceof Float32Array))
        throw fail('INPUT', who, 'cloud.coordinates', 'must be a Float32Array', coordinates)
      first ??= empty(cloud)
      checkAlike(cloud, first, who)
      const inverse = numbering.add(coordinates)
      if (inverse === undefined) {
        throw fail('INPUT', who, 'size',
          'must be large enough for cells to have numbers of 32 bits', size)
      }
      held ??= Object.fromEntries(Object.entries(columns).map(([name, column]) =>
        [name, holderOf(column, name)]))
      points += inverse.length
      places.gathered.add(coordinates, inverse, numbering.voxels)
      for (const [name, { gathered }] of Object.entries(held))
        gathered.add(columns[name].data, inverse, numbering.voxels)
    },
    get points () { return points },
    cloud: () => {
      const { counts, cells } = numbering.found()
      const all = Int32Array.from(counts.keys())
      const least = [0, 0, 0] as const
      const sorted = order === 'first' ? undefined
        : inOrder({ cells, counts, first: all, inverse: all, least }, order).first
      const valuesOf = ({ gathered, width }: Held): Column => {
        const data = gathered.result(counts)
        return { data: sorted === undefined ? data : takeEntries(data, width, sorted), width }
      }
      return {
        ...first,
        coordinates: valuesOf(places).data as Float32Array,
        columns: Object.fromEntries(Object.entries(held ?? {}).map(([name, each]) =>
          [name, valuesOf(each)]))
      }
    },
    counts: () => numbering.found().counts
  }
}

/** A cloud without its points. */
function empty ({ coordinates, columns, origin }: Cloud): Cloud {
  return {
    coordinates: coordinates.slice(0, 0), ...origin && { origin },
    columns: mapColumns(columns, ({ data, width }) => ({ data: data.slice(0, 0), width }))
  }
}

function checkAlike (cloud: Cloud, first: Cloud, who: string): void {
  const told = ({ origin = [0, 0, 0], columns }: Cloud): string => [
    `from ${origin.join(' ')}`, ...Object.entries(columns).map(([name, { data, width }]) =>
      `${name} ${data.constructor.name.replace('Array', '')}×${width}`)
  ].join(', ')
  if (told(cloud) !== told(first))
    throw fail('INPUT', who, 'cloud', `must be as the first (${told(first)})`, told(cloud))
}
