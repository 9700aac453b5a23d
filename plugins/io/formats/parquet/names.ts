import { peer } from '../../../peer.js'
import { withBytes, type FileSource } from '../source.js'
import { columnsOf } from './columns.js'
import { readFooter } from './footer.js'

/** A column of a Parquet file; `reason`: why it is none of a table, such as dates and lists. */
export interface NamedColumn { readonly name: string, readonly reason?: string }

/** The columns of a Parquet file. */
export async function parquetColumns (source: FileSource): Promise<NamedColumn[]> {
  const hyparquet = await peer('readParquet', 'hyparquet', () => import('hyparquet'))
  const metadata = await withBytes(source, 'readParquet', bytes => readFooter(hyparquet, bytes))
  const name = typeof source === 'string' ? source : 'readParquet'
  return columnsOf(name, metadata).map(column => {
    if ('reason' in column) return { name: column.name, reason: column.reason }
    const lists = column.list ? 'lists' : column.type === 'bytes' ? 'bytes' : undefined
    return { name: column.name, ...lists !== undefined && { reason: `holds ${lists}` } }
  })
}
