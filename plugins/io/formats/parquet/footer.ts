import type * as Library from 'hyparquet'
import { fail } from '../../../../core/errors.js'
import { MEBI } from '../limits.js'
import { refused } from '../refused.js'
import type { Bytes } from '../source.js'
import { readStruct } from './thrift.js'

export type Hyparquet = typeof Library

const LARGEST = 64 * MEBI
const TAIL = 8

/**
 * Reads the footer of a Parquet file: schema and row groups.
 *
 * @throws FORMAT
 */
export async function readFooter (
  hyparquet: Hyparquet, bytes: Bytes
): Promise<Library.FileMetaData> {
  if (bytes.size < TAIL + 4) throw fail('FORMAT', bytes.name, 'is not a Parquet file')
  const tail = await bytes.read(bytes.size - TAIL, bytes.size)
  const magic = String.fromCharCode(...tail.subarray(4))
  if (magic === 'PARE') throw fail('FORMAT', bytes.name, 'is encrypted, which is not read')
  if (magic !== 'PAR1') throw fail('FORMAT', bytes.name, 'is not a Parquet file')
  const length = new DataView(tail.buffer).getUint32(0, true)
  const start = bytes.size - TAIL - length
  if (start < 4 || length > LARGEST)
    throw fail('FORMAT', bytes.name, `has a footer of ${length} bytes, which cannot be`)
  const footer = await bytes.read(start, bytes.size)
  // The library believes the lengths of lists, so they are checked first.
  readStruct({ name: bytes.name, bytes: footer, at: 0, end: length })
  // Looking for maps, it would also loop for ever over an element with fewer than no children.
  const metadata = await refused(bytes.name, () =>
    hyparquet.parquetMetadata(footer, { geoparquet: false }))
  const rows = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0)
  if (rows !== Number(metadata.num_rows) || !Number.isSafeInteger(rows) ||
    metadata.row_groups.some(group => group.num_rows < 0n))
    throw fail('FORMAT', bytes.name, 'its row groups do not add up to its rows')
  return metadata
}
