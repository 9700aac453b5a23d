import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { fail } from '../../../core/errors.js'
import { createMixer } from '../../../core/index.js'
import type { ConfiguredMixer, Mix } from '../../../core/index.js'
import { batchMasks, fineGrainedSaliency } from '../../../domains/image/index.js'
import type { Source } from '../images/batches.js'
import { buffers } from '../images/buffers.js'
import { coloursOf } from '../images/decode-mask.js'
import type { Frame } from '../images/decode.js'
import { frameOf } from '../images/frame.js'
import { contains } from '../images/inside.js'
import type { Loader } from '../images/loader.js'
import { sha256Of } from '../images/sha256.js'
import { loadSharp } from '../images/sharp.js'
import type { ImageFile, ImageFolder } from '../images/types.js'
import type { Crew } from '../threads/crew.js'
import type { Encoding } from './encode.js'
import { FILE } from './labels-file.js'
import type { MixRequest } from './manifest.js'
import type { MixChoice } from './options.js'
import { MOST_BYTES } from './remake.js'
import type { Skipped } from './report.js'
import { versionsOf } from './versions.js'

/** A mix that is about to be made: all is checked, nothing is written. */
export interface Job {
  readonly request: MixRequest
  readonly files: readonly ImageFile[]
  /** Those that are left out, since their headers show a problem. */
  readonly broken: readonly Skipped[]
  /** What it takes to say what images carry. */
  readonly split: Pick<Source, 'classes' | 'frame' | 'options'>
  readonly loader: Loader
  readonly encoding: Encoding
  readonly mix: Mix
  /** How many outputs there will be if no image is broken. */
  readonly total: number
}

const WHO = 'mixFolder'
/** Bytes of pixels that a batch has by default, and how many images that may be. */
const BATCH_BYTES = 2 ** 24
const LEAST_BATCH = 4
const MOST_BATCH = 32
/** Those that are decoded ahead, mixed, and encoded. */
const MOST_BUFFERS = 6

/** @throws all that can be told before a pixel is decoded */
export async function jobOf (
  folder: ImageFolder, mixer: ConfiguredMixer, options: MixChoice, crew: Crew
): Promise<Job> {
  const { format, quality, seed, signal, backend, count, epochs } = options
  const sharp = await loadSharp(WHO)
  const out = await outside(folder.path, options.out)
  const split = splitIn(folder, options)
  const { files, classes } = split
  const { masks, boxes, colours } = folder.options
  const target = masks !== undefined ? 'mask' : boxes !== undefined ? 'boxes' : undefined
  const ids = coloursOf(colours)
  if (classes.includes(FILE))
    throw fail('FORMAT', folder.path, `has a class "${FILE}", the name of a column of labels.csv`)
  const frame = frameOf(folder.path, files, options.size ?? folder.options.size,
    options.fit ?? folder.options.fit)
  const mix = runnable(mixer, target, classes.length, options)
  const batch = batchOf(frame, options.batch)
  return {
    request: {
      mixer: { name: mixer.name, domain: mixer.domain, options: json(mixer.options) },
      seed,
      ...count === undefined ? { epochs: epochs ?? 1 } : { count },
      batch,
      ...frame,
      format,
      quality,
      ...backend === undefined ? {} : { backend },
      classes: [...classes],
      ...target === undefined ? {} : { target },
      ...ids === undefined ? {} : { colours: [...ids] },
      source: {
        path: path.relative(out, folder.path).split(path.sep).join('/'),
        split: split.name,
        images: files.length,
        pixels: folder.options.pixels,
        list: sha256Of(files.map(listed).join(''))
      },
      versions: versionsOf(sharp)
    },
    files,
    broken: folder.files.flatMap(({ path: file, problem }) =>
      problem === undefined ? [] : [{ file, problem }]),
    split: { classes, frame, options: folder.options },
    loader: {
      crew, root: folder.path, frame, pixels: folder.options.pixels, hash: true, signal,
      colours: ids,
      buffers: buffers(MOST_BUFFERS, batch * frame.height * frame.width * 3)
    },
    encoding: { format, quality },
    mix,
    total: count ?? (epochs ?? 1) * files.length
  }
}

/** An image and what it carries, by which a list is told from another one. */
function listed ({ path: file, class: name = '', mask, boxes }: ImageFile): string {
  return `${[file, mask ?? (boxes === undefined ? name : JSON.stringify(boxes))].join('\t')}\n`
}

function runnable (
  mixer: ConfiguredMixer, target: 'mask' | 'boxes' | undefined, classes: number, options: MixChoice
): Mix {
  const { seed, registry, signals } = options
  const targets = target === undefined ? classes === 0 ? [] : { label: { classes } } : [target]
  // What bytes and masks on the host tell by themselves
  const told = {
    saliency: fineGrainedSaliency, ...target === 'mask' ? { masks: batchMasks } : {}, ...signals
  }
  const mix = createMixer(mixer, {
    seed, domain: 'image', targets, ...registry === undefined ? {} : { registry }, signals: told
  })
  // A batch is made again from its own images alone
  const pool = mixer.pools.find(name => name !== 'batch')
  if (pool !== undefined) throw fail('POOL', WHO, pool, ['batch'])
  return mix
}

function splitIn (
  folder: ImageFolder, { split: asked }: MixChoice
): ImageFolder['splits'][string] {
  const name = typeof asked === 'string' ? asked : 'train'
  if (!Object.hasOwn(folder.splits, name))
    throw fail('UNKNOWN_NAME', 'split', name, Object.keys(folder.splits))
  const split = folder.splits[name]
  if (split.size === 0) throw fail('EMPTY_BATCH', `${WHO}: ${folder.path}`, name)
  return split
}

/** @throws OPTION for a folder within the one that is mixed: it would be mixed the next time */
async function outside (source: string, out: string): Promise<string> {
  const absolute = path.resolve(out)
  const real = await realpath(absolute).catch(() => absolute)
  if (real !== source && !contains(source, real)) return real
  throw fail('OPTION', WHO, 'out', 'must not lie in the folder that is mixed', out)
}

/** @throws OPTION for a batch that could not be made again */
function batchOf ({ height, width }: Frame, asked: number | undefined): number {
  const bytes = height * width * 3
  const fitting = Math.max(LEAST_BATCH, Math.min(MOST_BATCH, Math.floor(BATCH_BYTES / bytes)))
  const batch = asked ?? fitting
  if (2 * batch * bytes <= MOST_BYTES) return batch
  const allowed = `must be smaller: a batch is ${batch} images of ${height} × ${width}, and may ` +
    `take ${MOST_BYTES / 2} bytes`
  throw asked === undefined
    ? fail('OPTION', WHO, 'size', allowed, [height, width])
    : fail('OPTION', WHO, 'batch', allowed, batch)
}

/** What a manifest holds of options: what JSON keeps of them. */
function json (options: ConfiguredMixer['options']): MixRequest['mixer']['options'] {
  return JSON.parse(JSON.stringify(options)) as MixRequest['mixer']['options']
}
