import type { Cloud } from '../../../../domains/pointcloud/cloud.js'
import { writeNpyTable } from '../../../../domains/pointcloud/formats/index.js'
import type { Scan } from '../layouts/types.js'
import { writeBelow } from '../layouts/write-file.js'

/** The file that says where the points of a scan are from. */
export function provenanceFile ({ name }: Scan): string {
  return `provenance/${name}.npy`
}

/**
 * Writes where the points of a mixed scan are from: records of `part`, one of the sources that
 * `mixes.jsonl` lists, and `index`, the row in its file; -1 for a point that was made.
 */
export async function writeProvenance (to: string, scan: Scan, cloud: Cloud): Promise<void> {
  const size = cloud.coordinates.length / 3
  const { part, index } = cloud.provenance ??
    { part: new Int32Array(size), index: new Int32Array(size).fill(-1) }
  await writeBelow(to, provenanceFile(scan), writeNpyTable({
    size,
    columns: { part: { data: part, width: 1 }, index: { data: index, width: 1 } }
  }))
}
