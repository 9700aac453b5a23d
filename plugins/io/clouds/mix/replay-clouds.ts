import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as z from 'zod'
import { createMixer, fromJson, parseOptions } from '../../../../core/index.js'
import { fail } from '../../../../core/errors.js'
import type { Cloud } from '../../../../domains/pointcloud/cloud.js'
import { mix3d, pointcloud } from '../../../../domains/pointcloud/index.js'
import { jsonOf, sha256 } from '../../mix/manifest.js'
import { cloudFolder } from '../folder.js'
import type { CloudFolder } from '../folder.js'
import type { Scan } from '../layouts/types.js'
import { layout, readManifest } from './ledger.js'
import type { CloudManifest } from './ledger.js'
import { writeMixed } from './make-batch.js'
import type { MixLine } from './make-batch.js'

/** How a mix of clouds is replayed. */
export interface ReplayCloudsOptions {
  /** The folder that was mixed, if it is not where it was. */
  readonly source?: string
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
}

/** What a replay found. */
export interface ReplayCloudsReport {
  readonly folder: string
  /** Files that were made again, and those of them that are not the same, byte by byte. */
  readonly count: number
  readonly differing: readonly string[]
}

const schema = z.object({
  source: z.string().min(1).optional(),
  signal: z.instanceof(AbortSignal).optional(),
  onProgress: z.custom<(done: number, total: number) => void>(value =>
    value === undefined || typeof value === 'function', 'must be a function').optional()
})

const lineSchema = z.object({
  scans: z.array(z.string()), sources: z.record(z.string(), sha256).optional(), plan: z.unknown()
})

/**
 * Makes the scans of a mixed folder again, from its plans and the folder that was mixed, and
 * compares them byte by byte, and their provenance.
 *
 * @param folder - what `mixClouds` has written
 * @throws FORMAT for a folder that holds no mix of clouds, and for plans of scans that are not
 *   there; CHANGED for scans that have other bytes than were mixed; PLAN for plans that are not
 *   sound; OPTION, UNKNOWN_OPTION
 */
export async function replayClouds (
  folder: string, options: ReplayCloudsOptions = {}
): Promise<ReplayCloudsReport> {
  const { source, signal, onProgress } = parseOptions('replayClouds', schema, options)
  const manifest = await readManifest(folder)
  if (manifest === undefined) throw fail('FORMAT', folder, 'holds no mix of clouds')
  const { split, layout: name } = manifest
  const from = await cloudFolder(source ?? manifest.source,
    { layout: name, ...split !== undefined && { split } })
  const temporary = await mkdtemp(path.join(tmpdir(), 'remixture-'))
  try {
    const differing: string[] = []
    let [count, outputs] = [0, 0]
    for await (const lines of madeAgain(folder, manifest, from, temporary)) {
      signal?.throwIfAborted()
      const made = lines.flatMap(({ files, provenance }) => [...files, provenance])
      for (const file of made) {
        if (!await isSame(path.join(folder, file), path.join(temporary, file)))
          differing.push(file)
        await rm(path.join(temporary, file))
      }
      count += made.length
      outputs += lines.length
      onProgress?.(outputs, manifest.count)
    }
    return { folder, count, differing }
  } finally {
    await rm(temporary, { recursive: true })
  }
}

/** The outputs of every batch, once they are made. */
async function * madeAgain (
  folder: string, manifest: CloudManifest, from: CloudFolder, to: string
): AsyncGenerator<readonly MixLine[]> {
  // Plans are given, so the mixer decides nothing
  const mix = createMixer(mix3d(), { seed: manifest.seed })
  const scans = new Map(from.scans.map(scan => [scan.name, scan]))
  const file = path.join(folder, layout.plans)
  const handle = await open(file)
  try {
    for await (const line of handle.readLines()) {
      const parsed = lineSchema.safeParse(jsonOf(file, line))
      if (!parsed.success) throw fail('FORMAT', file, 'must say the scans and the plan of a batch')
      const { scans: names, sources = {}, plan } = parsed.data
      const batch = names.map((name): Scan => {
        const scan = scans.get(name)
        if (scan === undefined)
          throw fail('FORMAT', from.path, `must hold the scan ${name}, which was mixed`)
        return scan
      })
      const { clouds, digests } = await from.batch(batch)
      for (const [name, digest] of Object.entries(sources)) {
        if (digests[name] !== digest)
          throw fail('CHANGED', from.path, `"${name}" has other bytes`)
      }
      const pools = { batch: { size: clouds.length } }
      const mixed = mix.apply<Cloud>(clouds, fromJson(plan, { domain: pointcloud, pools }))
      const { lines } = await writeMixed(from, { scans: batch }, mixed, to)
      yield lines
    }
  } finally {
    await handle.close()
  }
}

async function isSame (one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([readFile(one).catch(() => undefined), readFile(other)])
  return a?.equals(b) === true
}
