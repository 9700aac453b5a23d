import type { AnyCloud, Column, Provenance } from './cloud.js'
import { joinPieces } from './concat.js'
import { countOf, dropNonFinite, isFinite, mapColumns, takeEntries } from './points.js'
import { indexOfSeen, pick } from './steps/step.js'
import type { Change, Seen } from './steps/step.js'

/** What is seen of one piece, and which part of its output it is. */
export interface Shown {
  readonly seen: Seen
  readonly ordinal: number
  /** Its points that are shown, in this order; all by default. They are copied when it settles. */
  readonly chosen?: Int32Array
  /** What is done to these then. */
  readonly changes?: readonly Change[]
}

/** An output on the way: what has been laid on it, and the clouds that was from. */
export interface Canvas {
  readonly shown: readonly Shown[]
  readonly parts: Provenance['parts']
}

/** A canvas whose pieces are one cloud, every point with its part and its place there. */
export type Settled = Required<Seen>

/** All that was laid, in one cloud. */
export function settle ({ shown }: Canvas, who: string): Settled {
  if (shown.length === 1 && shown[0].changes === undefined) {
    const [{ seen: all, ordinal, chosen }] = shown
    const seen = chosen === undefined ? all : pick(all, chosen)
    const part = seen.part ?? new Int32Array(countOf(seen.cloud)).fill(ordinal)
    return { cloud: seen.cloud, part, index: indexOfSeen(seen) }
  }
  const cloud = joinPieces(shown.map(({ seen, chosen, changes }) =>
    ({ cloud: seen.cloud, chosen, changes })), who)
  const [part, index] = [new Int32Array(countOf(cloud)), new Int32Array(countOf(cloud))]
  let at = 0
  for (const { seen, ordinal, chosen } of shown) {
    const end = at + (chosen?.length ?? countOf(seen.cloud))
    if (seen.part === undefined) part.fill(ordinal, at, end)
    else part.set(chosen === undefined ? seen.part : takeEntries(seen.part, 1, chosen), at)
    if (chosen !== undefined)
      index.set(seen.index === undefined ? chosen : takeEntries(seen.index, 1, chosen), at)
    else if (seen.index === undefined) for (let i = at; i < end; i++) index[i] = i - at
    else index.set(seen.index, at)
    at = end
  }
  return { cloud, part, index }
}

/** The finished output: no point that is nowhere, with its provenance, in memory of its own. */
export function finish (
  { cloud, part, index }: Settled, parts: Provenance['parts'], inputs: ReadonlySet<unknown>
): AnyCloud {
  const told = { ...cloud, provenance: { parts, part, index } }
  const kept = isFinite(cloud.coordinates) ? told : dropNonFinite(told).cloud
  const own = <Data extends { slice (): Data }>(data: Data): Data =>
    inputs.has(data) ? data.slice() : data
  return {
    ...kept,
    coordinates: own(kept.coordinates as Float32Array),
    columns: mapColumns(kept.columns, ({ data, width }: Column) =>
      ({ data: own(data as Float32Array), width }))
  }
}

/** The arrays of clouds, which outputs must not share. */
export function arraysOf (
  pools: Readonly<Record<string, readonly AnyCloud[]>>
): ReadonlySet<unknown> {
  return new Set(Object.values(pools).flat().flatMap(({ coordinates, columns }) =>
    [coordinates, ...Object.values(columns).map(({ data }) => data)]))
}

/** The provenance of a further mix, told of the clouds of the first. */
export function throughChain (cloud: AnyCloud, first: readonly AnyCloud[]): AnyCloud {
  const { parts, part, index } = cloud.provenance as Provenance
  const starts: number[] = []
  const all: Array<Provenance['parts'][number]> = []
  for (const { pool, row } of parts) {
    starts.push(all.length)
    all.push(...pool === 'batch' ? (first[row].provenance as Provenance).parts : [{ pool, row }])
  }
  const [newPart, newIndex] = [part.slice(), index.slice()]
  for (let i = 0; i < part.length; i++) {
    const { pool, row } = parts[part[i]]
    const before = first[row]?.provenance
    const known = pool === 'batch' && index[i] >= 0 && before !== undefined
    newPart[i] = starts[part[i]] + (known ? before.part[index[i]] : 0)
    if (known) newIndex[i] = before.index[index[i]]
  }
  return { ...cloud, provenance: { parts: all, part: newPart, index: newIndex } }
}

/** A mixed cloud that knows the rows of a pool of which only some were fetched. */
export function renamed (
  cloud: AnyCloud, rows: Readonly<Record<string, Int32Array>>
): AnyCloud {
  const { provenance } = cloud
  if (provenance === undefined) return cloud
  const parts = provenance.parts.map(({ pool, row }) =>
    ({ pool, row: Object.hasOwn(rows, pool) ? rows[pool][row] : row }))
  return { ...cloud, provenance: { ...provenance, parts } }
}
