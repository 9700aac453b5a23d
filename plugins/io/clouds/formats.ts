import path from 'node:path'
import { fail } from '../../../core/errors.js'

/** What files of points are, by the ends of their names; the longest that fits. */
const endings = {
  '.pcd.bin': 'nuscenes', '.bin': 'bin', '.ply': 'ply', '.pcd': 'pcd', '.las': 'las', '.laz': 'laz',
  '.off': 'off', '.xyz': 'text', '.txt': 'text', '.csv': 'text', '.pts': 'text', '.npy': 'npy',
  '.npz': 'npz'
} as const

/** A format of points. `nuscenes` is `bin` with five floats a point. */
export type CloudFormat = typeof endings[keyof typeof endings]

export const cloudFormats = [...new Set(Object.values(endings))]

/** The format of a file by its name; undefined for other files. */
export function formatOf (file: string): CloudFormat | undefined {
  const name = path.basename(file).toLowerCase()
  return Object.entries(endings).find(([ending]) => name.endsWith(ending))?.[1]
}

/**
 * @throws INPUT for a name that tells no format
 */
export function requireFormat (who: string, file: string, given?: CloudFormat): CloudFormat {
  if (given !== undefined) {
    if (cloudFormats.includes(given)) return given
    throw fail('OPTION', who, 'format', `must be one of ${cloudFormats.join(', ')}`, given)
  }
  const found = formatOf(file)
  if (found === undefined) {
    throw fail('INPUT', who, 'path', `must end in one of ${Object.keys(endings).join(', ')}`, file)
  }
  return found
}
