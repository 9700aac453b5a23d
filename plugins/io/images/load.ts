import { readFile } from 'node:fs/promises'
import { RemixtureError, fail } from '../../../core/errors.js'
import type { HostArray } from '../../../core/index.js'
import type { Done, Tools } from '../threads/tools.js'
import type { Frame } from './decode.js'
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
  const results = await Promise.all(files.map(async (file, at) => {
    const { bytes, sha256, broken } = await loadImage(tools, loading, file)
    if (bytes !== undefined) data.set(bytes, at * row)
    return { sha256, broken }
  }))
  const kept = [...files.keys()].filter(at => results[at].broken === undefined)
  // Rows after a broken one move up
  kept.forEach((from, to) => { data.copyWithin(to * row, from * row, (from + 1) * row) })
  return {
    result: {
      x: { data: data.subarray(0, kept.length * row), shape: [kept.length, height, width, 3] },
      kept,
      sha256: kept.map(at => results[at].sha256 as string),
      broken: results.flatMap(({ broken }) => broken ?? [])
    },
    travels: data
  }
}

/** An image to load: an `ImageFile`, or as much of it as is known. */
export type LoadedFile = Pick<ImageFile, 'path' | 'plain'>

interface LoadedImage {
  readonly bytes?: Uint8Array
  readonly sha256?: string
  readonly broken?: Broken
}

/** An image as bytes, or why there are none. */
async function loadImage (
  { sharp, gate, signal }: Tools, { root, frame, pixels, hash }: Loading,
  { path: file, plain }: LoadedFile
): Promise<LoadedImage> {
  signal.throwIfAborted()
  try {
    const source = await readFile(await pathInside('image', root, file))
    const sha256 = hash === undefined ? undefined : sha256Of(source)
    if (typeof hash === 'object' && hash.get(file) !== sha256)
      throw fail('CHANGED', file, 'has other bytes')
    if (formatOf(source) === undefined) throw fail('IMAGE', file, 'is not JPEG, PNG, WebP or TIFF')
    const bytes = await gate(() => {
      signal.throwIfAborted()
      return decodeImage(sharp, source, frame, pixels, plain)
    })
    return { bytes, sha256 }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof RemixtureError && error.code === 'CHANGED') throw error
    return { broken: { file, problem: problemOf(error), reason: sentence(error) } }
  }
}

function problemOf (error: unknown): string {
  const { code } = Object(error) as { code?: unknown }
  if (code === 'OUTSIDE') return 'leads out of its folder'
  return code === 'ENOENT' ? 'is not there' : 'cannot be decoded'
}
