import type { Tensor } from '@tensorflow/tfjs-core'
import type { Batch, Plan, PoolReader } from '../contract/index.js'
import { isTensor } from '../tensor/is-tensor.js'
import { fail } from '../errors.js'
import { requirePlan } from '../plan/require-plan.js'
import { takeBatch } from './take.js'

/** What a mixer draws on: rows that are held, or that are fetched once they are chosen. */
export type Pool = Batch | PoolReader

export type Pools = Readonly<Record<string, Pool>>

export function isReader (pool: unknown): pool is PoolReader {
  const { facts, take } = Object(pool) as Partial<PoolReader>
  return typeof take === 'function' && typeof facts === 'object'
}

/** A plan and the rows it shows, and no others: its pools are as small as it. */
export interface Gathered {
  readonly plan: Plan<Tensor>
  readonly pools: Readonly<Record<string, Batch>>
  /** Of pools that are not whole: which row every one of theirs was. */
  readonly rows: Readonly<Record<string, Int32Array>>
}

/**
 * Takes the rows that a plan shows out of its pools, so that a pool of millions costs what a batch
 * costs. A pool whose rows a rule makes stays whole. Tensors it makes are the caller's.
 *
 * @param batch - what is mixed: a pool on the host follows it onto the device
 * @throws PLAN for what is no plan, INPUT for what are no pools and no batch
 */
export function gather (
  plan: Plan<Tensor>, pools: Pools, batch: Batch
): Gathered {
  requirePlan(plan)
  const all: Readonly<Record<string, unknown>> = { ...pools, batch }
  for (const [name, each] of Object.entries(all)) {
    if (isReader(each) || (typeof each === 'object' && each !== null && 'x' in each)) continue
    throw fail('INPUT', 'gather', name, 'must be a batch with "x", or a reader', each)
  }
  const given = Object.entries(Object(pools) as typeof pools)
  return given.reduce<Gathered>((gathered, [name, pool]) => {
    const shown = rowsShown(plan, name)
    if (shown?.length === 0) return gathered
    const taken = isReader(pool)
      ? pool.take(shown ?? everyRow(pool.facts.size))
      : shown && takeBatch(pool, shown, isTensor(batch.x))
    const whole = taken === undefined || shown === undefined
    return {
      plan: whole ? gathered.plan : renumber(gathered.plan, name, placesOf(shown)),
      pools: { ...gathered.pools, [name]: taken ?? pool as Batch },
      rows: whole ? gathered.rows : { ...gathered.rows, [name]: shown }
    }
  }, { plan, pools: {}, rows: {} })
}

function everyRow (size: number): Int32Array {
  return Int32Array.from({ length: size }, (_, row) => row)
}

function placesOf (rows: Int32Array): Map<number, number> {
  return new Map(Array.from(rows, (row, place) => [row, place]))
}

/** The rows of a pool that a plan shows, each once; nothing where a rule or a rank makes them. */
function rowsShown (plan: Plan<Tensor>, pool: string): Int32Array | undefined {
  const rows = new Set<number>()
  for (let each: Plan<Tensor> | undefined = plan; each !== undefined; each = each.then) {
    for (const { source } of each.layers) {
      if (source?.pool !== pool) continue
      if (!(source.rows instanceof Int32Array) || source.rank !== undefined) return undefined
      source.rows.forEach(row => rows.add(row))
    }
  }
  return Int32Array.from(rows)
}

function renumber (
  plan: Plan<Tensor>, pool: string, places: ReadonlyMap<number, number>
): Plan<Tensor> {
  const layers = plan.layers.map(layer => {
    const { source } = layer
    if (source?.pool !== pool || !(source.rows instanceof Int32Array)) return layer
    const rows = source.rows.map(row => places.get(row) as number)
    return { ...layer, source: { ...source, rows } }
  })
  return plan.then === undefined
    ? { ...plan, layers }
    : { ...plan, layers, then: renumber(plan.then, pool, places) }
}
