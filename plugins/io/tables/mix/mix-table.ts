import { mkdir, mkdtemp, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ConfiguredMixer, Plan } from '../../../../core/index.js'
import { createMixer, toJson } from '../../../../core/index.js'
import type { Mix } from '../../../../core/index.js'
import { fail } from '../../../../core/errors.js'
// Loads the domain that `createMixer` looks up
import '../../../../domains/regression/index.js'
import { categorical } from '../../../../domains/regression/index.js'
import { lockFolder } from '../../mix/lock.js'
import type { ReadTableChoice } from '../options.js'
import type { Part, TableLedger } from './ledger.js'
import { openFolder, openLedger } from './ledger.js'
import { readManifest, requestOf } from './manifest.js'
import type { TableRequest } from './manifest.js'
import { tableAnchors } from './anchors.js'
import type { MixTableChoice, MixTableOptions } from './options.js'
import { mixTableChoice } from './options.js'
import type { MixTableReport } from './report.js'
import type { TableBatch, TableRows } from './rows.js'
import { tableRows } from './rows.js'
import type { Spill } from './spill.js'
import { removeSpill, spill } from './spill.js'
import type { MixedTable, Written } from './written.js'
import { writtenOf } from './written.js'

/** Batches that are entered together: each entry is flushed to the disk. */
const TOGETHER = 64

/**
 * Mixes a table to a folder: mixed rows in `mixed.csv` (or TSV, or Parquet in parts) with the rows
 * they are made of and their shares, a plan for every batch in `plans.jsonl`, and `manifest.json`.
 *
 * The table is gone through once for its targets; its cells are laid down beside the mix, so that
 * partners can be anywhere in a table that is larger than memory. The same table, mixer and options
 * give the same bytes. A call that was ended goes on where it stands when it is made again. Rows of
 * other splits are never mixed in.
 *
 * @param file - CSV, TSV or Parquet, by the end of its name
 * @param mixer - of the domain regression, or of any: `mixup({ pairing: cmixup() })`
 * @throws OPTION, UNKNOWN_OPTION, POOL, SIGNAL; FORMAT with a sentence that names the column and
 *   what to do about it; NOT_EMPTY, IN_USE; CHANGED for a table that is not what it was; the reason
 *   of `signal`
 */
export async function mixTable (
  file: string, mixer: ConfiguredMixer, options: MixTableOptions
): Promise<MixTableReport> {
  const choice = mixTableChoice(mixer, options)
  const { out, force, signal, dryRun } = choice
  if (choice.count !== undefined && choice.epochs !== undefined)
    throw fail('OPTION', 'mixTable', 'epochs', 'must not be given with "count"', choice.epochs)
  signal?.throwIfAborted()
  if (dryRun) {
    const folder = await mkdtemp(path.join(tmpdir(), 'remixture-'))
    try {
      return await mixInto(folder, file, mixer, choice)
    } finally {
      await rm(folder, { recursive: true })
    }
  }
  const folder = path.resolve(out)
  const isNew = await mkdir(folder, { recursive: true }) !== undefined
  const unlock = await lockFolder(folder)
  try {
    await openFolder(folder, force)
    return await mixInto(folder, file, mixer, choice).catch(async (error: unknown) => {
      if (signal?.aborted !== true) await clearUnused(folder)
      throw error
    })
  } finally {
    await unlock()
    // Unless there is something in it
    if (isNew) await rmdir(folder).catch(() => undefined)
  }
}

/** Removes what was read of a table, unless a mix that is under way can go on with it. */
async function clearUnused (folder: string): Promise<void> {
  const manifest = await readManifest(folder)
  if (manifest === undefined || manifest.complete) await removeSpill(folder)
}

async function mixInto (
  folder: string, file: string, mixer: ConfiguredMixer, choice: MixTableChoice & ReadTableChoice
): Promise<MixTableReport> {
  const { signal, onProgress, dryRun } = choice
  const spilled = await spill(file, choice, folder, {
    ...signal && { signal }, onRows: done => { onProgress?.({ type: 'read', done }) }
  })
  try {
    const job = jobOf(file, spilled, mixer, choice)
    const request = requestOf(file, folder, mixer, choice, spilled.source)
    if (dryRun) return reportOf(job, spilled, mixer, choice, { count: 0, made: 0 })
    const ledger = await openLedger(folder, request)
    const before = ledger.manifest().done.outputs
    if (!ledger.manifest().complete) await produce(job, ledger, choice)
    await removeSpill(folder)
    const { outputs } = ledger.manifest().done
    return reportOf(job, spilled, mixer, choice, { count: outputs, made: outputs - before })
  } finally {
    spilled.close()
  }
}

/** A mix of a table that can be made, batch by batch. */
export interface TableJob {
  readonly rows: TableRows
  /** How many rows are taken as the first of a mix. */
  readonly total: number
  /** Rows of the data set that batch `step` begins with; none after the last. */
  batch (step: number): Int32Array
  /** Mixes rows: by this plan, or by the one of the step. */
  mix (index: Int32Array, step: number, plan?: Plan): { plan: Plan, written: Written }
  /** The bandwidth that the last plan logs. */
  bandwidth (): number | undefined
}

export function jobOf (
  file: string, spilled: Spill, mixer: ConfiguredMixer,
  choice: Omit<MixTableChoice, 'out' | 'force' | 'dryRun'>
): TableJob {
  const rows = tableRows(file, spilled, choice as MixTableChoice)
  const { keep = [], sample = [] } = rows.layout.categories
  const whole = keep.length + sample.length > 0
    ? categorical(mixer, rows.layout.categories)
    : mixer
  const mix = runnable(whole, rows, choice)
  const size = rows.rows.length
  const total = choice.count ?? (choice.epochs ?? 1) * size
  const each = Math.min(choice.batch, size)
  const perEpoch = Math.ceil(size / each)
  let order: { epoch: number, rows: Int32Array } | undefined
  let bandwidth: number | undefined
  const { weight, group } = choice
  const { levels = [] } = rows.layout.group === undefined
    ? {}
    : spilled.summaries[rows.layout.group]
  return {
    rows, total,
    bandwidth: () => bandwidth,
    batch: step => {
      const epoch = Math.floor(step / perEpoch)
      if (order?.epoch !== epoch) order = { epoch, rows: rows.order(epoch) }
      const start = step % perEpoch * each
      const left = total - epoch * size - start
      return left <= 0 ? new Int32Array(0)
        : order.rows.slice(start, Math.min(start + each, start + left))
    },
    mix: (index, step, given) => {
      const batch = rows.batch(index)
      const plan = given ?? mix.plan(batch, { step })
      bandwidth = bandwidthIn(plan)
      const mixed = mix.apply(batch, plan) as unknown as TableBatch
      const part: MixedTable = { batch, mixed, plan }
      const names = { ...weight !== undefined && { weight }, ...group !== undefined && { group } }
      return { plan, written: writtenOf(file, rows.layout, rows.rows, part, names, levels) }
    }
  }
}

/** What a plan logs of the kernel that its partners were chosen by. */
function bandwidthIn ({ options: { mixer, ...options } }: Plan): number | undefined {
  const { pairing } = Object((mixer as { options?: unknown } | undefined)?.options ?? options) as
    { pairing?: { bandwidth?: unknown } }
  return typeof pairing?.bandwidth === 'number' ? pairing.bandwidth : undefined
}

function runnable (
  mixer: ConfiguredMixer, rows: TableRows, { seed, anchors, registry }: Pick<MixTableChoice,
    'seed' | 'anchors' | 'registry'>
): Mix {
  const pool = mixer.pools.find(name => name !== 'batch' && name !== 'dataset')
  if (pool !== undefined) throw fail('POOL', 'mixTable', pool, ['batch', 'dataset'])
  return createMixer(mixer, {
    seed, domain: 'regression', pools: { dataset: rows.pool },
    signals: {
      ...rows.group !== undefined && { groups: () => rows.group },
      ...anchors !== undefined && { anchors: tableAnchors(rows, anchors) }
    },
    ...registry && { registry }
  })
}

async function produce (
  job: TableJob, ledger: TableLedger, { signal, onProgress }: MixTableChoice
): Promise<void> {
  let step = ledger.manifest().done.steps
  let done = 0
  for (let before = 0; before < step; before++) done += job.batch(before).length
  for (;;) {
    const rows: Written[] = []
    const part = { steps: 0, rows, plans: '' }
    while (part.steps < TOGETHER) {
      const index = job.batch(step + part.steps)
      if (index.length === 0) break
      signal?.throwIfAborted()
      const { plan, written } = job.mix(index, step + part.steps)
      rows.push(written)
      part.plans += `${JSON.stringify({ step: step + part.steps, plan: toJson(plan) })}\n`
      part.steps++
      done += index.length
      onProgress?.({ type: 'mix', done, total: job.total })
      // Between batches others get their turn, such as Ctrl-C
      await new Promise(resolve => { setImmediate(resolve) })
    }
    if (part.steps === 0) break
    await ledger.commit(part satisfies Part)
    step += part.steps
  }
  await ledger.finish()
}

function reportOf (
  { rows, total, bandwidth }: TableJob, spilled: Spill, mixer: ConfiguredMixer,
  choice: MixTableChoice,
  { count, made }: { readonly count: number, readonly made: number }
): MixTableReport {
  return {
    out: path.resolve(choice.out),
    mixer: mixer.name,
    options: mixer.options,
    ...bandwidth() !== undefined && { bandwidth: bandwidth() },
    rows: spilled.rows,
    used: rows.used,
    train: rows.rows.length,
    count: choice.dryRun ? total : count,
    made,
    features: rows.layout.features,
    targets: rows.layout.targets.map(({ name }) => name),
    dryRun: choice.dryRun
  }
}

export type { TableRequest }
