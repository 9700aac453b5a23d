import { copyFile, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { RemixtureError, fail } from '../../../../core/errors.js'
import { createMixer, parseOptions } from '../../../../core/index.js'
import type { ConfiguredMixer, Mix } from '../../../../core/index.js'
import type { Cloud } from '../../../../domains/pointcloud/cloud.js'
import { sha256Of } from '../../images/sha256.js'
import { cloudFolder } from '../folder.js'
import type { CloudFolder, ScanBatch } from '../folder.js'
import { placeFor } from '../layouts/write-file.js'
import { checkTarget, layout as files, openLedger } from './ledger.js'
import type { CloudLedger } from './ledger.js'
import { entryOf, writeMixed } from './make-batch.js'
import type { MixLine } from './make-batch.js'
import { mixCloudsSchema } from './options.js'
import type { MixCloudsOptions, MixCloudsReport } from './options.js'

/**
 * Mixes the scans of a folder with one another, within their splits, and writes them under the same
 * names: labels are the ids of the source, bit by bit. Beside them are written `mixes.jsonl` (which
 * scans an output is made of), `provenance` (which point of which of them every point is, records
 * that numpy reads), `plans.jsonl` and `manifest.json`.
 *
 * An output is named after the first scan that is shown in it. A mixer that makes fewer outputs
 * than it is given scans leaves the others out.
 *
 * All is written to a folder `….partial` beside, which takes its name at the end. A call that was
 * ended, by its signal or with its process, goes on where it stands when it is made again, and ends
 * with the same bytes; `replayClouds` makes them once more.
 *
 * @param source - the folder
 * @throws OPTION, FORMAT for a folder without scans and for scans that are damaged, or that do not
 *   go together, NOT_EMPTY, IN_USE; then nothing is written. The reason of `signal`.
 */
export async function mixClouds (
  source: string, mixer: ConfiguredMixer, options: MixCloudsOptions
): Promise<MixCloudsReport> {
  const { out, layout, split, seed, batch, force, dryRun, registry, signal, onProgress } =
    parseOptions('mixClouds', mixCloudsSchema, options)
  const folder = await cloudFolder(source, {
    ...layout !== undefined && { layout }, ...split !== undefined && { split }
  })
  const target = path.resolve(out)
  await checkTarget(folder.path, target, force)
  const mix = createMixer(mixer, { seed, ...registry !== undefined && { registry } })
  const report = { out: target, layout: folder.layout, scans: folder.scans.length }
  if (dryRun) return { ...report, count: folder.scans.length, points: 0, files: [] }
  const ledger = await openLedger(target, {
    source: folder.path, layout: folder.layout, ...split !== undefined && { split }, seed, batch,
    mixer: { name: mixer.name, options: mixer.options }, scans: await fingerprint(folder)
  }, mixer.pools.every(pool => pool === 'batch'))
  try {
    await produce(folder, mix, ledger, { seed, batch, signal, onProgress })
    for (const file of folder.beside)
      await copyFile(path.join(folder.path, file), await placeFor(ledger.folder, file))
    await ledger.finish()
  } catch (error) {
    if (signal?.aborted !== true) await ledger.discard()
    throw error
  } finally {
    await ledger.close()
  }
  const { count, points } = ledger.manifest()
  return { ...report, count, points, files: await filesOf(target) }
}

async function produce (
  folder: CloudFolder, mix: Mix, ledger: CloudLedger,
  { seed, batch, signal, onProgress }: Pick<MixCloudsOptions, 'signal' | 'onProgress'> &
    { readonly seed: number, readonly batch: number }
): Promise<void> {
  let step = ledger.manifest().done.steps
  const total = folder.scans.length
  let done = 0
  for (const { length } of folder.orders(batch, seed).slice(0, step)) done += length
  for await (const given of folder.batches(batch, seed, step)) {
    signal?.throwIfAborted()
    const { batch: mixed, plan } = mixedOf(mix, given, step)
    const { lines, points } = await writeMixed(folder, given, mixed, ledger.folder)
    await ledger.commit(entryOf(given, plan, lines, points))
    done += given.scans.length
    step++
    onProgress?.(done, total)
  }
}

/** Scans that do not go together are told by their names. */
function mixedOf (mix: Mix, { scans, clouds }: ScanBatch, step: number) {
  try {
    return mix.mix<Cloud>(clouds, { step })
  } catch (error) {
    if (!(error instanceof RemixtureError) || error.code !== 'INPUT') throw error
    throw fail('FORMAT', scans.map(({ name }) => name).join(', '),
      `cannot be mixed with one another: ${error.message}`)
  }
}

/** Another one where a file that is mixed has another name or size. */
async function fingerprint ({ path: root, scans }: CloudFolder): Promise<string> {
  const names = [...new Set(scans.flatMap(scan => Object.values(scan.files)))].sort()
  const lines: string[] = []
  for (const name of names) {
    const { size } = await stat(path.join(root, name)).catch(() => ({ size: -1 }))
    lines.push(`${size}  ${name}\n`)
  }
  return sha256Of(lines.join(''))
}

async function filesOf (target: string): Promise<string[]> {
  const text = await readFile(path.join(target, files.mixes), 'utf8').catch(() => '')
  return text.split('\n').filter(line => line !== '')
    .flatMap(line => (JSON.parse(line) as MixLine).files)
}
