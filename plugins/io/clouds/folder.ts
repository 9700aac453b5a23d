import { readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { fail } from '../../../core/errors.js'
import { Rng, live } from '../../../core/index.js'
import type { Cloud } from '../../../domains/pointcloud/cloud.js'
import { emptyLike } from '../../../domains/pointcloud/points.js'
import { sha256Of } from '../images/sha256.js'
import { filesBelow } from '../images/walk.js'
import { knownOptions } from '../formats/limits.js'
import type { ClassMap } from './classes/types.js'
import { found, layouts } from './layouts/index.js'
import { pointceptClasses } from './layouts/pointcept.js'
import { layoutNames } from './layouts/types.js'
import type { Layout, LayoutName, Listing, Scan } from './layouts/types.js'

const WHO = 'cloudFolder'

export interface CloudFolderOptions {
  /** How scans lie in the folder; what it looks like by default. */
  readonly layout?: LayoutName
  /** Only scans of this split: `train`, `valid` … */
  readonly split?: string
}

/** Some scans of a folder, read. */
export interface ScanBatch {
  readonly scans: readonly Scan[]
  readonly clouds: readonly Cloud[]
  /** SHA-256 of the files they were read from, by their names: of the bytes that were read. */
  readonly digests: Readonly<Record<string, string>>
}

export interface CloudFolder {
  /** Absolute, links resolved. */
  readonly path: string
  readonly layout: LayoutName
  /** The classes of its labels, by the ids in its files; absent where nobody knows. */
  readonly classes?: ClassMap
  /** In code unit order. */
  readonly scans: readonly Scan[]
  /** A scan with all its columns; `segment` and `instance` are the ids in its files. */
  read (scan: Scan): Promise<Cloud>
  /** The same of some scans, and what their files are. */
  batch (scans: readonly Scan[]): Promise<ScanBatch>
  /**
   * All scans, some at a time, those of a split together; none is alone if there are two.
   *
   * @param size - how many at a time
   * @param seed - shuffles them; as they lie in the folder without it
   * @param from - the first batch that is read
   */
  batches (size: number, seed?: number, from?: number): AsyncGenerator<ScanBatch>
  /** The scans of these batches; none is read. */
  orders (size: number, seed?: number): Scan[][]
  /** Writes a cloud as the scan it takes the place of; returns the files, relative to `to`. */
  write (to: string, scan: Scan, cloud: Cloud): Promise<string[]>
  /** Files that loaders need beside the scans. */
  readonly beside: readonly string[]
}

/**
 * Looks at a folder of scans: SemanticKITTI, nuScenes, ScanNet, Pointcept, or files of points
 * anywhere in it. Nothing is read but names and, for nuScenes, tables.
 *
 * @param folder - its path
 * @throws OPTION; FORMAT for a folder that cannot be read or holds no scan of the layout
 */
export async function cloudFolder (
  folder: string, options: CloudFolderOptions = {}
): Promise<CloudFolder> {
  knownOptions(WHO, options, ['layout', 'split'])
  if (options.layout !== undefined && !layoutNames.includes(options.layout))
    throw fail('OPTION', WHO, 'layout', `must be one of ${layoutNames.join(', ')}`, options.layout)
  const root = await realpath(folder).catch(() => {
    throw fail('FORMAT', folder, 'cannot be read: there must be a folder')
  })
  const listing: Listing = { root, files: await filesBelow(root) }
  const { layout, scans: all } = options.layout === undefined
    ? await found(listing)
    : { layout: layouts[options.layout], scans: await layouts[options.layout].scans(listing) }
  const scans = all.filter(({ split }) => split === (options.split ?? split))
  if (scans.length === 0) {
    throw fail('FORMAT', folder, `holds no scan${layout.name === 'plain' ? '' : ` as ${
      layout.name} has them`}${options.split === undefined
      ? '' : ` in the split "${options.split}"; it has ${all.length} in others`}, among ${
      listing.files.length} files`)
  }
  const classes = layout.name === 'pointcept' ? pointceptClasses(scans) : layout.classes
  return {
    path: root, layout: layout.name, ...classes !== undefined && { classes }, scans,
    read: async scan => await layout.read(root, scan, readFile),
    batch: async some => await batchOf(layout, root, some),
    orders: (size, seed) => ordersOf(scans, size, seed),
    async * batches (size, seed, from = 0) {
      for (const some of ordersOf(scans, size, seed).slice(from))
        yield await batchOf(layout, root, some)
    },
    write: async (to, scan, cloud) => await layout.write(root, to, scan, cloud),
    beside: layout.beside(listing)
  }
}

/** Reads scans, and every file of theirs once: digests are of the bytes that are used. */
async function batchOf (
  layout: Layout, root: string, scans: readonly Scan[]
): Promise<ScanBatch> {
  const digests: Record<string, string> = {}
  const clouds = await Promise.all(scans.map(async scan =>
    await layout.read(root, scan, async file => {
      const bytes = await readFile(file)
      digests[path.relative(root, file).split(path.sep).join('/')] = sha256Of(bytes)
      return bytes
    })))
  return { scans, clouds: completed(clouds, layout.unlabelled),
    digests: Object.fromEntries(Object.entries(digests).sort()) }
}

/** Ids that some clouds lack and others have: points without labels count for nothing. */
function completed (
  clouds: readonly Cloud[], ids: Readonly<Record<string, number>> = {}
): readonly Cloud[] {
  return Object.entries(ids).reduce((list, [name, id]) => {
    const like = list.find(({ columns }) => Object.hasOwn(columns, name))?.columns[name]
    return like === undefined ? list : list.map((cloud): Cloud => {
      if (Object.hasOwn(cloud.columns, name)) return cloud
      const data = emptyLike(like.data, cloud.coordinates.length / 3 * like.width)
      if (data instanceof BigInt64Array || data instanceof BigUint64Array) data.fill(BigInt(id))
      else data.fill(id)
      return { ...cloud, columns: { ...cloud.columns, [name]: { data, width: like.width } } }
    })
  }, clouds)
}

function ordersOf (scans: readonly Scan[], size: number, seed: number | undefined): Scan[][] {
  if (!Number.isSafeInteger(size) || size < 1)
    throw fail('OPTION', WHO, 'size', 'must be a whole number of at least 1', size)
  const splits = [...new Set(scans.map(({ split }) => split))]
  return splits.flatMap(split => {
    const own = scans.filter(each => each.split === split)
    const order = seed === undefined
      ? own
      : Array.from(live(Rng(seed).fork('scans', split)).permutation('order', own.length),
        k => own[k])
    const batches: Scan[][] = []
    for (let at = 0; at < order.length;) {
      // A scan that would be left alone goes with those before it
      const end = order.length - at - size === 1 && size > 1 ? order.length : at + size
      batches.push(order.slice(at, end))
      at = end
    }
    return batches
  })
}
