import { fail } from '../../../core/errors.js'
import type { Annotations } from '../../../core/index.js'
import type { Loaded } from '../images/load.js'
import type { Loader } from '../images/loader.js'
import { load } from '../images/loader.js'
import type { Encoding } from './encode.js'
import { asImages, masksEncoding } from './encode.js'
import type { Targets } from '../images/types.js'
import type { MixedTargets } from './mix-targets.js'
import { mixTargets } from './mix-targets.js'
import type { Painted } from './paint.js'
import { paint } from './paint.js'
import type { PlanLine } from './plan-line.js'
import { outputCount } from './plan-line.js'

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
  /** Those of their masks, if there are any. */
  readonly masks: readonly Uint8Array[]
  readonly targets: MixedTargets
}

/** The most bytes of pixels that a batch may take, its sources and its outputs. */
export const MOST_BYTES = 2 ** 31

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
  const known = new Map(sources.flatMap(({ file, sha256, mask }) =>
    [[file, sha256] as const, ...mask === undefined ? [] : [[mask.file, mask.sha256] as const]]))
  const loaded = await load({ ...loader, hash: known },
    sources.map(({ file, mask }) => ({ path: file, mask: mask?.file })))
  const [broken] = loaded.broken
  if (broken !== undefined) throw fail('CHANGED', broken.file, `${broken.problem}, but was sound`)
  const painted = await paint(plan, loaded.x, backend ?? (on === 'host' ? undefined : on))
  const files = await loader.crew.ask('encode', { x: painted.x, count: outputs.length, encoding })
  const given = givenBy(sources, loaded)
  const targets = mixTargets(plan, given, sources.length, classes, [height, width])
  const masks = targets.masks === undefined ? [] : await loader.crew.ask('encode', {
    x: asImages(targets.masks), count: outputs.length, encoding: masksEncoding
  })
  return { files, masks, painted, targets }
}

/** What the images of a batch carry, as it was recorded. */
function givenBy (sources: PlanLine['sources'], { masks }: Loaded): Targets {
  if (masks !== undefined) return { mask: masks }
  const [first] = sources
  if (first?.boxes !== undefined) return { boxes: sources.map(each => each.boxes as Annotations) }
  if (first?.class === undefined) return {}
  return { label: Int32Array.from(sources, each => each.class as number) }
}
