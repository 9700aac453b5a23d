import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { fail } from '../../../core/errors.js'
import { parseOptions } from '../../../core/index.js'
import type { ConfiguredMixer } from '../../../core/index.js'
import { ahead } from '../images/ahead.js'
import { imageFolder } from '../images/folder.js'
import { loadImages, sha256Of } from '../images/load.js'
import type { ImageFolder } from '../images/types.js'
import { writeAtomic } from './atomic.js'
import type { Digests } from './digests.js'
import { gatherDigests } from './digests.js'
import { encodeImages } from './encode.js'
import type { Job } from './job.js'
import { jobOf } from './job.js'
import { labelsLines } from './labels-file.js'
import { outputName } from './layout.js'
import type { Ledger } from './ledger.js'
import { openLedger } from './ledger.js'
import type { Made } from './make-batch.js'
import { makeBatch } from './make-batch.js'
import type { MixChoice, MixFolderOptions } from './options.js'
import { mixFolderSchema } from './options.js'
import { restore } from './restore.js'
import type { MixEvent, MixReport } from './report.js'
import { stepsFrom } from './steps.js'

/** Batches that are decoded before they are mixed. */
const AHEAD = 2

/**
 * Mixes a folder of images to another one: `images/`, soft labels in `labels.csv`, a plan for every
 * batch in `plans.jsonl`, and `manifest.json`, which says what was mixed how, by which versions.
 *
 * The same folder, mixer and options give the same bytes. A call that was ended, however it was,
 * goes on where it stands when it is made again: only the batches that were under way are made
 * again, and what is missing or damaged of the others. Images of two splits are never mixed. A
 * broken image is reported and left out.
 *
 * @param source - the path of a folder, or what `imageFolder` made of it
 * @param mixer - a configured mixer of images: `cutmix()`, `oneOf([mixup(), cutmix()])`
 * @throws OPTION, UNKNOWN_OPTION, POOL, SIGNAL, IMAGE_SIZES, NOT_EMPTY, before anything is written;
 *   IMAGE under `strict`; CHANGED for a source that is not what it was; the reason of `signal`
 */
export async function mixFolder (
  source: string | ImageFolder, mixer: ConfiguredMixer, options: MixFolderOptions
): Promise<MixReport> {
  const chosen = parseOptions('mixFolder', mixFolderSchema, options)
  if (chosen.count !== undefined && chosen.epochs !== undefined)
    throw fail('OPTION', 'mixFolder', 'epochs', 'must not be given with "count"', chosen.epochs)
  const folder = typeof source === 'string' ? await folderAt(source, chosen) : source
  const job = await jobOf(folder, mixer, chosen)
  if (chosen.dryRun) return reportOf(job, chosen, 0, { outputs: 0, skipped: [] })
  chosen.signal?.throwIfAborted()
  const ledger = await openLedger(path.resolve(chosen.out), job.request, chosen.force)
  return await work(job, chosen, ledger, await realpath(chosen.out))
}

function folderAt (source: string, chosen: MixChoice): Promise<ImageFolder> {
  const { size, fit, seed, labels, strict, split } = chosen
  const given = { size, fit, seed, labels, strict, split: typeof split === 'object' ? split : {} }
  return imageFolder(source, Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined)
  ))
}

async function work (
  job: Job, chosen: MixChoice, ledger: Ledger, out: string
): Promise<MixReport> {
  const { request, loader, total } = job
  const tell = (event: MixEvent): void => { chosen.onProgress?.(event) }
  const digests = gatherDigests(request.format)
  const before = ledger.manifest()
  const { outputs: from } = before.done
  await restore({ ...job, classes: request.classes.length }, out, before, digests)
  tell({ type: 'start', total, done: from })
  if (!before.complete) {
    const steps = stepsFrom(before.done.steps, job.files, request.batch, request.seed,
      request.source.split, request.epochs)
    let first = from
    let empty = 0
    let written = Promise.resolve()
    const loads = ahead(needed(steps, () => first < total || request.epochs !== undefined), AHEAD,
      async step => ({ step, loaded: await loadImages(loader, step.files.map(file => file.path)) }))
    try {
      for await (const { step, loaded } of loads) {
        chosen.signal?.throwIfAborted()
        for (const { file, problem } of loaded.broken) {
          if (chosen.strict) throw fail('IMAGE', file, problem)
          tell({ type: 'skipped', file, problem })
        }
        const made = await makeBatch(job, step, loaded)
        const count = Math.min(made.painted?.x.shape[0] ?? 0,
          request.count === undefined ? Infinity : total - first)
        empty = count === 0 ? empty + step.files.length : 0
        if (empty >= job.files.length) throw fail('FORMAT', loader.root, 'holds no sound image')
        await written
        const at = first
        written = write(job, ledger, digests, out, made, at, count).then(() => {
          tell({ type: 'progress', total, done: at + count })
        })
        written.catch(() => undefined)
        first += count
        if (request.count !== undefined && first >= total) break
      }
    } finally {
      await written
    }
    await ledger.finish(await digests.all(out))
  }
  const { done, skipped } = ledger.manifest()
  const report = reportOf(job, chosen, done.outputs - from, { outputs: done.outputs, skipped })
  tell({ type: 'end', report })
  return report
}

/** Steps as long as there is need of them. */
function * needed<T> (steps: Iterable<T>, need: () => boolean): Generator<T> {
  for (const step of steps) {
    if (!need()) return
    yield step
  }
}

/** Writes the outputs of a batch, and then enters them. */
async function write (
  job: Job, ledger: Ledger, digests: Digests, out: string, { line, painted, soft }: Made,
  first: number, count: number
): Promise<void> {
  const { loader: { sharp, gate, buffers }, encoding } = job
  const files = painted === undefined
    ? []
    : await encodeImages(sharp, gate, painted.x, count, encoding)
  if (painted !== undefined) buffers?.give(painted.x.data)
  const names = files.map((_, i) => outputName(first + i, encoding.format))
  await Promise.all(files.map((bytes, i) => writeAtomic(path.join(out, names[i]), bytes)))
  const whole = { ...line, first, outputs: files.map(sha256Of) }
  checkSame(whole.sources, digests, job.loader.root)
  digests.add(whole)
  await ledger.commit(whole, labelsLines(names, soft))
}

/** @throws CHANGED for a source that had other bytes in an earlier batch */
function checkSame (
  sources: ReadonlyArray<{ readonly file: string, readonly sha256: string }>, digests: Digests,
  root: string
): void {
  const changed = sources.find(({ file, sha256 }) => (digests.source(file) ?? sha256) !== sha256)
  if (changed !== undefined) throw fail('CHANGED', root, `"${changed.file}" has other bytes`)
}

function reportOf (
  { request, files }: Job, { out, dryRun }: MixChoice, made: number,
  { outputs, skipped }: { readonly outputs: number, readonly skipped: MixReport['skipped'] }
): MixReport {
  return {
    out: path.resolve(out),
    mixer: request.mixer.name,
    count: outputs,
    made,
    height: request.height,
    width: request.width,
    classes: request.classes,
    images: files.length,
    skipped,
    dryRun
  }
}
