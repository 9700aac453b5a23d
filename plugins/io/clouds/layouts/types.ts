import type { Cloud } from '../../../../domains/pointcloud/cloud.js'
import type { ClassMap } from '../classes/types.js'
import type { ReadFile } from '../read-points.js'

/** The ways in which folders of scans are laid out. */
export const layoutNames = ['plain', 'semantickitti', 'nuscenes', 'scannet', 'pointcept'] as const
export type LayoutName = typeof layoutNames[number]

/** A scan of a folder. */
export interface Scan {
  /** Relative to the folder: the file of its points, or the folder of its columns. */
  readonly name: string
  /** Its files, relative to the folder, by what they hold. */
  readonly files: Readonly<Record<string, string>>
  /** Scans are mixed within their split. */
  readonly split: string
  readonly labelled: boolean
}

/** What a folder holds: relative to it, separated by `/`, in code unit order. */
export interface Listing {
  readonly root: string
  readonly files: readonly string[]
}

/** How scans lie in a folder, and how they are read and written there. */
export interface Layout {
  readonly name: LayoutName
  /** The classes that its labels are of, by their ids in files. */
  readonly classes?: ClassMap
  /** @throws FORMAT for tables of the data set that are damaged */
  scans (listing: Listing): Promise<Scan[]>
  /** A scan with its labels; points without a place are kept: rows are those of its files. */
  read (root: string, scan: Scan, read: ReadFile): Promise<Cloud>
  /**
   * Writes a cloud as the scan that it takes the place of, under the same names.
   *
   * @param from - the folder of the scan
   * @param to - another one
   * @returns the files that were written
   */
  write (from: string, to: string, scan: Scan, cloud: Cloud): Promise<string[]>
  /** The ids of points whose scan has no labels, in a batch of scans that have some. */
  readonly unlabelled?: Readonly<Record<string, number>>
  /** Files that loaders need beside the scans: they are copied. */
  beside (listing: Listing): string[]
}
