import { hash as hashOf } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { RemixtureError, fail } from '../../../core/errors.js'
import type { HostArray } from '../../../core/index.js'
import type { Buffers } from './buffers.js'
import type { Frame } from './decode.js'
import { decodeImage } from './decode.js'
import type { Gate } from './gate.js'
import { pathInside } from './inside.js'
import { sentence } from './sentence.js'
import type { SharpFunction } from './sharp.js'
import { formatOf } from './signature.js'

/** What images are loaded with. */
export interface Loader {
  readonly sharp: SharpFunction
  /** The real path of the folder. */
  readonly root: string
  readonly frame: Frame
  /** The most pixels that are decoded. */
  readonly pixels: number
  readonly gate: Gate
  /** Where pixels go; new arrays by default. */
  readonly buffers?: Buffers
  /**
   * Also takes the SHA-256 of every file; or compares it with what is known of them, and decodes
   * none that differs.
   */
  readonly hash?: true | ReadonlyMap<string, string>
  readonly signal?: AbortSignal
}

/** Images in one array, without those that turned out broken. */
export interface Loaded {
  /** `[kept, height, width, 3]`. */
  readonly x: HostArray<Uint8Array>
  /** Which of the files asked for they are. */
  readonly kept: readonly number[]
  /** SHA-256 of the files that were kept, in hex. */
  readonly sha256: readonly string[]
  readonly broken: ReadonlyArray<{ readonly file: string, readonly problem: string }>
}

/** Loads images, each decoded straight into its place. */
export async function loadImages (loader: Loader, files: readonly string[]): Promise<Loaded> {
  const { height, width } = loader.frame
  const row = height * width * 3
  const data = loader.buffers?.take(files.length * row) ?? new Uint8Array(files.length * row)
  const results = await Promise.all(files.map(async (file, at) => {
    const { bytes, sha256, problem } = await loadImage(loader, file)
    if (bytes !== undefined) data.set(bytes, at * row)
    return { sha256, problem }
  }))
  const kept = [...files.keys()].filter(at => results[at].problem === undefined)
  // Rows after a broken one move up
  kept.forEach((from, to) => { data.copyWithin(to * row, from * row, (from + 1) * row) })
  return {
    x: { data: data.subarray(0, kept.length * row), shape: [kept.length, height, width, 3] },
    kept,
    sha256: kept.map(at => results[at].sha256 as string),
    broken: files.flatMap((file, at) => {
      const { problem } = results[at]
      return problem === undefined ? [] : [{ file, problem }]
    })
  }
}

/** An image as bytes, or why there are none. */
export async function loadImage (
  { sharp, root, frame, pixels, gate, hash, signal }: Loader, file: string
): Promise<{ readonly bytes?: Uint8Array, readonly sha256?: string, readonly problem?: string }> {
  signal?.throwIfAborted()
  try {
    const source = await readFile(await pathInside('image', root, file))
    const sha256 = hash === undefined ? undefined : sha256Of(source)
    if (typeof hash === 'object' && hash.get(file) !== sha256)
      throw fail('CHANGED', file, 'has other bytes')
    if (formatOf(source) === undefined) throw fail('IMAGE', file, 'is not JPEG, PNG, WebP or TIFF')
    const bytes = await gate(() => {
      signal?.throwIfAborted()
      return decodeImage(sharp, source, frame, pixels)
    })
    return { bytes, sha256 }
  } catch (error) {
    if (signal?.aborted === true) throw signal.reason
    if (error instanceof RemixtureError && error.code === 'CHANGED') throw error
    return { problem: `cannot be decoded (${sentence(error)})` }
  }
}

export function sha256Of (bytes: Uint8Array | string): string {
  return hashOf('sha256', bytes)
}
