import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import {
  checkTensor, count, isTensor, noGrad, option, parseOptions
} from '../../core/index.js'
import { fail } from '../../core/errors.js'
import { stream } from '../../core/random/index.js'
import { table } from './parts/labels.js'
import { checkEmbeddings, unitRows } from './parts/rows.js'

/** What may be known of rows that are kept. */
export interface Kept {
  /** What each is, where that is known. */
  readonly labels?: Int32Array | readonly number[]
  /** Which sample each comes from, so that it is no negative of itself. */
  readonly ids?: Int32Array | readonly number[]
}

/** The label and sample of a row of which they are not known. */
export const UNKNOWN = -1

/** Embeddings of earlier batches, in the order they came; new ones take the place of the oldest. */
export interface Bank {
  /** How many rows it holds at most, and how many it does. */
  readonly capacity: number
  readonly size: number
  readonly dimensions: number
  /** Where the next row goes. */
  readonly next: number
  /**
   * The rows it holds, `[size, dimensions]`; the caller's to dispose.
   *
   * @throws POOL where it holds none, STATE once it is disposed, as `enqueue` and `state` do
   */
  rows (): Tensor2D
  /** Their labels and samples, -1 where they were not given. */
  labels (): Int32Array
  ids (): Int32Array
  /**
   * Adds rows, brought to length 1; gradients do not follow. Of more rows than there is room for
   * the last ones stay.
   *
   * @throws INPUT, EMPTY_BATCH for rows of another width
   */
  enqueue (rows: Tensor2D, known?: Kept): void
  /**
   * All that it holds at this moment, as plain data: enough to go on elsewhere. `JSON.stringify`
   * writes it, and `restore` takes what `JSON.parse` gives.
   */
  state (): Promise<BankState>
  /** @throws STATE for the state of a bank of another size, and for what is none */
  restore (state: BankState): void
  dispose (): void
}

export interface BankState {
  readonly capacity: number
  readonly dimensions: number
  readonly size: number
  readonly next: number
  readonly rows: Float32Array
  readonly labels: Int32Array
  readonly ids: Int32Array
}

/**
 * A ring of embeddings, for losses that need more negatives than a batch has: MoCo's queue, He et
 * al., CVPR 2020, arXiv:1911.05722; the memory of Wang et al., CVPR 2020, arXiv:1912.06798.
 *
 * It wraps row by row. Its rows outlive `tf.tidy`. Enqueue after the loss as MoCo does, or before
 * it, with ids, so that a row is not told from itself.
 *
 * @throws OPTION
 */
export function embeddingBank (given: {
  readonly capacity: number
  readonly dimensions: number
  /** `empty`, or `random` rows of length 1 from the first step on, as MoCo begins. */
  readonly begin?: 'empty' | 'random'
  readonly seed?: number
}): Bank {
  const { capacity, dimensions, begin, seed } = parseOptions('embeddingBank', z.object({
    capacity: count, dimensions: count,
    begin: option(z.enum(['empty', 'random'])).default('empty'),
    seed: option(z.int()).default(0)
  }), given)
  const unknown = (): Int32Array => new Int32Array(capacity).fill(UNKNOWN)
  const known = { labels: unknown(), ids: unknown() }
  let kept = hold(begin === 'random'
    ? () => unitRows(randomRows(capacity, dimensions, seed))
    : () => tf.zeros([capacity, dimensions]))
  let size = begin === 'random' ? capacity : 0
  let next = 0
  const replace = (make: () => Tensor2D): void => {
    const made = hold(make)
    kept.dispose()
    kept = made
  }
  const checkThere = (): void => {
    if (kept.isDisposed) throw fail('STATE', 'must be that of a bank that is not disposed', kept)
  }
  const bank: Bank = {
    capacity,
    dimensions,
    get size () { return size },
    get next () { return next },
    rows: () => {
      checkThere()
      if (size === 0) throw fail('POOL', 'bank', 'bank', [])
      return tf.slice(kept, [0, 0], [size, dimensions])
    },
    labels: () => known.labels.slice(0, size),
    ids: () => known.ids.slice(0, size),
    enqueue: (rows, about = {}) => {
      checkThere()
      checkEmbeddings(rows, 'bank.enqueue', 'rows', kept)
      const came = rows.shape[0]
      for (const name of ['labels', 'ids'] as const)
        if (about[name] !== undefined) checkWhole(about[name], came, 'bank.enqueue', name)
      const count = Math.min(came, capacity)
      const first = came - count
      const unit = tf.tidy(() => noGrad(unitRows, tf.slice(rows, [first, 0], [count, dimensions])))
      replace(() => overwritten(kept, unit, next))
      unit.dispose()
      for (let i = 0; i < count; i++) {
        const place = (next + i) % capacity
        for (const name of ['labels', 'ids'] as const)
          known[name][place] = about[name]?.[first + i] ?? UNKNOWN
      }
      next = (next + count) % capacity
      size = Math.min(capacity, size + count)
    },
    state: async () => {
      checkThere()
      // What is known now, since rows may come while these are read
      const now = { size, next, labels: known.labels.slice(), ids: known.ids.slice() }
      return { capacity, dimensions, ...now, rows: (await kept.data<'float32'>()).slice() }
    },
    restore: given => {
      const state = unwritten(given)
      checkState(state, capacity, dimensions)
      replace(() => tf.tensor2d(state.rows.slice(), [capacity, dimensions]))
      known.labels.set(state.labels)
      known.ids.set(state.ids)
      size = state.size
      next = state.next
    },
    dispose: () => { kept.dispose() }
  }
  return bank
}

/** A tensor that no tidy lets go of. */
function hold (make: () => Tensor2D): Tensor2D {
  return tf.keep(tf.tidy(make))
}

/** Rows with others in their places from `first` on, round the end. */
function overwritten (kept: Tensor2D, rows: Tensor2D, first: number): Tensor2D {
  const [capacity, width] = kept.shape
  const count = rows.shape[0]
  const part = (x: Tensor2D, from: number, to: number): Tensor2D[] =>
    to > from ? [tf.slice(x, [from, 0], [to - from, width])] : []
  const end = Math.min(first + count, capacity)
  const wrapped = first + count - end
  const laid = [
    ...part(rows, count - wrapped, count),
    ...part(kept, wrapped, first),
    ...part(rows, 0, end - first),
    ...part(kept, end, capacity)
  ]
  return laid.length === 1 ? tf.clone(laid[0]) : tf.concat(laid)
}

function randomRows (size: number, width: number, seed: number): Tensor2D {
  const made = stream(seed, 0)
  return tf.tensor2d(Float32Array.from({ length: size * width }, () => made.normal()),
    [size, width])
}

/** Checks a list of numbers that an Int32Array holds. */
function checkWhole (list: unknown, size: number, who: string, name: string): void {
  const given = list as ArrayLike<unknown>
  if ((list instanceof Int32Array || Array.isArray(list)) && given.length === size &&
    Array.from(given).every(each => Int32Array.of(each as number)[0] === each)) return
  throw fail('INPUT', who, name, `must be ${size} whole numbers of 32 bits, one a row`, list)
}

/** A state that may have gone through JSON, which writes typed arrays as objects of numbers. */
function unwritten (given: BankState): BankState {
  const { rows, labels, ids } = Object(given) as Partial<BankState>
  const listed = (list: unknown): ArrayLike<number> | undefined =>
    typeof list !== 'object' || list === null || ArrayBuffer.isView(list)
      ? undefined : Object.values(list as Record<string, number>)
  const [kept, names, samples] = [rows, labels, ids].map(listed)
  return {
    ...given,
    ...kept !== undefined && { rows: Float32Array.from(kept) },
    ...names !== undefined && { labels: Int32Array.from(names) },
    ...samples !== undefined && { ids: Int32Array.from(samples) }
  }
}

function checkState (state: unknown, capacity: number, dimensions: number): void {
  const { capacity: rows, dimensions: width, rows: data, labels, ids, size, next } =
    Object(state) as Partial<BankState>
  const lists = data instanceof Float32Array && labels instanceof Int32Array &&
    ids instanceof Int32Array && data.length === capacity * dimensions &&
    data.every(Number.isFinite) && labels.length === capacity && ids.length === capacity
  const whole = [size, next].every(Number.isInteger) && size! >= 0 && next! >= 0 &&
    // It fills from the first place on, and goes round once it is full
    (size === capacity ? next! < capacity : next === size && size! < capacity)
  if (rows === capacity && width === dimensions && lists && whole) return
  throw fail('STATE', `must be that of a bank of ${capacity} rows of ${dimensions} numbers`, state)
}

/** Checks what stands for a bank. Throws INPUT, and POOL for one that holds nothing yet. */
export function checkBank (bank: unknown, anchors: Tensor2D, who: string): void {
  if (isTensor(bank)) {
    checkTensor(bank, who, 'bank')
    checkEmbeddings(bank, who, 'bank', anchors)
    return
  }
  const { rows, size, dimensions } = Object(bank) as Partial<Bank>
  if (typeof rows !== 'function')
    throw fail('INPUT', who, 'bank', 'must be a bank or float32 [rows, dimensions]', bank)
  if (dimensions !== anchors.shape[1])
    throw fail('INPUT', who, 'bank', `must have ${anchors.shape[1]} dimensions`, dimensions)
  if (size === 0)
    throw fail('INPUT', who, 'bank', 'must hold at least one row: enqueue some before', size)
}

/**
 * 1 where a row of the bank shows another sample than the anchor, or where its sample is not known.
 *
 * @throws INPUT for samples that are not whole numbers, one an anchor, and for a bank without any
 */
export function differentSamples (
  bank: Bank | Tensor2D | undefined, sampleIds: Int32Array | readonly number[], anchors: number,
  who: string
): Tensor2D {
  checkWhole(sampleIds, anchors, who, 'sampleIds')
  if (bank === undefined || isTensor(bank))
    throw fail('INPUT', who, 'sampleIds', 'must have an embeddingBank() beside them', bank)
  const held = bank.ids()
  return table(sampleIds.length, held.length, (i, j) =>
    Number(held[j] === UNKNOWN || sampleIds[i] !== held[j]))
}
