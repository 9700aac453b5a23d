import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { decodeNpy } from '../../../../core/npy/decode.js'
import { encodeNpy } from '../../../../core/npy/encode.js'
import { fail } from '../../../../core/errors.js'
import type { Cloud, Column } from '../../../../domains/pointcloud/cloud.js'
import { cloudOf } from '../../../../domains/pointcloud/formats/index.js'
import { s3dis, scanNetTrained } from '../classes/scannet.js'
import type { Layout, Scan } from './types.js'
import { writeBelow } from './write-file.js'

/** Files of classes; the first that is there is what is mixed by. */
const segments = ['segment', 'segment20', 'segment200']
const splits = ['train', 'val', 'test']

/**
 * Pointcept: a folder for every scene with a file for every column, `coord.npy`, `color.npy`,
 * `normal.npy`, `segment20.npy`, `instance.npy` …
 */
export const pointceptLayout: Layout = {
  name: 'pointcept',
  scans: async ({ files }) => {
    const scenes = files.filter(file => file.endsWith('/coord.npy'))
      .map(file => path.posix.dirname(file))
    return await Promise.resolve(scenes.map((scene): Scan => {
      const own = files.filter(file => path.posix.dirname(file) === scene && file.endsWith('.npy'))
        .map(file => [path.posix.basename(file, '.npy'), file] as const)
      const held = new Map(own)
      const named = segments.find(each => held.has(each))
      return {
        name: scene,
        files: Object.fromEntries(own),
        split: splits.find(each => scene.split('/').includes(each)) ?? 'train',
        labelled: named !== undefined
      }
    }))
  },
  read: async (root, { name, files }, read) => {
    const arrays = await Promise.all(Object.entries(files).map(async ([column, file]) => {
      const place = path.join(root, file)
      const { shape, data } = decodeNpy(place, await read(place))
      return { column, file: place, shape, data }
    }))
    const size = arrays.find(({ column }) => column === 'coord')?.shape[0] ?? 0
    const columns = arrays.map(({ column, file, shape, data }): [string, Column] => {
      const width = shape.slice(1).reduce((product, length) => product * length, 1)
      if (shape[0] !== size || (column === 'coord' && width !== 3)) {
        throw fail('FORMAT', file,
          `must hold ${size} points as "coord" of ${name} does, got [${shape.join(', ')}]`)
      }
      return [column === segmentOf(files) ? 'segment' : column, { data, width }]
    })
    const { coord, ...rest } = Object.fromEntries(columns)
    const axes = ['x', 'y', 'z'].map((axis, k): [string, Column] => {
      const data = coord.data.slice(0, size)
      for (let point = 0; point < size; point++) data[point] = coord.data[3 * point + k]
      return [axis, { data, width: 1 }]
    })
    const { coordinates, origin } = cloudOf({ size, columns: Object.fromEntries(axes) })
    return { coordinates, ...origin && { origin }, columns: rest }
  },
  write: async (from, to, { files }, cloud) => {
    const written = Object.entries(files).map(async ([column, file]) => {
      const source = decodeNpy(file, await readFile(path.join(from, file)))
      const { data, width } = column === 'coord'
        ? { data: coordinatesOf(cloud, source.data instanceof Float64Array), width: 3 }
        : cloud.columns[column === segmentOf(files) ? 'segment' : column]
      const size = data.length / width
      const shape = source.shape.length === 1 ? [size] : [size, ...source.shape.slice(1)]
      const [header, numbers] = encodeNpy({ data, shape }, file)
      return await writeBelow(to, file, Buffer.concat([header, numbers]))
    })
    return await Promise.all(written)
  },
  beside: ({ files }) => files.filter(file => /^[^/]+\.(json|txt|ya?ml)$/.test(file))
}

function segmentOf (files: Scan['files']): string | undefined {
  return segments.find(each => Object.hasOwn(files, each))
}

function coordinatesOf (
  { coordinates, origin }: Cloud, double: boolean
): Float32Array | Float64Array {
  if (origin === undefined) return double ? Float64Array.from(coordinates) : coordinates
  const whole = Float64Array.from(coordinates, (value, k) => value + origin[k % 3])
  return double ? whole : Float32Array.from(whole)
}

/** The classes of a folder of Pointcept, by what its scenes hold. */
export function pointceptClasses (scans: readonly Scan[]): typeof s3dis | undefined {
  const named = scans.map(({ files }) => segmentOf(files))
  if (named.includes('segment20')) return scanNetTrained
  return scans.some(({ name }) => /Area_\d/.test(name)) ? s3dis : undefined
}
