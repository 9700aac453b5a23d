import { stat } from 'node:fs/promises'
import type { Cloud, Column } from '../../../../domains/pointcloud/cloud.js'
import { fail } from '../../../../core/errors.js'
import { isNegative, narrowed } from '../../../../domains/pointcloud/formats/narrow.js'
import { cloudBy } from '../../../../domains/pointcloud/formats/cloud-of.js'
import type { PointTable } from '../../../../domains/pointcloud/formats/index.js'
import { blockOf } from '../../../../domains/pointcloud/formats/stream/stream.js'
import { slices } from '../../../../domains/pointcloud/formats/stream/tables.js'
import { axesOf, surveyOf } from '../../../../domains/pointcloud/formats/survey.js'
import type { Likeness } from '../../../../domains/pointcloud/formats/text/usual.js'
import { dropNonFinite, mapColumns } from '../../../../domains/pointcloud/points.js'
import { knownOptions } from '../../formats/limits.js'
import { requireFormat } from '../formats.js'
import { pointOptions } from '../read-points.js'
import type { CloudOptions } from '../read-cloud.js'
import { besides, labelBlocks, named, type Labelled } from './label-blocks.js'
import { heldWhole, isStreamed, read } from './point-blocks.js'

/** How a cloud is read block by block. */
export interface CloudBlockOptions extends CloudOptions {
  /** Points of a block; 65,536 by default. */
  readonly block?: number
  /** Whether 64-bit whole numbers come in 32 bits, as PLY has them; false by default. */
  readonly narrow?: boolean
}

/** A file that was looked through, to be read as clouds that are one after the other. */
export interface CloudBlocks {
  /** Points of the file, and those that are given: the others have no place. */
  readonly points: number
  readonly size: number
  /** What is added to the coordinates of all blocks. */
  readonly origin?: readonly [x: number, y: number, z: number]
  /** The cloud in blocks, from its beginning; there is one at least. */
  blocks (): AsyncGenerator<Cloud, void, void>
}

/**
 * Reads a cloud block by block, however large its file is: what `readCloud` gives, cut into pieces,
 * with the memory of one. The file is read twice: what all points are from, and which colours have
 * an alpha, only all points can tell.
 *
 * @throws OPTION; INPUT for what is no file, a pipe for one; FORMAT for what is damaged, of another
 * format, without coordinates, or has changed in between; MISSING_PEER. Labels are compared with
 * points as they are read.
 */
export async function cloudBlocks (
  file: string, options: CloudBlockOptions = {}
): Promise<CloudBlocks> {
  const who = 'cloudBlocks'
  knownOptions(who, options, [...pointOptions, 'labels', 'instances', 'origin', 'missing', 'block',
    'narrow'])
  const {
    labels, instances, origin = 'auto', missing = 'drop', block, narrow = false, ...rest
  } = options
  if (missing !== 'drop' && missing !== 'keep')
    throw fail('OPTION', who, 'missing', 'must be "drop" or "keep"', missing)
  const each = blockOf(block, who)
  const tables = await tablesOf(file, { ...rest, block: each })
  const survey = surveyOf(file)
  const long = new Map<string, boolean>()
  const from = Array.isArray(origin) ? origin as readonly number[] : [0, 0, 0]
  let [points, size] = [0, 0]
  for await (const table of tables.first()) {
    survey.add(table)
    points += table.size
    size += missing === 'keep' ? table.size : placed(table, from, file)
    tell(long, table.columns)
  }
  const law = survey.law(origin)
  const beside = Object.entries({ segment: labels, instance: instances })
    .flatMap(([name, other]) => other === undefined ? [] : [{ name, other }])
  // Labels of 64 bits are gone through as well, where they are to be narrowed
  for (const { name, other } of narrow ? beside : [])
    for await (const columns of labelBlocks(other, points, each)) tell(long, named(columns, name))
  return {
    points, size, ...law.origin && { origin: law.origin },
    async * blocks () {
      let list = alone(tables.again())
      for (const { name, other } of beside)
        list = besides(list, labelBlocks(other, points, each), name, other)
      const held = (columns: Cloud['columns']): Record<string, Column> => mapColumns(columns,
        (column, name) => narrow ? narrowed(column, name, who, long.get(name)) : column)
      for await (const [{ size: many, columns }, more] of list) {
        const cloud = cloudBy({ size: many, columns: held(columns) }, law, file)
        const whole = { ...cloud, columns: { ...cloud.columns, ...held(more) } }
        yield missing === 'keep' ? whole : dropNonFinite(whole).cloud
      }
    }
  }
}

interface TablesTwice {
  first (): Tables
  again (): Tables
}

type Tables = AsyncIterable<PointTable> | Iterable<PointTable>

/** The tables of a file, twice; what cannot be read as it comes is held. */
async function tablesOf (
  file: string, options: Omit<CloudBlockOptions, 'labels'> & { readonly block: number }
): Promise<TablesTwice> {
  const format = requireFormat('cloudBlocks', file, options.format)
  if (!isStreamed(format)) {
    const table = await heldWhole(file, format, options, file)
    const all = (): Tables => slices(table, options.block)
    return { first: all, again: all }
  }
  const before = typeof file === 'string' ? await stat(file) : undefined
  if (before?.isFile() !== true)
    throw fail('INPUT', 'cloudBlocks', 'file', 'must be a file, as it is read twice', file)
  const check = async (): Promise<void> => {
    const { size, mtimeMs } = await stat(file)
    if (size !== before.size || mtimeMs !== before.mtimeMs)
      throw fail('FORMAT', file, 'has changed since it was looked through')
  }
  const gather: Likeness[] = []
  return {
    first: () => read(file, format, options, file, { gather }),
    async * again () {
      await check()
      yield * read(file, format, options, file, gather.length > 0 ? { known: gather } : {})
      await check()
    }
  }
}

/** How many points of a table have a place that a float can hold. */
function placed (table: PointTable, from: readonly number[], file: string): number {
  const axes = axesOf(table.columns, file)
  let count = 0
  for (let point = 0; point < table.size; point++) {
    // 0 unless one is infinite or no number
    let sum = 0
    for (let k = 0; k < 3; k++) sum += 0 * Math.fround(axes[k].data[point] - from[k])
    if (sum === 0) count++
  }
  return count
}

function tell (long: Map<string, boolean>, columns: Cloud['columns']): void {
  for (const [name, { data }] of Object.entries(columns)) {
    if (data instanceof BigInt64Array || data instanceof BigUint64Array)
      long.set(name, long.get(name) === true || isNegative(data))
  }
}

async function * alone (tables: Tables): AsyncGenerator<Labelled, void, void> {
  for await (const table of tables) yield [table, {}]
}
