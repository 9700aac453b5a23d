import { stat } from 'node:fs/promises'
import { fail } from '../../../../core/errors.js'
import type { Cloud, Column } from '../../../../domains/pointcloud/cloud.js'
import type { PointTable } from '../../../../domains/pointcloud/formats/index.js'
import { binParser } from '../../../../domains/pointcloud/formats/bin.js'
import { labelTables } from '../../../../domains/pointcloud/formats/label.js'
import { npyParser } from '../../../../domains/pointcloud/formats/npy.js'
import { driven } from '../../../../domains/pointcloud/formats/stream/drive.js'
import { slices, type Parser } from '../../../../domains/pointcloud/formats/stream/tables.js'
import { readLabels } from '../labels.js'
import { opened } from './source.js'

/**
 * Labels beside points, block by block: what `readLabels` gives. Those of an NPZ are held whole.
 *
 * @param points - how many there are; Infinity where it is not known before
 * @throws FORMAT for another number of labels, at the latest where one is missing; INPUT
 */
export async function * labelBlocks (
  file: string, points: number, block: number
): AsyncGenerator<Cloud['columns'], void, void> {
  if (file.endsWith('.npz')) {
    const columns = await readLabels(file, points)
    for (const each of slices({ size: points, columns }, block)) yield each.columns
    return
  }
  const parse = await parserFor(file, points)
  const { chunks, total } = await opened(file, 'readCloud')
  for await (const { columns } of driven(chunks, file, parse, block, total)) yield columns
}

async function parserFor (file: string, points: number): Promise<Parser> {
  if (file.endsWith('.label')) return labelTables
  if (file.endsWith('.npy')) return npyParser(['segment'], 'readCloud')
  if (!file.endsWith('.bin'))
    throw fail('INPUT', 'readCloud', 'labels', 'must end in .label, .npy, .npz or .bin', file)
  const { size } = await stat(file)
  if (size !== points && size !== 8 * points) {
    throw fail('FORMAT', file, `must have 1 or 8 bytes for each of ${points} points, got ${
      size} in all`)
  }
  const type = size === points ? 'uint8' : 'int64'
  return binParser({ fields: [{ name: 'segment', type }] }, 'readCloud')
}

/** Points of a file, and what other files tell of them. */
export type Labelled = readonly [table: PointTable, labels: Cloud['columns']]

/**
 * Adds what a file of labels tells to blocks of points, which must be as many.
 *
 * @param name - `segment`, or `instance`, which is what the file calls its classes then
 */
export async function * besides (
  blocks: AsyncIterable<Labelled>, labels: AsyncGenerator<Cloud['columns'], void, void>,
  name: string, file: string
): AsyncGenerator<Labelled, void, void> {
  let points = 0
  const wrong = (found: number): Error => fail('FORMAT', file,
    `must have a label for each of the points, got ${found} for ${points}`)
  try {
    for await (const [table, more] of blocks) {
      const { done, value } = await labels.next()
      const many = done === true ? 0 : countOf(value)
      points += table.size
      if (many !== table.size) throw wrong(points - table.size + many)
      yield [table, { ...more, ...named(value as Cloud['columns'], name) }]
    }
    const { done, value } = await labels.next()
    if (done !== true && countOf(value) > 0) throw wrong(points + countOf(value))
  } finally {
    await labels.return()
  }
}

function countOf (columns: Cloud['columns']): number {
  const [{ data, width }] = Object.values(columns)
  return data.length / width
}

/** Columns of a file of labels, by the name that is asked for. */
export function named (columns: Cloud['columns'], name: string): Record<string, Column> {
  if (name !== 'instance') return { ...columns }
  return 'segment' in columns ? { instance: columns.segment } : {}
}
