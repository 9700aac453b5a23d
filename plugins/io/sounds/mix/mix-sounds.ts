import { mkdir, realpath } from 'node:fs/promises'
import path from 'node:path'
import { fail } from '../../../../core/errors.js'
import type { ConfiguredMixer } from '../../../../core/index.js'
import { parseOptions } from '../../../../core/index.js'
import { contains } from '../../images/inside.js'
import { sha256Of } from '../../images/sha256.js'
import { lockFolder } from '../../mix/lock.js'
import { loaderOf } from '../load.js'
import { pairReport } from '../pairs.js'
import type { AudioFolder } from '../types.js'
import type { SoundRequest } from './files.js'
import { isThere, openFolder, writeLabels, writeManifest, writeSound } from './files.js'
import type { SoundJob } from './job.js'
import { soundJob } from './job.js'
import { maker } from './make.js'
import type { MixSoundsOptions, SoundMixChoice, SoundMixReport } from './options.js'
import { mixSoundsSchema } from './options.js'

const WHO = 'mixFolder'

/**
 * Mixes a folder of sounds to another one: `sounds/`, the shares of classes in `labels.csv`, a plan
 * for every sound in `plans.jsonl`, and `manifest.json`.
 *
 * Every sound is the beginning of a mix in turn; its partner is any of those that the pairing
 * allows. The same folder, mixer and options give the same bytes. A call that was ended goes on
 * where it stands when it is made again, and makes again what is missing or damaged.
 *
 * @throws OPTION, UNKNOWN_OPTION, POOL, SIGNAL, NOT_EMPTY, IN_USE before anything is written;
 *   CHANGED for a sound that is not what it was; the reason of `signal`
 */
export async function mixSounds (
  source: AudioFolder | Promise<AudioFolder>, mixer: ConfiguredMixer, options: MixSoundsOptions
): Promise<SoundMixReport> {
  const chosen = parseOptions(WHO, mixSoundsSchema, options)
  if (chosen.count !== undefined && chosen.epochs !== undefined)
    throw fail('OPTION', WHO, 'epochs', 'must not be given with "count"', chosen.epochs)
  const folder = await source
  const job = soundJob(folder, mixer, chosen.registry)
  const total = chosen.count ?? (chosen.epochs ?? 1) * folder.files.length
  if (chosen.dryRun) return reportOf(job, mixer, chosen, total, 0)
  chosen.signal?.throwIfAborted()
  const out = await outside(folder.path, chosen.out)
  await mkdir(out, { recursive: true })
  const unlock = await lockFolder(out)
  try {
    return await made(job, mixer, chosen, out, total)
  } finally {
    await unlock()
  }
}

async function made (
  job: SoundJob, mixer: ConfiguredMixer, chosen: SoundMixChoice, out: string, total: number
): Promise<SoundMixReport> {
  const { folder } = job
  const request = requestOf(job, mixer, chosen, out, total)
  const make = maker(job, loaderOf(folder), chosen)
  const lines = await openFolder(out, request, chosen.force)
  const before = lines.length
  chosen.onProgress?.({ type: 'start', total, done: before })
  for (const { path: file, problem } of folder.broken)
    chosen.onProgress?.({ type: 'skipped', file, problem })
  for (let index = 0; index < total; index++) {
    chosen.signal?.throwIfAborted()
    const known = lines.at(index)
    if (known !== undefined && await isThere(out, index, known.output)) continue
    const sound = await make(index)
    const line = await writeSound(out, index, sound, chosen.format, known === undefined)
    if (known === undefined) lines.push(line)
    chosen.onProgress?.({ type: 'progress', total, done: index + 1 })
  }
  if (folder.classes.length > 0) await writeLabels(out, folder.classes, lines)
  await writeManifest(out, request, true)
  const report = reportOf(job, mixer, chosen, total, total - before)
  chosen.onProgress?.({ type: 'end', report })
  return report
}

function requestOf (
  { folder }: SoundJob, { name, options }: ConfiguredMixer,
  { seed, format, clip }: SoundMixChoice, out: string, count: number
): SoundRequest {
  const list = folder.files.map(({ path: file, sha256, map = '', beats }) =>
    [file, sha256, map, beats.join(' ')].join('\t')).join('\n')
  const { sampleRate, channels, classes } = folder
  return {
    mixer: { name, options: JSON.parse(JSON.stringify(options)) as unknown },
    seed, count, format, clip, sampleRate, channels, classes,
    source: {
      path: path.relative(out, folder.path).split(path.sep).join('/'), list: sha256Of(list)
    }
  }
}

/** @throws OPTION for a folder within the one that is mixed: it would be mixed the next time */
async function outside (source: string, out: string): Promise<string> {
  const absolute = path.resolve(out)
  const real = await realpath(absolute).catch(() => absolute)
  if (real !== source && !contains(source, real)) return real
  throw fail('OPTION', WHO, 'out', 'must not lie in the folder that is mixed', out)
}

function reportOf (
  { folder, match }: SoundJob, { name }: ConfiguredMixer, { out, dryRun }: SoundMixChoice,
  count: number, made: number
): SoundMixReport {
  const { sampleRate, channels, classes, files, broken } = folder
  return {
    out: path.resolve(out), mixer: name, count, made, sampleRate, channels, classes,
    sounds: files.length,
    skipped: broken,
    ...match === undefined ? {} : { pairs: pairReport(files, match) },
    dryRun
  }
}
