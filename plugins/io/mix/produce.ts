import { fail } from '../../../core/errors.js'
import { ahead } from '../images/ahead.js'
import type { Broken } from '../images/load.js'
import { load } from '../images/loader.js'
import type { Digests } from './digests.js'
import { asImages, masksEncoding } from './encode.js'
import type { Job } from './job.js'
import { labelsLines } from './labels-file.js'
import { maskName, outputName } from './layout.js'
import type { Ledger } from './ledger.js'
import type { Made } from './make-batch.js'
import { makeBatch } from './make-batch.js'
import type { PlanLine } from './plan-line.js'
import type { MixEvent } from './report.js'
import { stepsFrom } from './steps.js'

/** Batches that are decoded before they are mixed: threads are never without work. */
const AHEAD = 2

/** A mix that is being made. */
export interface Production {
  readonly job: Job
  readonly ledger: Ledger
  readonly digests: Digests
  /** The real path of the folder that is written. */
  readonly out: string
  readonly strict: boolean
  readonly tell: (event: MixEvent) => void
}

/**
 * Makes what is left of a mix: while one batch is painted, the one before is encoded and the next
 * are decoded, all of it in the threads of sharp. Memory holds these batches, however many there
 * are.
 */
export async function produce (production: Production): Promise<void> {
  const { job, ledger, digests, out } = production
  const { request: { count, batch, seed, epochs, source }, files, loader } = job
  const { done } = ledger.manifest()
  const left = (first: number): number => count === undefined ? Infinity : job.total - first
  let first = done.outputs
  let broken = 0
  let before = Promise.resolve()
  let entered = Promise.resolve()
  const steps = stepsFrom(done.steps, files, batch, seed, source.split, epochs)
  const loads = ahead(asLongAs(steps, () => left(first) > 0), AHEAD, async step =>
    ({ step, loaded: await load(loader, step.files) }))
  try {
    for await (const { step, loaded } of loads) {
      if (left(first) <= 0) break
      loader.signal?.throwIfAborted()
      loaded.broken.forEach(image => { report(image, production) })
      broken = loaded.kept.length === 0 ? broken + step.files.length : 0
      if (broken >= files.length) throw fail('FORMAT', loader.root, 'holds no sound image')
      const made = await makeBatch(job, step, loaded)
      const kept = Math.min(made.painted?.x.shape[0] ?? 0, left(first))
      const placed = place(production, made, first, kept)
      // Entered in order, while the next batch is encoded already
      await before
      before = entered
      entered = enter(production, placed, entered)
      // Waited for later; until then nobody does, and a rejection nobody waits for is fatal
      entered.catch(() => undefined)
      first += kept
    }
  } finally {
    await entered
  }
  await ledger.finish(await digests.all(out))
}

/** Items as long as a condition holds. */
function * asLongAs<T> (items: Iterable<T>, holds: () => boolean): Generator<T> {
  for (const item of items) {
    if (!holds()) return
    yield item
  }
}

function report ({ file, problem, reason }: Broken, { strict, tell }: Production): void {
  const told = `${problem} (${reason})`
  if (strict) throw fail('IMAGE', file, told)
  tell({ type: 'skipped', file, problem: told })
}

/** A batch whose images are in place, and its lines of labels. */
interface Placed { readonly line: PlanLine, readonly labels: string }

/** Writes the images of a batch and their masks, in a thread. */
async function place (
  { job, out }: Production, { line, painted, targets }: Made, first: number, count: number
): Promise<Placed> {
  const { loader: { crew, buffers }, encoding } = job
  if (painted === undefined) return { line: { ...line, first, outputs: [] }, labels: '' }
  const names = Array.from({ length: count }, (_, i) => outputName(first + i, encoding.format))
  const { x } = painted
  const [outputs, masks] = await Promise.all([
    crew.ask('write', { x, count, encoding, folder: out, names }),
    targets.masks === undefined ? undefined : crew.ask('write', {
      x: asImages(targets.masks), count, encoding: masksEncoding, folder: out,
      names: names.map((_, i) => maskName(first + i))
    })
  ])
  buffers?.give(x.data)
  return {
    line: { ...line, first, outputs, ...masks === undefined ? {} : { masks } },
    labels: labelsLines(names, first, targets)
  }
}

/** Enters a batch, after the one before. */
async function enter (
  { job, ledger, digests, tell }: Production, placed: Promise<Placed>, before: Promise<void>
): Promise<void> {
  const [{ line, labels }] = await Promise.all([placed, before])
  const changed = line.sources.flatMap(({ mask, ...source }) => mask === undefined ? [source] :
    [source, mask]).find(({ file, sha256 }) => (digests.source(file) ?? sha256) !== sha256)
  if (changed !== undefined)
    throw fail('CHANGED', job.loader.root, `"${changed.file}" has other bytes`)
  digests.add(line)
  await ledger.commit(line, labels)
  tell({ type: 'progress', total: job.total, done: line.first + line.outputs.length })
}
