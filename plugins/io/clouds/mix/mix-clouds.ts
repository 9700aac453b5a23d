import { copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fail } from '../../../../core/errors.js'
import { createMixer, parseOptions, toJson } from '../../../../core/index.js'
import type { ConfiguredMixer, Mix } from '../../../../core/index.js'
import type { Cloud } from '../../../../domains/pointcloud/cloud.js'
import { contains } from '../../images/inside.js'
import { cloudFolder } from '../folder.js'
import type { CloudFolder, ScanBatch } from '../folder.js'
import { placeFor } from '../layouts/write-file.js'
import { mixCloudsSchema } from './options.js'
import type { MixCloudsOptions, MixCloudsReport } from './options.js'
import { provenanceFile, writeProvenance } from './provenance.js'

const WHO = 'mixClouds'
const MANIFEST = 'manifest.json'

/**
 * Mixes the scans of a folder with one another, within their splits, and writes them under the same
 * names: labels are the ids of the source, bit by bit. Beside them are written `mixes.jsonl` (which
 * scans an output is made of), `provenance` (which point of which of them every point is, records
 * that numpy reads), `plans.jsonl` and `manifest.json`.
 *
 * An output is named after the first scan that is shown in it. A mixer that makes fewer outputs
 * than it is given scans leaves the others out.
 *
 * @param source - the folder
 * @throws OPTION, FORMAT for a folder without scans and for scans that are damaged, NOT_EMPTY; then
 * nothing is written
 */
export async function mixClouds (
  source: string, mixer: ConfiguredMixer, options: MixCloudsOptions
): Promise<MixCloudsReport> {
  const { out, layout, split, seed, batch, force, dryRun, registry, signal, onProgress } =
    parseOptions(WHO, mixCloudsSchema, options)
  const folder = await cloudFolder(source, {
    ...layout !== undefined && { layout }, ...split !== undefined && { split }
  })
  const target = path.resolve(out)
  await checkTarget(folder.path, target, force)
  const mix = createMixer(mixer, { seed, ...registry !== undefined && { registry } })
  const total = folder.scans.length
  const report = { out: target, layout: folder.layout, scans: total }
  if (dryRun) return { ...report, count: total, points: 0, files: [] }
  const partial = `${target}.${process.pid}.partial`
  try {
    await mkdir(partial, { recursive: true })
    const made = { files: [] as string[], points: 0, done: 0, count: 0 }
    for await (const given of folder.batches(batch, seed)) {
      signal?.throwIfAborted()
      const { files, points, count } = await mixBatch(folder, mix, given, partial)
      made.files.push(...files)
      made.points += points
      made.count += count
      made.done += given.scans.length
      onProgress?.(made.done, total)
    }
    for (const file of folder.beside)
      await copyFile(path.join(folder.path, file), await placeFor(partial, file))
    await writeFile(path.join(partial, MANIFEST), `${JSON.stringify({
      kind: 'clouds', source: folder.path, layout: folder.layout, seed, batch,
      mixer: { name: mixer.name, options: mixer.options }, count: made.count, points: made.points
    }, null, 2)}\n`)
    if (force) await rm(target, { recursive: true, force: true })
    await rename(partial, target)
    return { ...report, count: made.count, points: made.points, files: made.files }
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    throw error
  }
}

/** @throws NOT_EMPTY for a folder that no mix has written, or without leave; OUTSIDE */
async function checkTarget (source: string, target: string, force: boolean): Promise<void> {
  if (target === source || contains(source, target) || contains(target, source))
    throw fail('OPTION', WHO, 'out', 'must lie outside of the folder that is mixed', target)
  const there = await stat(target).catch(() => undefined)
  if (there === undefined) return
  if (!force) throw fail('NOT_EMPTY', target, 'it is there already')
  const manifest = await readFile(path.join(target, MANIFEST), 'utf8').catch(() => '{}')
  if ((Object(JSON.parse(manifest)) as { kind?: unknown }).kind !== 'clouds')
    throw fail('NOT_EMPTY', target, 'no mix of clouds has written it, so it is not overwritten')
}

async function mixBatch (
  folder: CloudFolder, mix: Mix, { scans, clouds }: ScanBatch, to: string
): Promise<{ readonly files: string[], readonly points: number, readonly count: number }> {
  const { batch, plan } = mix.mix<Cloud>(clouds)
  const files: string[] = []
  const outputs: string[] = []
  let points = 0
  for (const cloud of batch) {
    const { parts } = cloud.provenance ?? { parts: [] }
    const [first] = parts
    if (first === undefined) continue
    const own = scans[first.row]
    files.push(...await folder.write(to, own, cloud))
    await writeProvenance(to, own, cloud)
    points += cloud.coordinates.length / 3
    outputs.push(own.name)
    await appendLine(to, 'mixes.jsonl', {
      output: own.name, sources: parts.map(({ row }) => scans[row].name),
      provenance: provenanceFile(own)
    })
  }
  await appendLine(to, 'plans.jsonl',
    { scans: scans.map(({ name }) => name), outputs, plan: toJson(plan) })
  return { files, points, count: outputs.length }
}

async function appendLine (folder: string, file: string, value: unknown): Promise<void> {
  await writeFile(path.join(folder, file), `${JSON.stringify(value)}\n`, { flag: 'a' })
}
