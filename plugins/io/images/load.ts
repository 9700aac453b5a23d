import { readFile } from 'node:fs/promises'
import { RemixtureError, fail } from '../../../core/errors.js'
import type { HostArray } from '../../../core/index.js'
import type { Done, Tools } from '../threads/tools.js'
import type { Frame } from './decode.js'
import type { Colours } from './decode-mask.js'
import { decodeMask } from './decode-mask.js'
import { decodeImage } from './decode.js'
import { pathInside } from './inside.js'
import { sentence } from './sentence.js'
import { sha256Of } from './sha256.js'
import { formatOf } from './signature.js'
import type { ImageFile } from './types.js'

/** What images are loaded with. */
export interface Loading {
  /** The real path of the folder. */
  readonly root: string
  readonly frame: Frame
  /** The most pixels that are decoded. */
  readonly pixels: number
  /**
   * Also takes the SHA-256 of every file; or compares it with what is known of them, and decodes
   * none that differs.
   */
  readonly hash?: true | ReadonlyMap<string, string> | undefined
  /** What stands for the classes of masks, where they are colours. */
  readonly colours?: Colours | undefined
}

/** Images to load. */
export interface LoadRequest extends Loading {
  readonly files: readonly LoadedFile[]
  /** Where their pixels go, whatever it holds: a new array by default. */
  readonly into?: Uint8Array | undefined
}

/** Images in one array, without those that turned out broken. */
export interface Loaded {
  /** `[kept, height, width, 3]`. */
  readonly x: HostArray<Uint8Array>
  /** Which of the files asked for they are. */
  readonly kept: readonly number[]
  /** SHA-256 of the files that were kept, in hex. */
  readonly sha256: readonly string[]
  /** `[kept, height, width]`, where every file has a mask; and their SHA-256. */
  readonly masks?: HostArray<Uint8Array>
  readonly maskSha256?: readonly string[]
  readonly broken: readonly Broken[]
}

/** An image that turned out broken. */
export interface Broken {
  readonly file: string
  /** The same every time: it is written down. */
  readonly problem: string
  /** What the system or the decoder says, which differs from time to time. */
  readonly reason: string
}

/** Loads images, each decoded straight into its place. */
export async function loadImages (
  tools: Tools, { files, into, ...loading }: LoadRequest
): Promise<Done<Loaded>> {
  const { height, width } = loading.frame
  const row = height * width * 3
  const data = into ?? new Uint8Array(files.length * row)
  const cells = height * width
  const ids = files[0]?.mask === undefined ? undefined : new Uint8Array(files.length * cells)
  const results = await Promise.all(files.map(async (file, at) => {
    const { bytes, mask, ...rest } = await loadImage(tools, loading, file)
    if (bytes !== undefined) data.set(bytes, at * row)
    if (mask !== undefined) ids?.set(mask, at * cells)
    return rest
  }))
  const kept = [...files.keys()].filter(at => results[at].broken === undefined)
  moveUp(data, row, kept)
  if (ids !== undefined) moveUp(ids, cells, kept)
  return {
    result: {
      x: { data: data.subarray(0, kept.length * row), shape: [kept.length, height, width, 3] },
      ...ids === undefined ? {} : {
        masks: { data: ids.subarray(0, kept.length * cells), shape: [kept.length, height, width] },
        maskSha256: kept.map(at => results[at].maskSha256 as string)
      },
      kept,
      sha256: kept.map(at => results[at].sha256 as string),
      broken: results.flatMap(({ broken }) => broken ?? [])
    },
    travels: data
  }
}

/** Rows after one that is not kept move up. */
function moveUp (data: Uint8Array, row: number, kept: readonly number[]): void {
  kept.forEach((from, to) => { data.copyWithin(to * row, from * row, (from + 1) * row) })
}

/** An image to load: an `ImageFile`, or as much of it as is known. */
export type LoadedFile = Pick<ImageFile, 'path' | 'plain' | 'mask'>

interface LoadedImage {
  readonly bytes?: Uint8Array
  readonly mask?: Uint8Array
  readonly sha256?: string | undefined
  readonly maskSha256?: string | undefined
  readonly broken?: Broken
}

/** An image as bytes, with its mask if it has one, or why there are none. */
async function loadImage (
  { sharp, gate, signal }: Tools, loading: Loading, { path: file, plain, mask }: LoadedFile
): Promise<LoadedImage> {
  const { frame, pixels, colours } = loading
  signal.throwIfAborted()
  const decoded = <T>(decode: () => Promise<T>): Promise<T> => gate(() => {
    signal.throwIfAborted()
    return decode()
  })
  try {
    const { source, sha256 } = await readSource(loading, file)
    const bytes = await decoded(() => decodeImage(sharp, source, frame, pixels, plain))
    if (mask === undefined) return { bytes, sha256 }
    const ids = await readSource(loading, mask)
    return {
      bytes,
      sha256,
      mask: await decoded(() => decodeMask(sharp, ids.source, frame, pixels, colours)),
      maskSha256: ids.sha256
    }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof RemixtureError && error.code === 'CHANGED') throw error
    return { broken: { file, problem: problemOf(error), reason: sentence(error) } }
  }
}

/** @throws CHANGED, IMAGE, OUTSIDE, and errors of the system */
async function readSource (
  { root, hash }: Loading, file: string
): Promise<{ readonly source: Buffer, readonly sha256: string | undefined }> {
  const source = await readFile(await pathInside('image', root, file))
  const sha256 = hash === undefined ? undefined : sha256Of(source)
  if (typeof hash === 'object' && hash.get(file) !== sha256)
    throw fail('CHANGED', file, 'has other bytes')
  if (formatOf(source) === undefined) throw fail('IMAGE', file, 'is not JPEG, PNG, WebP or TIFF')
  return { source, sha256 }
}

function problemOf (error: unknown): string {
  const { code } = Object(error) as { code?: unknown }
  if (code === 'OUTSIDE') return 'leads out of its folder'
  return code === 'ENOENT' ? 'is not there' : 'cannot be decoded'
}
