import { closeSync, openSync, readSync } from 'node:fs'
import { open, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { fail } from '../../../../core/errors.js'
import type { CellColumn } from '../../../../domains/regression/index.js'
import type { ColumnSummary } from '../../../../domains/regression/table/cells.js'
import { summing } from '../../../../domains/regression/table/cells.js'
import { writeAtomic } from '../../mix/atomic.js'
import { cellReader } from '../cells.js'
import type { ReadTableChoice } from '../options.js'

/** Where the cells of a table lie while it is mixed. */
export const spillFiles = { cells: 'cells.bin', about: 'cells.json' } as const

/** What makes a file that file. */
export interface SourceFile {
  readonly bytes: number
  readonly modified: number
  readonly sha256: string
}

/** The cells of a table on disk: any row can be read at once, in whatever format it was. */
export interface Spill {
  readonly source: SourceFile
  readonly rows: number
  readonly summaries: readonly ColumnSummary[]
  /** Some rows, `[rows, columns]`. */
  read (rows: Int32Array): Float64Array
  /** All rows of some columns, gone through in order. */
  columns (cells: readonly number[]): Float64Array[]
  close (): void
}

interface About {
  readonly source: SourceFile
  readonly read: string
  readonly rows: number
  readonly summaries: readonly ColumnSummary[]
}

/**
 * Goes through a table once and lays its cells down as doubles, so that the rows of partners can be
 * fetched. What an earlier call has laid down of the same file is used again.
 *
 * @throws what reading the table throws
 */
export async function spill (
  file: string, choice: ReadTableChoice, folder: string,
  { signal, onRows }: { signal?: AbortSignal, onRows (rows: number): void }
): Promise<Spill> {
  const [cells, about] = [spillFiles.cells, spillFiles.about].map(name => path.join(folder, name))
  const { header, delimiter, empty, features, exclude, targets, weight, group,
    categories } = choice
  const read = JSON.stringify({ header, delimiter, empty, features, exclude, targets, weight,
    group, categories })
  const source = await sourceOf(file)
  const before = await aboutIn(about)
  if (before !== undefined && before.read === read &&
    before.source.sha256 === source.sha256 && await sizeOf(cells) ===
      before.rows * before.summaries.length * 8) return opened(cells, before)
  await rm(about, { force: true })
  const { rows, summaries } = await layDown(file, choice, cells, { signal, onRows })
  const after = await stat(file)
  if (after.size !== source.bytes || Math.floor(after.mtimeMs) !== source.modified)
    throw fail('CHANGED', file, 'was written to')
  const found = { source, read, rows, summaries }
  await writeAtomic(about, JSON.stringify(found), true)
  return opened(cells, found)
}

async function layDown (
  file: string, choice: ReadTableChoice, to: string,
  { signal, onRows }: { signal?: AbortSignal, onRows (rows: number): void }
): Promise<{ rows: number, summaries: ColumnSummary[] }> {
  const reader = cellReader(file, choice)
  const out = await open(to, 'w')
  let rows = 0
  let sums: Array<ReturnType<typeof summing>> = []
  try {
    for await (const block of reader.blocks()) {
      signal?.throwIfAborted()
      const columns = reader.columns()
      if (sums.length === 0) sums = columns.map(summing)
      const texts = columns.map(({ levels }) => levels !== undefined)
      const width = sums.length
      for (let k = 0; k < block.length; k++) {
        const c = k % width
        sums[c].add(texts[c] && block[k] < 0 ? NaN : block[k])
      }
      await out.write(new Uint8Array(block.buffer, block.byteOffset, block.byteLength))
      rows += block.length / width
      onRows(rows)
    }
    await out.sync()
  } finally {
    await out.close()
  }
  const columns: CellColumn[] = reader.columns()
  return { rows, summaries: sums.map((each, c) => each.end(columns[c])) }
}

/** Rows of a pass over the whole, when whole columns are wanted. */
const STRIDE = 4096

function opened (file: string, { source, rows, summaries }: About): Spill {
  const width = summaries.length
  const handle = openSync(file, 'r')
  const fetch = (into: Float64Array, at: number, row: number, count: number): void => {
    const bytes = new Uint8Array(into.buffer, at * 8, count * width * 8)
    if (readSync(handle, bytes, 0, bytes.length, row * width * 8) < bytes.length)
      throw fail('FORMAT', file, 'got shorter while it was read')
  }
  return {
    source, rows, summaries,
    read: list => {
      const cells = new Float64Array(list.length * width)
      for (let i = 0; i < list.length;) {
        // Rows that follow one another are one read
        let run = 1
        while (i + run < list.length && list[i + run] === list[i] + run) run++
        fetch(cells, i * width, list[i], run)
        i += run
      }
      return cells
    },
    columns: wanted => {
      const found = wanted.map(() => new Float64Array(rows))
      const block = new Float64Array(STRIDE * width)
      for (let start = 0; start < rows; start += STRIDE) {
        const count = Math.min(STRIDE, rows - start)
        fetch(block, 0, start, count)
        wanted.forEach((cell, w) => {
          for (let i = 0; i < count; i++) found[w][start + i] = block[i * width + cell]
        })
      }
      return found
    },
    close: () => { closeSync(handle) }
  }
}

/** Removes what was laid down. */
export async function removeSpill (folder: string): Promise<void> {
  for (const name of Object.values(spillFiles)) await rm(path.join(folder, name), { force: true })
}

export async function sourceOf (file: string): Promise<SourceFile> {
  const { size, mtimeMs } = await stat(file)
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return { bytes: size, modified: Math.floor(mtimeMs), sha256: hash.digest('hex') }
}

/** What is there from an earlier call; what cannot be read is none. */
async function aboutIn (file: string): Promise<About | undefined> {
  try {
    const about = JSON.parse(await readFile(file, 'utf8')) as About
    // JSON has no infinities: those of a column without numbers become null
    return Array.isArray(about.summaries) && Number.isSafeInteger(about.rows) ? about : undefined
  } catch {
    return undefined
  }
}

async function sizeOf (file: string): Promise<number> {
  return await stat(file).then(({ size }) => size, () => -1)
}
