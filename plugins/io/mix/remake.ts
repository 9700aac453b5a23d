import { fail } from '../../../core/errors.js'
import type { HostArray } from '../../../core/index.js'
import type { Loader } from '../images/loader.js'
import { load } from '../images/loader.js'
import type { Encoding } from './encode.js'
import type { Painted } from './paint.js'
import { paint } from './paint.js'
import type { PlanLine } from './plan-line.js'
import { outputCount } from './plan-line.js'
import { softLabels } from './soft-labels.js'

/** What batches are made again with. */
export interface Workshop {
  readonly loader: Loader
  readonly encoding: Encoding
  readonly classes: number
}

/** A batch of outputs that was made again. */
export interface Remade {
  readonly files: readonly Uint8Array[]
  readonly painted: Painted
  readonly soft: HostArray<Float32Array> | undefined
}

/** The most bytes of pixels that a recorded batch may take. */
const MOST_BYTES = 2 ** 31

/**
 * Makes a batch again from what was recorded of it. Sources are told by their content: one that is
 * not what it was is an error, before a byte of it is decoded into an output.
 *
 * @param backend - what paints; by default what did
 * @throws CHANGED, FORMAT, BACKEND
 */
export async function remake (
  workshop: Workshop, { sources, outputs, plan, on }: PlanLine, backend?: string
): Promise<Remade | undefined> {
  if (plan === undefined) return undefined
  const { loader, encoding, classes } = workshop
  const { height, width } = loader.frame
  const rows = sources.length + outputCount(plan)
  if (rows * height * width * 3 > MOST_BYTES)
    throw fail('FORMAT', 'plans', `has ${rows} images of ${height} × ${width} in one batch`)
  const known = new Map(sources.map(({ file, sha256 }) => [file, sha256]))
  const loaded = await load({ ...loader, hash: known },
    sources.map(({ file }) => ({ path: file })))
  const [broken] = loaded.broken
  if (broken !== undefined) throw fail('CHANGED', broken.file, `${broken.problem}, but was sound`)
  const painted = await paint(plan, loaded.x, backend ?? (on === 'host' ? undefined : on))
  const files = await loader.crew.ask('encode', { x: painted.x, count: outputs.length, encoding })
  const soft = classes === 0
    ? undefined
    : softLabels(plan, Int32Array.from(sources, each => each.class as number), classes,
      [height, width])
  return { files, painted, soft }
}
