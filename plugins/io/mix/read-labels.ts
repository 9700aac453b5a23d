import { createReadStream } from 'node:fs'
import path from 'node:path'
import { fail } from '../../../core/errors.js'
import { readCsv } from '../formats/csv/read.js'
import { isInner } from '../images/inside.js'
import { checkPlain } from './clear.js'
import { FILE } from './labels-file.js'
import { layout } from './layout.js'
import type { Manifest } from './manifest.js'

/** An output and the share of every class in it. */
export interface SoftLabel { readonly file: string, readonly shares: Float32Array }

/**
 * The labels of a mix, as far as its manifest says they are finished.
 *
 * @throws FORMAT for labels that are none, OUTSIDE for a file that lies elsewhere
 */
export async function readLabels (
  folder: string, { request: { classes }, done }: Manifest
): Promise<SoftLabel[]> {
  if (done.labels === 0) return []
  const file = path.join(folder, layout.labels)
  const columns = [FILE, ...classes]
  const rows: SoftLabel[] = []
  await checkPlain(folder, layout.labels)
  const stream = createReadStream(file, { end: done.labels - 1 })
  for await (const row of readCsv(stream, { numbers: [...classes] })) {
    const where = `${file}: row ${rows.length + 1}`
    if (rows.length === 0 && String(Object.keys(row)) !== String(columns))
      throw fail('FORMAT', file, 'must have the column "file" and one for every class')
    if (!isInner(row[FILE])) throw fail('OUTSIDE', where, row[FILE], folder)
    rows.push({
      file: row[FILE], shares: Float32Array.from(classes, name => row[name] as number)
    })
  }
  if (rows.length !== done.outputs)
    throw fail('FORMAT', file, `has ${rows.length} images, not the ${done.outputs} of its manifest`)
  return rows
}
