import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { fail } from '../../../core/errors.js'
import { parseOptions } from '../../../core/index.js'
import type { ConfiguredMixer } from '../../../core/index.js'
import { imageFolder } from '../images/folder.js'
import type { ImageFolder } from '../images/types.js'
import { mixSounds } from '../sounds/mix/mix-sounds.js'
import type { MixSoundsOptions, SoundMixReport } from '../sounds/mix/options.js'
import type { AudioFolder } from '../sounds/types.js'
import { hire } from '../threads/crew.js'
import { gatherDigests } from './digests.js'
import type { Job } from './job.js'
import { jobOf } from './job.js'
import type { Ledger } from './ledger.js'
import { openLedger } from './ledger.js'
import type { MixChoice, MixFolderOptions } from './options.js'
import { mixFolderSchema } from './options.js'
import { produce } from './produce.js'
import type { MixEvent, MixReport } from './report.js'
import { restore } from './restore.js'

/**
 * Mixes a folder of images, or of sounds, to another one. Of sounds, which `audioFolder` has
 * listened to, see the end. Of images: `images/`, soft labels in `labels.csv`, a plan for every
 * batch in `plans.jsonl`, and `manifest.json`, which says what was mixed how, by which versions.
 *
 * The same folder, mixer and options give the same bytes. A call that was ended, however it was,
 * goes on where it stands when it is made again: only the batches that were under way are made
 * again, and what is missing or damaged of the others. Images of two splits are never mixed. A
 * broken image is reported and left out.
 *
 * Of sounds: `sounds/`, the shares of their classes in `labels.csv`, and a plan for every sound.
 * Every sound begins a mix in turn; its partner is any of those that the pairing allows, and
 * `beatSync` pairs by tempo. A call that was ended goes on here too.
 *
 * @param source - the path of a folder of images, or what `imageFolder` or `audioFolder` made of it
 * @param mixer - a configured mixer of images: `cutmix()`, `oneOf([mixup(), cutmix()])`
 * @throws OPTION, UNKNOWN_OPTION, POOL, SIGNAL, IMAGE_SIZES, NOT_EMPTY, IN_USE, before anything is
 *   written; IMAGE under `strict`; TARGET for masks of ids under a mixer that blends; CHANGED for a
 *   source that is not what it was; the reason of `signal`
 */
export async function mixFolder (
  source: string | ImageFolder, mixer: ConfiguredMixer, options: MixFolderOptions
): Promise<MixReport>
export async function mixFolder (
  source: AudioFolder | Promise<AudioFolder>, mixer: ConfiguredMixer, options: MixSoundsOptions
): Promise<SoundMixReport>
export async function mixFolder (
  given: string | ImageFolder | AudioFolder | Promise<AudioFolder>, mixer: ConfiguredMixer,
  options: MixFolderOptions | MixSoundsOptions
): Promise<MixReport | SoundMixReport> {
  const source = typeof given === 'string' ? given : await given
  return isSounds(source)
    ? await mixSounds(source, mixer, options as MixSoundsOptions)
    : await mixImages(source, mixer, options as MixFolderOptions)
}

function isSounds (source: string | ImageFolder | AudioFolder): source is AudioFolder {
  return (Object(source) as Partial<AudioFolder>).kind === 'sounds'
}

async function mixImages (
  source: string | ImageFolder, mixer: ConfiguredMixer, options: MixFolderOptions
): Promise<MixReport> {
  const chosen = parseOptions('mixFolder', mixFolderSchema, options)
  if (chosen.count !== undefined && chosen.epochs !== undefined)
    throw fail('OPTION', 'mixFolder', 'epochs', 'must not be given with "count"', chosen.epochs)
  // Before the folder is looked through: threads take a while to begin
  const crew = hire(chosen.workers)
  try {
    const folder = typeof source === 'string' ? await folderAt(source, chosen) : source
    return await mixed(await jobOf(folder, mixer, chosen, crew), chosen)
  } finally {
    crew.dismiss()
  }
}

async function mixed (job: Job, chosen: MixChoice): Promise<MixReport> {
  if (chosen.dryRun) return reportOf(job, chosen, 0, { outputs: job.total, skipped: [] })
  chosen.signal?.throwIfAborted()
  const ledger = await openLedger(path.resolve(chosen.out), job.request, chosen.force)
  try {
    return await made(job, chosen, ledger)
  } finally {
    await ledger.close()
  }
}

async function made (job: Job, chosen: MixChoice, ledger: Ledger): Promise<MixReport> {
  const out = await realpath(chosen.out)
  const tell = (event: MixEvent): void => { chosen.onProgress?.(event) }
  const before = ledger.manifest()
  const digests = gatherDigests(job.request)
  await restore({ ...job, classes: job.request.classes.length }, out, before, digests)
  tell({ type: 'start', total: job.total, done: before.done.outputs })
  job.broken.forEach(image => { tell({ type: 'skipped', ...image }) })
  if (!before.complete) await produce({ job, ledger, digests, out, strict: chosen.strict, tell })
  const { done, skipped } = ledger.manifest()
  const made = done.outputs - before.done.outputs
  const report = reportOf(job, chosen, made, { outputs: done.outputs, skipped })
  tell({ type: 'end', report })
  return report
}

function folderAt (source: string, chosen: MixChoice): Promise<ImageFolder> {
  const { size, fit, seed, labels, masks, boxes, classes, colours, strict } = chosen
  const split = typeof chosen.split === 'object' ? chosen.split : {}
  const given = { size, fit, seed, labels, masks, boxes, classes, colours, strict, split }
  return imageFolder(source, Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined)
  ))
}

function reportOf (
  { request, files, broken }: Job, { out, dryRun }: MixChoice, made: number,
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
    skipped: [...broken, ...skipped],
    dryRun
  }
}
