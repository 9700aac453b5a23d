import type { ConfiguredMixer, HostArray, MixerDescription, MixOptions, Plan, Registry } from
  '../../../core/index.js'
import { createMixer } from '../../../core/index.js'
import { fineGrainedSaliency, styles } from '../../../domains/image/index.js'
import type { ClassMasks } from '../../../domains/image/index.js'
import { mixedBytes } from '../mixed-bytes.js'
import { overlaySvg } from '../overlay.js'
import { piecesOf } from '../pieces.js'
import { contactSheet } from '../sheet.js'
import type { Tile } from '../sheet.js'

/** Square photos of one side, in bytes of three channels. */
export interface Photos { readonly pixels: readonly Uint8Array[], readonly side: number }

/** The picture of a mixer, and the plan that it shows. */
export interface Painted { readonly picture: Buffer, readonly plan: Plan }

/**
 * The photos, and under each what a mixer makes of it. What it needs is given to it: a saliency,
 * the step before, the bright and the dark half of every photo for its classes, and styles without
 * networks, which are those of colours alone.
 */
export async function painted (
  mixer: ConfiguredMixer, registry: Registry, photos: Photos, seed: number
): Promise<Painted> {
  const { pixels, side } = photos
  const x: HostArray<Uint8Array> =
    { data: new Uint8Array(Buffer.concat(pixels)), shape: [pixels.length, side, side, 3] }
  const mix = createMixer(mixer, { seed, registry, targets: [], ...given(mixer) })
  if (mixer.pools.includes('previous')) mix.mix({ x })
  const plan = mix.plan({ x })
  const { data } = (await mixedBytes(mix, { x }, plan)).x
  // Of a chain only its outputs are shown: pieces lie on what stands between
  const seen = plan.then === undefined ? piecesOf(plan) : []
  const size = { height: side, width: side, channels: 3 } as const
  const cells = side * side * 3
  const before = pixels.map((photo): Tile => ({ image: { data: photo, ...size } }))
  const after = Array.from({ length: data.length / cells }, (_, i): Tile => ({
    image: { data: data.subarray(i * cells, (i + 1) * cells), ...size },
    svg: overlaySvg(plan, seen[i] ?? [])
  }))
  const picture = await contactSheet([...before, ...after],
    { columns: pixels.length, height: side, width: side })
  return { picture, plan }
}

/** What can be given to a mixer for its picture. */
const known = { saliency: fineGrainedSaliency, masks: brightness }
const pools = ['previous', 'styles']
/** It compares every place of a feature map with every other: photos have too many. */
const OF_FEATURES = 'alignmix'

/** Whether photos are enough for a picture of a mixer, or it needs a model or other pictures. */
export function canBePainted (
  needs: Pick<MixerDescription, 'name' | 'pools' | 'signals'>
): boolean {
  return needs.name !== OF_FEATURES &&
    (needs.signals ?? []).every(signal => Object.hasOwn(known, signal)) &&
    (needs.pools ?? []).every(pool => pools.includes(pool))
}

function given ({ pools, signals }: ConfiguredMixer): Pick<MixOptions, 'pools' | 'signals'> {
  return {
    signals: Object.fromEntries(Object.entries(known).filter(([name]) => signals.includes(name))),
    pools: pools.includes('styles') ? { styles: styles() } : {}
  }
}

/** Two classes: what is brighter than the middle of all brightness, and what is not. */
function brightness (batch: Readonly<Record<string, unknown>>): ClassMasks {
  const { data, shape } = batch.x as HostArray<Uint8Array>
  return {
    data: Uint8Array.from({ length: data.length / 3 }, (_, k) =>
      Number(data[3 * k] + data[3 * k + 1] + data[3 * k + 2] > 3 * 127)),
    shape: shape.slice(0, 3)
  }
}
