import { peer } from '../../../peer.js'
import { withBytes, type FileSource } from '../source.js'
import { columnsOf } from './columns.js'
import { readFooter } from './footer.js'

/** The names of the columns of a Parquet file; those that cannot be read are among them. */
export async function parquetColumns (source: FileSource): Promise<string[]> {
  const hyparquet = await peer('readParquet', 'hyparquet', () => import('hyparquet'))
  const metadata = await withBytes(source, 'readParquet', bytes => readFooter(hyparquet, bytes))
  const name = typeof source === 'string' ? source : 'readParquet'
  return columnsOf(name, metadata).map(column => column.name)
}
