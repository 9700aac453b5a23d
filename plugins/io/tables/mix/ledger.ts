import { appendFile, readdir, rm, stat, truncate } from 'node:fs/promises'
import path from 'node:path'
import { fail } from '../../../../core/errors.js'
import { TEMPORARY } from '../../mix/atomic.js'
import { checkPlain } from '../../mix/clear.js'
import { layout as ofImages } from '../../mix/layout.js'
import { writeParquet } from '../../formats/parquet/index.js'
import { layout, newManifest, readManifest, writeManifest } from './manifest.js'
import type { TableManifest, TableRequest } from './manifest.js'
import { spillFiles } from './spill.js'
import type { Written } from './written.js'
import { groupOf, headerOf, linesOf } from './written.js'

/** Some batches that are entered together. */
export interface Part {
  readonly steps: number
  readonly rows: readonly Written[]
  /** A line for every batch. */
  readonly plans: string
}

/**
 * The files of a mixed table. Batches count once the manifest says so: rows and plans are flushed
 * before, and what stands after the bytes it states is cut off on return.
 */
export interface TableLedger {
  manifest (): TableManifest
  commit (part: Part): Promise<void>
  finish (): Promise<void>
}

/** The name of a part of a mix in Parquet. */
export function partName (part: number): string {
  return `mixed-${String(part).padStart(6, '0')}.parquet`
}

/**
 * Makes the folder of a mix ready, which is there and locked: an empty one, or one where a mix of a
 * table was begun.
 *
 * @throws NOT_EMPTY for any other, unless `force` clears it of what a mix has written
 */
export async function openFolder (folder: string, force: boolean): Promise<void> {
  const isOurs = (name: string): boolean => begun.includes(name) || name.startsWith(ofImages.lock)
  if (force) await clear(folder)
  else if (await readManifest(folder) === undefined && !(await readdir(folder)).every(isOurs))
    throw fail('NOT_EMPTY', folder, 'is not empty')
  for (const name of [layout.manifest, spillFiles.about]) {
    await rm(path.join(folder, name + TEMPORARY), { force: true })
  }
}

/** What the first pass over a table leaves, before there is a manifest. */
const begun: readonly string[] = [...Object.values(spillFiles),
  ...[layout.manifest, spillFiles.about].map(name => name + TEMPORARY)]

/**
 * Goes on where a mix stands, or begins it.
 *
 * @throws NOT_EMPTY where another mix was begun; FORMAT for files shorter than the manifest says
 */
export async function openLedger (folder: string, request: TableRequest): Promise<TableLedger> {
  const before = await readManifest(folder)
  const other = before && difference(before.request, request)
  if (other !== undefined) throw fail('NOT_EMPTY', folder, `holds a mix with another "${other}"`)
  let manifest = before ?? newManifest(request)
  if (before === undefined) await writeManifest(folder, manifest)
  else await cutBack(folder, before)
  const { format } = request
  return {
    manifest: () => manifest,
    commit: async ({ steps, rows, plans }) => {
      const { done } = manifest
      const outputs = rows.reduce((sum, written) => sum + written[0][1].length, 0)
      const mixed = format === 'parquet'
        ? await writePart(folder, done.parts, rows)
        : await appendRows(path.join(folder, layout[format]), rows, format, done.mixed === 0)
      await appendFile(path.join(folder, layout.plans), plans, { flush: true })
      manifest = {
        ...manifest,
        done: {
          steps: done.steps + steps,
          outputs: done.outputs + outputs,
          mixed: done.mixed + mixed,
          plans: done.plans + Buffer.byteLength(plans),
          parts: done.parts + (format === 'parquet' ? 1 : 0)
        }
      }
      await writeManifest(folder, manifest)
    },
    finish: async () => {
      manifest = { ...manifest, complete: true }
      await writeManifest(folder, manifest)
    }
  }
}

async function writePart (
  folder: string, part: number, rows: readonly Written[]
): Promise<number> {
  const file = path.join(folder, partName(part))
  await writeParquet(file, [groupOf(rows)])
  return (await stat(file)).size
}

async function appendRows (
  file: string, rows: readonly Written[], format: 'csv' | 'tsv', first: boolean
): Promise<number> {
  const delimiter = format === 'tsv' ? '\t' : ','
  const text = (first ? headerOf(rows[0], delimiter) : '') +
    rows.map(written => linesOf(written, delimiter)).join('')
  await appendFile(file, text, { flush: true })
  return Buffer.byteLength(text)
}

function difference (a: TableRequest, b: TableRequest): string | undefined {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])] as Array<keyof TableRequest>
  return keys.find(key => JSON.stringify(a[key]) !== JSON.stringify(b[key]))
}

/** Takes away what was begun and not finished. */
async function cutBack (
  folder: string, { done, request: { format } }: TableManifest
): Promise<void> {
  const files = [[layout.plans, done.plans] as const,
    ...format === 'parquet' ? [] : [[layout[format], done.mixed] as const]]
  for (const [name, bytes] of files) {
    await checkPlain(folder, name)
    const file = path.join(folder, name)
    const size = await stat(file).then(found => found.size, () => 0)
    if (size < bytes)
      throw fail('FORMAT', file, `has ${size} bytes, not the ${bytes} of its manifest`)
    if (size > bytes) await truncate(file, bytes)
  }
  for (const name of await readdir(folder)) {
    const part = /^mixed-(\d{6,})\.parquet(\.\d+\.partial)?$/.exec(name)
    if (part !== null && (part[2] !== undefined || Number(part[1]) >= done.parts))
      await rm(path.join(folder, name))
  }
}

/** Removes what a mix of a table has written, and nothing else; the manifest goes first. */
async function clear (folder: string): Promise<void> {
  const names = [layout.manifest, ...begun, layout.plans, layout.csv, layout.tsv]
  for (const name of names) await rm(path.join(folder, name), { force: true })
  for (const name of await readdir(folder)) {
    if (/^mixed-\d{6,}\.parquet(\.\d+\.partial)?$/.test(name)) await rm(path.join(folder, name))
  }
}
