import type { ExecutionContext } from 'ava'
import fc from 'fast-check'
import type { ConfiguredMixer, HostArray, MixOptions, Plan } from '../../../core/index.js'
import { createMixer } from '../../../core/index.js'
import type { AnyCloud } from '../../../domains/pointcloud/index.js'
import { cloudsOf } from '../../pointcloud/clouds.js'
import { examine } from '../examine.js'
import type { Made, Told } from './naive.js'

type Signals = Readonly<Record<string, (batch: Readonly<Record<string, unknown>>) => unknown>>

/** A mixer of clouds with options, and what its draws must make of a batch. */
export interface CloudOracle<Options = unknown> {
  readonly name: string
  readonly options: fc.Arbitrary<Options>
  mixer (options: NoInfer<Options>): ConfiguredMixer
  outcome (
    drawn: Plan['draws'], clouds: readonly AnyCloud[], options: Options,
    objects: readonly AnyCloud[]
  ): Made
  /** Points of a cloud; 0 to 30 by default. */
  readonly sizes?: { readonly min: number, readonly max: number }
  /** All clouds have as many points. */
  readonly even?: boolean
  readonly signals?: Signals
  /** It takes the pool `objects`. */
  readonly objects?: boolean
}

export function cloudOracle<Options> (each: CloudOracle<Options>): CloudOracle {
  return each
}

const objects = cloudsOf([9, 0, 17, 30, 1, 12], 7)

/** Batches of all sizes are what the oracle says: point by point, ids and labels too. */
export function agrees (t: ExecutionContext, oracle: CloudOracle, runs: number): void {
  const { min, max } = oracle.sizes ?? { min: 0, max: 30 }
  const sizes = fc.array(fc.integer({ min, max }), { minLength: 1, maxLength: 5 })
  examine(t, runs, [oracle.options, sizes, fc.integer({ min: 0, max: 1e9 })],
    (options, drawn, seed) => {
      const many = oracle.even === true ? drawn.map(() => drawn[0]) : drawn
      return difference(oracle, options, cloudsOf(many, seed % 1000), seed)
    })
}

function difference (
  oracle: CloudOracle, options: unknown, x: readonly AnyCloud[], seed: number
): string | undefined {
  const mix = createMixer<never, Readonly<Record<string, never>>>(oracle.mixer(options), {
    seed,
    ...oracle.objects === true && { pools: { objects: {
      x: objects, label: objects.map(() => x.map(() => 0)) } } },
    ...oracle.signals && { signals: oracle.signals }
  } as MixOptions<Readonly<Record<string, never>>>)
  const label = x.map((_, row) => x.map((__, k) => Number(k === row)))
  const plan = mix.plan(x)
  const { clouds, shares } = oracle.outcome(plan.draws, x, options, objects)
  const batch = mix.apply({ x, label }, plan)
  if (batch.x.length !== clouds.length)
    return `${batch.x.length} clouds instead of ${clouds.length}`
  const wrong = batch.x.map((cloud, k) => differenceOf(cloud, clouds[k], x))
    .find(each => each !== undefined)
  if (wrong !== undefined || shares === undefined) return wrong
  const found = batch.label as unknown as HostArray<Float32Array>
  const far = shares.findIndex((share, row) => x.some((_, k) =>
    Math.abs(found.data[row * x.length + k] -
      (Number(k === row) * (1 - share) + Number(k === plan.draws.pair?.[row]) * share)) > 1e-5))
  return far < 0 ? undefined : `label ${far} is not ${shares[far]} of the partner's`
}

/** Whether points are where they should be, and have what they had. */
function differenceOf (
  cloud: AnyCloud, told: readonly Told[], x: readonly AnyCloud[]
): string | undefined {
  const { coordinates, columns, provenance } = cloud
  if (coordinates.length !== 3 * told.length)
    return `${coordinates.length / 3} points instead of ${told.length}`
  const pools: Record<string, readonly AnyCloud[]> = { batch: x, objects }
  for (const [k, { at, row, index, pool = 'batch' }] of told.entries()) {
    if (at.some((value, axis) => Math.abs(value - coordinates[3 * k + axis]) > 2e-5))
      return `point ${k} is not at ${at.join()}`
    const part = provenance?.parts[provenance.part[k]]
    if (part?.pool !== pool || part.row !== row || provenance?.index[k] !== index)
      return `point ${k} is not ${index} of ${pool} ${row}`
    const source = pools[pool][row].columns
    if (columns.segment.data[k] !== source.segment.data[index])
      return `the class of point ${k}`
    if (columns.color.data[3 * k] !== source.color.data[3 * index]) return `the colour of ${k}`
  }
  return undefined
}
