import * as tf from '@tensorflow/tfjs-core'
import type { Rank, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core'
import * as z from 'zod'
import { fail } from '../../../core/errors.js'
import { count as whole, normalizeBytes, parseOptions } from '../../../core/index.js'
import type { Annotations, HostArray } from '../../../core/index.js'
import { ahead } from './ahead.js'
import { datasetOf } from './dataset.js'
import { coloursOf } from './decode-mask.js'
import type { Frame } from './decode.js'
import { fitBoxes } from './fit-boxes.js'
import type { Loaded } from './load.js'
import { load } from './loader.js'
import type { Crew } from '../threads/crew.js'
import { hire } from '../threads/crew.js'
import { orderOf } from './order.js'
import { loadSharp } from './sharp.js'
import type { BatchOptions, FolderOptions, ImageBatches, ImageBytes, ImageElement, ImageFile,
  LabelledImages, Targets } from './types.js'

const schema = z.object({
  drop: z.boolean().default(false),
  shuffle: z.boolean().optional(),
  prefetch: z.int().gte(0).default(2),
  workers: whole.default(4),
  signal: z.instanceof(AbortSignal, { error: 'must be an AbortSignal' }).optional(),
  onProblem: z.custom<(file: string, problem: string) => void>(
    value => typeof value === 'function', 'must be a function').optional()
})

/** What the batches of a split are made from. */
export interface Source {
  readonly root: string
  readonly split: string
  readonly classes: readonly string[]
  readonly files: readonly ImageFile[]
  readonly frame: Frame
  readonly options: FolderOptions
}

/** Batches of a split: see `ImageSplit.batch`. */
export function batchesOf (source: Source, count: number, given: BatchOptions = {}): ImageBatches {
  const who = `${source.split}.batch`
  if (!Number.isSafeInteger(count) || count < 1)
    throw fail('OPTION', who, 'count', 'must be a whole number of at least 1', count)
  const options = parseOptions(who, schema, given)
  const { files, classes } = source
  const size = options.drop ? Math.floor(files.length / count) : Math.ceil(files.length / count)
  let passes = 0
  async function * bytes (): AsyncGenerator<ImageBytes> {
    const pass = passes++
    await loadSharp('imageFolder')
    const crew = hire(options.workers)
    const order = options.shuffle ?? source.split === 'train'
      ? orderOf(files.length, source.options.seed, source.split, pass)
      : files.keys()
    const all = Array.from(order, at => files[at])
    const parts = Array.from({ length: size }, (_, i) => all.slice(i * count, (i + 1) * count))
    try {
      const loads = ahead(parts, options.prefetch, loading(crew, source, options))
      for await (const { loaded, part } of loads) {
        options.signal?.throwIfAborted()
        const left = loaded.kept.map(at => part[at])
        if (left.length > 0) yield { x: loaded.x, ...targetsOf(source, loaded, left) }
      }
    } finally {
      crew.dismiss()
    }
  }
  async function * labelled (): AsyncGenerator<LabelledImages> {
    for await (const { x, mask, ...rest } of bytes()) {
      const images = normalizeBytes(x, { mean: 0, std: 1 })
      yield mask === undefined ? { x: images, ...rest } : { x: images, mask: tensorOf(mask) }
    }
  }
  async function * elements (): AsyncGenerator<ImageElement> {
    if (classes.length === 0)
      throw fail('TARGET', who, 'ys', 'is missing: the folder has no classes')
    if (source.options.boxes !== undefined)
      throw fail('TARGET', who, 'ys', 'is missing: boxes are no tensor; iterate over the batches')
    for await (const { x, label, mask } of bytes()) {
      const [ids, shape] = mask === undefined
        ? [label ?? new Int32Array(), x.shape.slice(0, 1)]
        : [mask.data, mask.shape]
      yield { xs: normalizeBytes(x, { mean: 0, std: 1 }), ys: oneHot(ids, shape, classes.length) }
    }
  }
  return { ...datasetOf(size, elements), bytes, [Symbol.asyncIterator]: labelled }
}

/** What belongs to the images that were kept of a part. */
export function targetsOf (
  { classes, frame, options }: Pick<Source, 'classes' | 'frame' | 'options'>, { masks }: Loaded,
  files: readonly ImageFile[]
): Targets {
  if (masks !== undefined) return { mask: masks }
  if (options.boxes !== undefined)
    return { boxes: files.map(file => fitBoxes(file.boxes as Annotations, file, frame)) }
  if (classes.length === 0) return {}
  return { label: Int32Array.from(files, file => classIndex(file, classes)) }
}

type Chosen = z.output<typeof schema>

interface LoadedPart { readonly loaded: Loaded, readonly part: readonly ImageFile[] }

/** Loads the parts of a pass, reporting what is broken. */
function loading (
  crew: Crew, { root, frame, options: { pixels, strict, colours } }: Source,
  { signal, onProblem = warn }: Chosen
): (part: readonly ImageFile[]) => Promise<LoadedPart> {
  const loader = { crew, root, frame, pixels, signal, colours: coloursOf(colours) }
  return async part => {
    const loaded = await load(loader, part)
    loaded.broken.forEach(({ file, problem, reason }) => {
      if (strict) throw fail('IMAGE', file, `${problem} (${reason})`)
      onProblem(file, `${problem} (${reason})`)
    })
    return { loaded, part }
  }
}

function warn (file: string, problem: string): void {
  process.emitWarning(`image "${file}" ${problem}; it is left out`)
}

/** The index of the class of a file, which has one. */
export function classIndex (file: ImageFile, classes: readonly string[]): number {
  return classes.indexOf(file.class as string)
}

/** Class ids as a tensor. */
export function tensorOf ({ data, shape }: HostArray<Uint8Array>): Tensor3D {
  return tf.tensor3d(Int32Array.from(data), shape as [number, number, number], 'int32')
}

/** Not tf.oneHot: it refuses a single class. An id that is no class has zeros only. */
function oneHot (
  ids: Int32Array | Uint8Array, shape: readonly number[], classes: number
): Tensor2D | Tensor4D {
  const data = new Float32Array(ids.length * classes)
  ids.forEach((id, cell) => { if (id < classes) data[cell * classes + id] = 1 })
  return tf.tensor<Rank.R2 | Rank.R4>(data, [...shape, classes] as [number, number]) as Tensor2D
}
