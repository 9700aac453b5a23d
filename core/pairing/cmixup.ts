import type { input, output } from 'zod'
import type {
  ConfiguredPairing, Draws, Facts, Options, PairingFactory, Partners, RealRows
} from '../contract/index.js'
import { parseOptions } from '../define/options.js'
import { fail } from '../errors.js'
import type { BandwidthSuggestion } from '../math/statistics/bandwidth.js'
import { rows } from '../plan/layers.js'
import { stream } from '../random/stream.js'
import { cmixupOptions } from './cmixup-options.js'
import { distinctRows } from './distinct.js'
import type { Candidates } from './kernel/candidates.js'
import { candidatesOf } from './kernel/candidates.js'
import type { Points } from './kernel/law.js'
import { pointOf } from './kernel/law.js'
import type { Anchors } from './measured.js'
import { measurer, toPoints } from './measured.js'

type Chosen = output<typeof cmixupOptions>
/** Real targets on the host: one number a row, or `{ data, shape: [rows, d] }`. */
export type RealTargets = RealRows | Float32Array | Float64Array

/** C-Mixup's pairing, configured. */
export interface CMixup extends ConfiguredPairing {
  /** The bandwidth in effect and, if it was suggested, by which rule; known after the first use. */
  readonly bandwidth: BandwidthSuggestion | number | undefined
  /**
   * The share of every row of the pool as a partner of one of its rows: of the pool that was paired
   * last, or of `forTask`.
   *
   * @throws INPUT before the first use, and for a row that there is not
   */
  probabilities (row: number): Float64Array
  /** Bytes that are held for the pool that was paired last, besides its targets. */
  bytes (): number
  /**
   * The same pairing among the rows of one task: row i of a batch has target i of these, and its
   * partners are of the batch (meta-regression); or, with `pool: 'dataset'`, these are the targets
   * of the data set, and `index` says which of them a batch has.
   *
   * @throws INPUT for what are no real targets
   */
  forTask (targets: RealTargets, pool?: 'batch' | 'dataset'): CMixup
  /** Another bandwidth from now on, as RC-Mixup chooses it anew by the validation loss. */
  setBandwidth (bandwidth: number | 'auto'): void
  /** Other rows of the pool that may be partners, as RC-Mixup leaves out noisy ones. */
  setSubset (subset: Int32Array | readonly number[] | undefined): void
}

/** Makes pairings of C-Mixup. */
export interface CMixupFactory extends PairingFactory<typeof cmixupOptions> {
  (options?: input<typeof cmixupOptions>): CMixup
}

/**
 * C-Mixup's partners: rows of the whole training set, with replacement, the likelier the nearer
 * their real targets are: P(j | i) ∝ exp(-‖y_j - y_i‖² / 2h²), i itself among them.
 *
 * Yao et al., NeurIPS 2022, arXiv:2210.05775; law of the authors' code (huaxiuyao/C-Mixup@0b88fb3,
 * `algorithm.py`): distances in units of the raw targets, tophat strictly below the bandwidth.
 * `excludeSelf` is that of their Poverty data, `batchMode` that of their image data; a `subset` and
 * `setBandwidth` make RC-Mixup (Hwang et al., KDD 2024).
 *
 * Targets must be known on the host: those of the pool `dataset` once, those of a batch by its
 * `index` or as numbers. Up to 4,096 rows the rows of all pairs are kept, and one uniform number is
 * drawn a partner; above that a million rows of one target take 16 bytes each and microseconds a
 * partner, several targets a pass over the pool. All give the same law exactly.
 *
 * Constant targets and a bandwidth beyond their range mean plain mixup; one below their gaps means
 * the row itself and those of the same target. A target that is none of the pool's has the nearest
 * ones, where none is within reach.
 */
export const cmixup: CMixupFactory = Object.assign(
  (given: input<typeof cmixupOptions> = {}) =>
    pairing(parseOptions('cmixup', cmixupOptions, given)),
  {
    definition: {
      name: 'cmixup',
      options: cmixupOptions,
      pools: ['dataset'],
      pair: (facts: Facts, options: Chosen, draw: Draws) => pairing(options).pair(facts, draw)
    }
  })

function pairing (given: Chosen, task?: Points): CMixup {
  const measures = measurer('cmixup', given.distance)
  let options = given
  let known = new WeakMap<Points, Candidates>()
  let last: { readonly points: Points, readonly candidates: Candidates } | undefined

  const change = (changed: Partial<Chosen>): void => {
    options = parseOptions('cmixup', cmixupOptions, { ...options, ...changed })
    known = new WeakMap()
    if (last !== undefined) prepare(last.points)
  }
  const prepare = (points: Points): Candidates => {
    const candidates = known.get(points) ??
      candidatesOf(points, options, subsetOf(options.subset, points.size))
    known.set(points, candidates)
    last = { points, candidates }
    return candidates
  }
  const anchorsOf = (facts: Facts): Anchors => {
    if (task === undefined) return measures.anchors(facts, options.pool)
    const at = options.pool === 'batch' ? rows(facts.size, i => i) : facts.index
    const size = options.pool === 'batch' ? facts.size : facts.pools.dataset?.size
    if (at === undefined) throw needsIndex('forTask(…, "dataset")')
    if (task.size !== size)
      throw fail('INPUT', 'cmixup', 'targets', `must be of ${String(size)} rows`, task.size)
    return { points: task, at, self: at }
  }

  if (task !== undefined) prepare(task)
  return {
    name: 'cmixup',
    get options () { return logged(options, last?.candidates) },
    pools: given.pool === 'dataset' ? ['dataset'] : [],
    get bandwidth () {
      return last && (last.candidates.bandwidth ?? last.candidates.kernel.bandwidth)
    },
    pair: (facts, draw) => {
      const anchors = anchorsOf(facts)
      const points = task ?? measures.pool(facts, options.pool)
      if (points.width !== anchors.points.width) {
        throw fail('INPUT', 'cmixup', 'batch', `must be measured by ${points.width} numbers a row`,
          anchors.points.width)
      }
      const candidates = prepare(points)
      return { pool: options.pool, ...partners(facts.size, anchors, options.batchMode
        ? secondBatch(points, candidates, anchors, options, draw)
        : candidates, options.excludeSelf, draw) }
    },
    probabilities: row => {
      if (last === undefined)
        throw fail('INPUT', 'cmixup', 'pool', 'must be known: pair a batch before, or use forTask',
          undefined)
      const { points, candidates } = last
      if (!Number.isInteger(row) || row < 0 || row >= points.size)
        throw fail('INPUT', 'cmixup', 'row', `must be from 0 to ${points.size - 1}`, row)
      return candidates.probabilities(pointOf(points, row), options.excludeSelf ? row : undefined)
    },
    forTask: (targets, pool = 'batch') => pairing(
      parseOptions('cmixup', cmixupOptions, { ...options, pool }),
      toPoints('cmixup', targets, 'targets')),
    bytes: () => last === undefined ? 0 : last.candidates.law.bytes(),
    setBandwidth: bandwidth => { change({ bandwidth }) },
    setSubset: subset => { change({ subset }) }
  }
}

function partners (
  size: number, { points, at, self }: Anchors, candidates: Candidates, excludeSelf: boolean,
  draw: Draws
): Pick<Partners, 'rows'> {
  if (excludeSelf && self === undefined) throw needsIndex('excludeSelf')
  // Draws that are refused are many: of those one seed is recorded, and not the draws
  const { uniform } = candidates.law.method === 'bins'
    ? stream(draw.seed('pair'), 0)
    : { uniform: () => draw.uniform('pair') }
  return { rows: rows(size, i => candidates.draw(
    pointOf(points, at[i]), uniform, excludeSelf ? self?.[i] : undefined)) }
}

/** The batch itself and as many other rows of the data set, drawn at random. */
function secondBatch (
  points: Points, { kernel }: Candidates, { at, self }: Anchors, options: Chosen, draw: Draws
): Candidates {
  if (self === undefined || options.pool !== 'dataset') throw needsIndex('batchMode')
  const others = distinctRows(draw, points.size, at.length)
  return candidatesOf(points, { ...options, ...kernel }, Int32Array.of(...self, ...others))
}

function subsetOf (
  subset: Int32Array | readonly number[] | undefined, size: number
): Int32Array | undefined {
  const wrong = subset?.find(row => row >= size)
  if (wrong !== undefined)
    throw fail('INPUT', 'cmixup', 'subset', `must hold rows from 0 to ${size - 1}`, wrong)
  return subset && Int32Array.from(subset)
}

function needsIndex (why: string): Error {
  return fail('INPUT', 'cmixup', 'index',
    `must say which rows of the data set the batch is made of, for ${why}`, undefined)
}

/** Options as a plan logs them: a bandwidth that was found as a number, rows by their count. */
function logged (options: Chosen, found: Candidates | undefined): Options {
  const { subset, distance, ...plain } = options
  return {
    ...plain,
    bandwidth: found?.kernel.bandwidth ?? options.bandwidth,
    distance: typeof distance === 'string' ? distance : 'features',
    ...subset !== undefined && { subset: { count: subset.length } }
  }
}
