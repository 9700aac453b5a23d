import { realpath } from 'node:fs/promises'
import path from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import type { Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core'
import * as z from 'zod'
import { fail } from '../../../core/errors.js'
import { Rng, count as whole, live, normalizeBytes, parseOptions } from '../../../core/index.js'
import type { Annotations } from '../../../core/index.js'
import { ahead } from '../images/ahead.js'
import { tensorOf } from '../images/batches.js'
import { datasetOf } from '../images/dataset.js'
import type { Loaded } from '../images/load.js'
import { load } from '../images/loader.js'
import { sentence } from '../images/sentence.js'
import { loadSharp } from '../images/sharp.js'
import type { ImageDataset, ImageElement } from '../images/types.js'
import { hire } from '../threads/crew.js'
import type { Manifest } from './manifest.js'
import { readManifest, targetOf } from './manifest.js'
import type { SoftLabel } from './read-labels.js'
import { readLabels } from './read-labels.js'

const WHO = 'readMixed'

/** A mixed folder, read back. */
export interface MixedFolder {
  /** Absolute, links resolved. */
  readonly path: string
  readonly classes: readonly string[]
  /** How many images. */
  readonly size: number
  /** In pixels. */
  readonly height: number
  readonly width: number
  /** File names relative to `path`, in order. */
  readonly files: readonly string[]
  /**
   * Batches of `count` images with their soft labels, decoded as they are asked for.
   *
   * @throws OPTION, UNKNOWN_OPTION; while it goes, IMAGE for an image that is missing or broken
   */
  batch (count: number, options?: MixedBatchOptions): MixedBatches
}

/** How batches of a mixed folder are made. */
export interface MixedBatchOptions {
  /** Leave out a last batch with fewer images; false by default. */
  readonly drop?: boolean
  /** Another order every pass, by `seed`; false by default. */
  readonly shuffle?: boolean
  readonly seed?: number
  /** How many batches are decoded ahead; 2 by default. */
  readonly prefetch?: number
  /** How many images are decoded at a time; 4 by default. */
  readonly workers?: number
  readonly signal?: AbortSignal
}

/** A mixed batch. The caller owns its tensors. */
export interface SoftLabelled {
  /** float32 `[batch, height, width, 3]`, from 0 to 1. */
  readonly x: Tensor4D
  /** float32 `[batch, classes]`; absent without classes. */
  readonly label?: Tensor2D
  /** Of a mix with masks: class ids, int32 `[batch, height, width]`. */
  readonly mask?: Tensor3D
  /** Of a mix with boxes: those of every image, in pixels. */
  readonly boxes?: readonly Annotations[]
}

/** `for await` gives `{ x, label }`; as a dataset, for `fitDataset`, it gives `{ xs, ys }`. */
export interface MixedBatches extends ImageDataset<ImageElement>, AsyncIterable<SoftLabelled> {}

const schema = z.object({
  drop: z.boolean().default(false),
  shuffle: z.boolean().default(false),
  seed: z.int().default(0),
  prefetch: z.int().gte(0).default(2),
  workers: whole.default(4),
  signal: z.instanceof(AbortSignal, { error: 'must be an AbortSignal' }).optional()
})
type Chosen = z.output<typeof schema>

/**
 * Reads a mixed folder back, soft labels included. Files are those that `labels.csv` names, which
 * must lie in the folder. A mix that is not complete is read as far as it goes.
 *
 * @throws FORMAT for a folder that holds no mix or a broken one, OUTSIDE for labels that name a
 *   file elsewhere, MISSING_PEER
 */
export async function readMixed (folder: string): Promise<MixedFolder> {
  const { root, manifest } = await mixAt(WHO, folder)
  const { request: { classes, height, width } } = manifest
  const rows = await readLabels(root, manifest)
  return {
    path: root,
    classes,
    size: rows.length,
    height,
    width,
    files: rows.map(({ file }) => file),
    batch: (count, given = {}) => {
      if (!Number.isSafeInteger(count) || count < 1)
        throw fail('OPTION', WHO, 'count', 'must be a whole number of at least 1', count)
      return batchesOf(root, manifest, rows, count, parseOptions(WHO, schema, given))
    }
  }
}

/**
 * The real path of a mixed folder and its manifest.
 *
 * @throws FORMAT for a folder that holds none
 */
export async function mixAt (
  who: string, folder: unknown
): Promise<{ readonly root: string, readonly manifest: Manifest }> {
  if (typeof folder !== 'string' || folder === '')
    throw fail('INPUT', who, 'path', 'must be the path of a folder', folder)
  const root = await realpath(path.resolve(folder)).catch((error: unknown) => {
    throw fail('FORMAT', folder, `cannot be read (${sentence(error)})`)
  })
  const manifest = await readManifest(root)
  if (manifest === undefined) throw fail('FORMAT', folder, 'holds no mix: it has no manifest.json')
  return { root, manifest }
}

function batchesOf (
  root: string, { request }: Manifest, rows: readonly SoftLabel[], count: number, options: Chosen
): MixedBatches {
  const { height, width, classes } = request
  const target = targetOf(request)
  const { drop, shuffle, seed, prefetch, workers, signal } = options
  const size = drop ? Math.floor(rows.length / count) : Math.ceil(rows.length / count)
  let passes = 0
  async function * batches (): AsyncGenerator<SoftLabelled> {
    const order = shuffle
      ? live(Rng(seed).fork('mixed', passes++)).permutation('order', rows.length)
      : rows.keys()
    const all = Array.from(order, at => rows[at])
    const parts = Array.from({ length: size }, (_, i) => all.slice(i * count, (i + 1) * count))
    await loadSharp(WHO)
    const crew = hire(workers)
    const loader = { crew, root, frame: { height, width }, pixels: height * width, signal }
    try {
      const loads = ahead(parts, prefetch, async part => {
        const files = part.map(({ file, mask }) => ({ path: file, mask }))
        return { part, loaded: await load(loader, files) }
      })
      for await (const { part, loaded } of loads) {
        signal?.throwIfAborted()
        const [broken] = loaded.broken
        if (broken !== undefined)
          throw fail('IMAGE', broken.file, `${broken.problem} (${broken.reason})`)
        const x = normalizeBytes(loaded.x, { mean: 0, std: 1 })
        yield { x, ...targetsFor(target, part, loaded, classes.length) }
      }
    } finally {
      crew.dismiss()
    }
  }
  async function * elements (): AsyncGenerator<ImageElement> {
    if (target === 'boxes')
      throw fail('TARGET', WHO, 'ys', 'is missing: boxes are no tensor; iterate over the batches')
    if (classes.length === 0) throw fail('TARGET', WHO, 'ys', 'is missing: the mix has no classes')
    for await (const { x, label, mask } of batches())
      yield { xs: x, ys: label ?? maskOf(mask as Tensor3D, classes.length) }
  }
  return { ...datasetOf(size, elements), [Symbol.asyncIterator]: batches }
}

/** What the images of a part carry, as they were mixed. */
function targetsFor (
  target: ReturnType<typeof targetOf>, part: readonly SoftLabel[], { masks }: Loaded,
  classes: number
): Omit<SoftLabelled, 'x'> {
  if (masks !== undefined) return { mask: tensorOf(masks) }
  if (target === 'boxes') return { boxes: part.map(({ boxes }) => boxes as Annotations) }
  return target === undefined ? {} : { label: stacked(part, classes) }
}

/** One-hot; the ids are disposed. */
function maskOf (mask: Tensor3D, classes: number): Tensor4D {
  return tf.tidy(() => {
    const ids = tf.reshape(mask, [...mask.shape, 1])
    mask.dispose()
    const hot: Tensor4D = tf.cast(tf.equal(ids, tf.range(0, classes, 1, 'int32')), 'float32')
    return hot
  })
}

function stacked (rows: readonly SoftLabel[], classes: number): Tensor2D {
  const data = new Float32Array(rows.length * classes)
  rows.forEach(({ shares = [] }, row) => { data.set(shares, row * classes) })
  return tf.tensor2d(data, [rows.length, classes])
}
