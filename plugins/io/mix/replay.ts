import { mkdir, readdir, readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'
import { fail } from '../../../core/errors.js'
import { count as whole, parseOptions } from '../../../core/index.js'
import '../../../domains/image/index.js'
import { pathInside } from '../images/inside.js'
import { sha256Of } from '../images/sha256.js'
import { sentence } from '../images/sentence.js'
import { loadSharp } from '../images/sharp.js'
import type { SharpFunction } from '../images/sharp.js'
import type { Crew } from '../threads/crew.js'
import { hire } from '../threads/crew.js'
import { writeAtomic } from './atomic.js'
import { makeImages } from './clear.js'
import { sha256In } from './digests.js'
import { labelsFile, labelsHeader, labelsLines } from './labels-file.js'
import { maskName, outputName } from './layout.js'
import type { MixRequest } from './manifest.js'
import { planLines } from './plan-lines.js'
import { mixAt } from './read-mixed.js'
import type { Workshop } from './remake.js'
import { remake } from './remake.js'
import { versionsOf } from './versions.js'

/** How a mix is made again. */
export interface ReplayOptions {
  /** An empty folder for the images and their labels; by default none are written. */
  readonly out?: string
  /** Compares with the images in the folder; true unless `out` is given. */
  readonly check?: boolean
  /** The folder that was mixed, if it is not where the manifest says. */
  readonly source?: string
  /** What paints: `host`, or the name of a backend; by default what did. */
  readonly backend?: string
  readonly workers?: number
  readonly onProgress?: (event: { readonly done: number, readonly total: number }) => void
  readonly signal?: AbortSignal
}

/** What came out of making a mix again. */
export interface ReplayReport {
  /** How many images were made. */
  readonly count: number
  /** Images that are not the same bytes as recorded, or as in the folder. */
  readonly differing: ReadonlyArray<{
    readonly file: string
    /** The most that a value of a pixel is off, from 0 to 255; absent for a missing image. */
    readonly levels?: number
  }>
  /** Versions that are not those of the mix: bytes may then differ. */
  readonly versions: ReadonlyArray<{
    readonly name: string
    readonly then: string
    readonly now: string
  }>
}

const schema = z.object({
  out: z.string().min(1).optional(),
  check: z.boolean().optional(),
  source: z.string().min(1).optional(),
  backend: z.string().min(1).optional(),
  workers: whole.default(4),
  onProgress: z.custom<NonNullable<ReplayOptions['onProgress']>>(
    value => typeof value === 'function', 'must be a function').optional(),
  signal: z.instanceof(AbortSignal, { error: 'must be an AbortSignal' }).optional()
})

/**
 * Makes the images of a mixed folder again from its plans: the same bytes, given the same versions
 * and backend; on another backend within 1 of 255.
 *
 * Source images are found by path and told by content: one that has other bytes than were mixed is
 * an error, so that a manifest from elsewhere can show nobody a file its maker did not have.
 *
 * @param folder - what `mixFolder` wrote, complete or not
 * @throws OPTION, UNKNOWN_OPTION; FORMAT for a folder that holds no mix or a broken one; CHANGED
 *   for a source that is missing or has other bytes; NOT_EMPTY; BACKEND; MISSING_PEER
 */
export async function replay (
  folder: string, options: ReplayOptions = {}
): Promise<ReplayReport> {
  const chosen = parseOptions('replay', schema, options)
  const { out, check = out === undefined, backend, signal, onProgress } = chosen
  const { root, manifest } = await mixAt('replay', folder)
  const { request, done } = manifest
  const sharp = await loadSharp('replay')
  const crew = hire(chosen.workers)
  const differing: Array<ReplayReport['differing'][number]> = []
  let labels = labelsHeader(request)
  let target: string | undefined
  try {
    const workshop = await workshopOf(crew, root, request, chosen)
    target = out === undefined ? undefined : await emptyFolder(out, request)
    for await (const line of planLines(root, manifest)) {
      signal?.throwIfAborted()
      const made = await remake(workshop, line, backend)
      const names = line.outputs.map((_, i) => outputName(line.first + i, request.format))
      const { files = [], masks = [], targets = {} } = made ?? {}
      const all = [...names, ...masks.map((_, i) => maskName(line.first + i))]
      const hashes = [...line.outputs, ...line.masks ?? []]
      for (const [i, bytes] of [...files, ...masks].entries()) {
        const name = all[i]
        if (target !== undefined) await writeAtomic(path.join(target, name), bytes)
        const same = sha256Of(bytes) === hashes[i]
        const there = !check || await sha256In(root, name) === hashes[i]
        if (!same || !there) differing.push(await differenceOf(sharp, root, name, bytes))
      }
      labels += labelsLines(names, line.first, targets)
      onProgress?.({ done: line.first + line.outputs.length, total: done.outputs })
    }
  } finally {
    crew.dismiss()
  }
  if (target !== undefined)
    await writeAtomic(path.join(target, labelsFile(request)), labels, true)
  const now = versionsOf(sharp)
  return {
    count: done.outputs,
    differing,
    versions: Object.entries(request.versions)
      .filter(([name, then]) => now[name] !== then)
      .map(([name, then]) => ({ name, then, now: now[name] ?? 'none' }))
  }
}

async function workshopOf (
  crew: Crew, root: string, request: MixRequest,
  { source, signal }: z.output<typeof schema>
): Promise<Workshop> {
  const { height, width, fit, format, quality, classes, colours, source: recorded } = request
  const folder = source ?? path.resolve(root, recorded.path)
  const real = await realpath(folder).catch((error: unknown) => {
    throw fail('FORMAT', root,
      `was mixed from "${folder}", which cannot be read (${sentence(error)}); give "source"`)
  })
  return {
    loader: {
      crew, root: real, frame: { height, width, fit }, pixels: recorded.pixels, signal, colours
    },
    encoding: { format, quality },
    classes: classes.length
  }
}

/** @throws NOT_EMPTY for a folder that holds anything */
async function emptyFolder (out: string, request: MixRequest): Promise<string> {
  const folder = path.resolve(out)
  await mkdir(folder, { recursive: true })
  if ((await readdir(folder)).length > 0) throw fail('NOT_EMPTY', folder, 'is not empty')
  await makeImages(folder, request)
  return folder
}

/** How far an image in the folder is from one that was made again. */
async function differenceOf (
  sharp: SharpFunction, root: string, file: string, bytes: Uint8Array
): Promise<ReplayReport['differing'][number]> {
  try {
    const before = await readFile(await pathInside('replay', root, file))
    const [a, b] = await Promise.all([before, bytes].map(each => sharp(each).raw().toBuffer()))
    if (a.length !== b.length) return { file, levels: 255 }
    return { file, levels: a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0) }
  } catch {
    return { file }
  }
}
