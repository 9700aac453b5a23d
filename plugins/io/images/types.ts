import type { Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core'
import type { Annotations, Batch, HostArray } from '../../../core/index.js'
import type { Fit } from './decode.js'
import type { ImageFormat } from './signature.js'

/** An image of a folder. */
export interface ImageFile {
  /** Relative to the folder, parts separated by `/`. */
  readonly path: string
  /** Absent in a folder without classes, and in one of masks or boxes. */
  readonly class?: string
  /** The file of its mask, in a folder of masks. */
  readonly mask?: string
  /** Its boxes, in its pixels, in a folder of boxes. */
  readonly boxes?: Annotations
  /** The split it belongs to; absent where there is a problem. */
  readonly split?: string
  readonly format?: ImageFormat
  /** Whether it is 8-bit sRGB in three channels, which takes less to decode. */
  readonly plain?: boolean
  /** In pixels, the way it is meant to be looked at; 0 where the header could not be read. */
  readonly height: number
  readonly width: number
  /** Why it is left out, as the rest of a sentence that begins with its name. */
  readonly problem?: string
}

/** A folder of images that was looked at; no pixel was decoded yet. */
export interface ImageFolder {
  /** Absolute, links resolved. */
  readonly path: string
  /** In code unit order; empty for a folder without classes. */
  readonly classes: readonly string[]
  /** All of them, those with a problem too, in the order of their paths. */
  readonly files: readonly ImageFile[]
  readonly splits: Readonly<Record<string, ImageSplit>>
  /** How many files are no images by their names. */
  readonly others: number
  /** How it was read. */
  readonly options: FolderOptions
}

/** The options of `imageFolder` in effect, defaults filled in. */
export interface FolderOptions {
  readonly size?: readonly [height: number, width: number]
  readonly fit?: Fit
  readonly split: Readonly<Record<string, number>>
  readonly seed: number
  readonly labels: string
  readonly masks?: string
  readonly boxes?: string
  readonly classes?: readonly string[]
  readonly colours?: Readonly<Record<string, string>>
  readonly strict: boolean
  /** Height times width that an image may have. */
  readonly pixels: number
  /** That its file may have. */
  readonly bytes: number
}

/** The images of one split, without those that have a problem. */
export interface ImageSplit {
  readonly name: string
  /** How many images. */
  readonly size: number
  readonly classes: readonly string[]
  readonly files: readonly ImageFile[]
  /**
   * Batches of `count` images, decoded as they are asked for.
   *
   * @throws OPTION, UNKNOWN_OPTION; EMPTY_BATCH for a split without images; IMAGE_SIZES where
   *   images differ in size or shape and `size` or `fit` does not say what to do
   */
  batch (count: number, options?: BatchOptions): ImageBatches
}

/** How batches are made. */
export interface BatchOptions {
  /** Leave out a last batch with fewer images; false by default. */
  readonly drop?: boolean
  /** Another order every time, by the seed of the folder; by default for `train` only. */
  readonly shuffle?: boolean
  /** How many batches are decoded ahead; 2 by default. */
  readonly prefetch?: number
  /** How many images are decoded at a time; 4 by default, which is what Node has threads for. */
  readonly workers?: number
  /** Ends the iteration with its reason. */
  readonly signal?: AbortSignal
  /** Told of every image that turns out broken; by default the process warns. */
  readonly onProblem?: (file: string, problem: string) => void
}

/** A batch with class indices. The caller owns the tensor. */
export interface LabelledImages extends Batch<Tensor4D> {
  /** float32 `[batch, height, width, 3]`, from 0 to 1. */
  readonly x: Tensor4D
  /** Only of a folder with a class for every image. */
  readonly label?: Int32Array
  /** Of a folder of masks: class ids, int32 `[batch, height, width]`. */
  readonly mask?: Tensor3D
  /** Of a folder of boxes: those of every image, in pixels of `x`. */
  readonly boxes?: readonly Annotations[]
}

/** What images carry: one kind for all, or nothing. */
export interface Targets {
  /** Class indices. */
  readonly label?: Int32Array
  /** Class ids, `[batch, height, width]`. */
  readonly mask?: HostArray<Uint8Array>
  /** Those of every image, in pixels of the batch. */
  readonly boxes?: readonly Annotations[]
}

/** A batch on the host: what a mixer mixes without a tensor. */
export interface ImageBytes extends Batch<HostArray<Uint8Array>>, Targets {
  /** `[batch, height, width, 3]`, sRGB. */
  readonly x: HostArray<Uint8Array>
}

/**
 * As `fitDataset` takes it: `ys` is one-hot, float32 `[batch, classes]`, or of masks
 * `[batch, height, width, classes]`, where an id that is no class has nothing but zeros.
 */
// A type, not an interface: only that is a container of tensors to tfjs.
export type ImageElement = {
  readonly xs: Tensor4D
  readonly ys: Tensor2D | Tensor4D
}

/** What `model.fitDataset` and `evaluateDataset` take. */
export interface ImageDataset<Element> {
  /** Elements of one pass. */
  readonly size: number
  iterator (): Promise<{ next (): Promise<IteratorResult<Element>> }>
  /** Elements changed one by one; tensors that `change` does not give back are disposed. */
  mapAsync<Next> (change: (element: Element) => Promise<Next>): ImageDataset<Next>
}

/**
 * Batches of images. `for await` gives `{ x, label }`; as a dataset, for `fitDataset`, it gives
 * `{ xs, ys }`. Every pass decodes anew.
 */
export interface ImageBatches extends ImageDataset<ImageElement>, AsyncIterable<LabelledImages> {
  /** The same batches as bytes. */
  bytes (): AsyncGenerator<ImageBytes>
}
