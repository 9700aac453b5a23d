import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fromJson, mixup } from '../../../../core/index.js'
import { fail } from '../../../../core/errors.js'
import { regression } from '../../../../domains/regression/index.js'
import { readParquet } from '../../formats/parquet/index.js'
import { jsonOf } from '../../mix/manifest.js'
import { partName } from './ledger.js'
import { layout, readManifest } from './manifest.js'
import type { TableManifest } from './manifest.js'
import { jobOf } from './mix-table.js'
import type { TableJob } from './mix-table.js'
import { spill } from './spill.js'
import type { Written } from './written.js'
import { linesOf } from './written.js'

/** How a mix is replayed. */
export interface ReplayTableOptions {
  /** The table that was mixed, if it is not where it was. */
  readonly source?: string
  readonly onProgress?: (event: { readonly done: number, readonly total: number }) => void
  readonly signal?: AbortSignal
}

/** What a replay found. */
export interface ReplayTableReport {
  readonly folder: string
  /** Rows that were made again, and those of them that are not the same, by their numbers. */
  readonly count: number
  readonly differing: readonly number[]
  /** Packages of other versions than those that mixed. */
  readonly versions: ReadonlyArray<{ readonly name: string, then: string, now: string }>
}

/** Rows that differ are named up to this many. */
const MOST = 100

/**
 * Makes the rows of a mixed table again, from its plans and the table that was mixed, and compares
 * them text by text (Parquet: number by number).
 *
 * @throws FORMAT for a folder that holds no mix of a table; CHANGED for a table that is not the one
 *   that was mixed; PLAN for plans that are not sound
 */
export async function replayTable (
  folder: string, options: ReplayTableOptions = {}
): Promise<ReplayTableReport> {
  const manifest = await readManifest(folder)
  if (manifest === undefined) throw fail('FORMAT', folder, 'holds no mix of a table')
  const { request, done } = manifest
  const file = options.source ?? path.resolve(folder, request.source.path)
  const temporary = await mkdtemp(path.join(tmpdir(), 'remixture-'))
  const choice = choiceOf(manifest)
  try {
    const spilled = await spill(file, choice, temporary, {
      ...options.signal && { signal: options.signal }, onRows: () => undefined
    })
    try {
      if (spilled.source.sha256 !== request.source.sha256)
        throw fail('CHANGED', file, 'has other bytes than')
      // Plans are given, so the mixer decides nothing
      const job = jobOf(file, spilled, mixup(), choice)
      const differing = await compared(folder, manifest, job, options)
      return { folder, count: done.outputs, differing, versions: [] }
    } finally {
      spilled.close()
    }
  } finally {
    await rm(temporary, { recursive: true })
  }
}

function choiceOf ({ request }: TableManifest): Parameters<typeof jobOf>[3] {
  const { table, file, seed, split, count, epochs, batch, format } = request
  return {
    ...table, ...file, targets: [table.target].flat(), seed, split, batch, format,
    ...count !== undefined && { count }, ...epochs !== undefined && { epochs }
  }
}

async function compared (
  folder: string, manifest: TableManifest, job: TableJob, options: ReplayTableOptions
): Promise<number[]> {
  const { format } = manifest.request
  const stored = format === 'parquet' ? parts(folder, manifest) : lines(folder, format)
  const differing: number[] = []
  let row = 0
  try {
    for await (const { step, plan } of planLines(folder, manifest, job)) {
      options.signal?.throwIfAborted()
      const { written } = job.mix(job.batch(step), step, plan)
      for (const made of asStored(written, format)) {
        const there = await stored.next()
        if ((there.done === true || there.value !== made) && differing.length < MOST)
          differing.push(row)
        row++
      }
      options.onProgress?.({ done: row, total: manifest.done.outputs })
    }
  } finally {
    await stored.return(undefined)
  }
  return differing
}

async function * planLines (folder: string, { done }: TableManifest, job: TableJob) {
  const file = path.join(folder, layout.plans)
  const handle = await open(file)
  try {
    for await (const line of handle.readLines()) {
      const { step, plan } = jsonOf(file, line) as { step: number, plan: unknown }
      if (!Number.isSafeInteger(step) || step < 0 || step >= done.steps)
        throw fail('FORMAT', file, `has a step ${String(step)}, which is none of ${done.steps}`)
      const size = job.batch(step).length
      const pools = { batch: { size }, dataset: { size: job.rows.rows.length } }
      yield { step, plan: fromJson(plan, { domain: regression, pools }) }
    }
  } finally {
    await handle.close()
  }
}

/** The lines of a text file of rows, without that of the names. */
async function * lines (folder: string, format: 'csv' | 'tsv'): AsyncGenerator<string, void> {
  const input = createReadStream(path.join(folder, layout[format]))
  let first = true
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (!first) yield line
    first = false
  }
}

async function * parts (folder: string, { done }: TableManifest): AsyncGenerator<string, void> {
  for (let part = 0; part < done.parts; part++) {
    for await (const { rows, columns } of readParquet(path.join(folder, partName(part)))) {
      const data = Object.values(columns).map(column => column.data)
      for (let row = 0; row < rows; row++) yield JSON.stringify(data.map(column => column[row]))
    }
  }
}

function asStored (written: Written, format: 'csv' | 'tsv' | 'parquet'): string[] {
  if (format !== 'parquet') return linesOf(written, format === 'tsv' ? '\t' : ',')
    .split('\n').slice(0, -1)
  return Array.from({ length: written[0][1].length }, (_, row) =>
    JSON.stringify(written.map(([, column]) => column[row])))
}
