import type { Crew } from '../threads/crew.js'
import type { Buffers } from './buffers.js'
import type { Loaded, LoadedFile, Loading } from './load.js'

/** What images are loaded with, and by whom. */
export interface Loader extends Loading {
  readonly crew: Crew
  /** Where pixels go; new arrays by default. */
  readonly buffers?: Buffers
  readonly signal?: AbortSignal | undefined
}

/** Loads images in a thread. */
export async function load (
  { crew, buffers, signal, root, frame, pixels, hash, colours }: Loader,
  files: readonly LoadedFile[]
): Promise<Loaded> {
  const into = buffers?.take(files.length * frame.height * frame.width * 3)
  const named = files.map(({ path, plain, mask }) => ({ path, plain, mask }))
  const request = { root, frame, pixels, hash, colours, into, files: named }
  return await crew.ask('load', request, signal)
}
