import type { Tensor2D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { Rng, live, normalizeRows, takeRows } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import type { Hardness, Neighbours } from '../../../domains/embedding/index.js'
import {
  alignment, modalityGap, recall, relativeAlignment, uniformity
} from '../../../domains/embedding/index.js'
import { hardnessOfMixes } from './hardness.js'
import type { Coverage } from './coverage.js'
import { coverage } from './coverage.js'
import type { Place } from './map.js'
import { placesOf } from './map.js'

/** Embeddings on the host, row by row. */
export interface GivenRows {
  readonly data: Float32Array
  readonly shape: readonly [number, number]
}

/** What is looked at. */
export interface StudiedEmbeddings {
  readonly rows: GivenRows
  /** The class of every row. */
  readonly labels?: Int32Array
  /** Another modality: row i belongs to row i. */
  readonly pairs?: GivenRows
  /** For which k recall is measured; those below the number of rows count. */
  readonly k?: readonly number[]
  /** Rows that are looked at, by chance; 4096 by default. */
  readonly sample?: number
  readonly seed?: number
  /** What recall is measured with; exactly by default. */
  readonly neighbours?: Neighbours
}

/** How embeddings lie, all rows brought to length 1. */
export interface EmbeddingStudy {
  readonly size: number
  readonly dimensions: number
  readonly looked: number
  /** The mean length of the rows as they are. */
  readonly length: number
  readonly uniformity: number
  /** Of pairs, or of rows of one label with the next of it. */
  readonly alignment?: number
  readonly relativeAlignment?: number
  readonly modalityGap?: number
  readonly recall: ReadonlyArray<{ readonly k: number, readonly share: number }>
  readonly utilisation?: Coverage
  /** Of MoCHi's mixes against the hardest rows that they are made of. */
  readonly hardness?: Hardness
  readonly map: readonly Place[]
}

const who = 'studyEmbeddings'

/**
 * Measures how embeddings lie: alignment, uniformity, modality gap, recall, utilisation, and how
 * hard mixed negatives are beside real ones. Without labels and pairs, what needs them is absent.
 *
 * @throws INPUT for rows that do not match, EMPTY_BATCH for none, OPTION for a k or sample below 1
 */
export async function studyEmbeddings (given: StudiedEmbeddings): Promise<EmbeddingStudy> {
  const { rows, labels, pairs, k: asked = [1, 5, 10], sample = 4096, seed = 0 } = given
  const [size, dimensions] = rows.shape
  check(given, [...asked, sample])
  const chosen = live(Rng(seed)).permutation('sample', size).subarray(0, sample).sort()
  const unit = (from: GivenRows): Tensor2D => tf.tidy(() =>
    normalizeRows(takeRows(tf.tensor2d(from.data, [...from.shape]), chosen)))
  const x = unit(rows)
  const y = pairs && unit(pairs)
  const seen = labels && Int32Array.from(chosen, row => labels[row])
  try {
    const both = y === undefined ? x : tf.concat([x, y])
    const even = await one(uniformity(both))
    if (both !== x) both.dispose()
    const near = seen && nextOfLabel(seen)
    const ks = asked.filter(k => k < chosen.length)
    return {
      size,
      dimensions,
      looked: chosen.length,
      length: meanLength(rows),
      uniformity: even,
      ...y === undefined
        ? near !== undefined && near.own.length > 0 && { alignment: await ofLabels(x, near) }
        : {
          alignment: await one(alignment(x, y)),
          relativeAlignment: await one(relativeAlignment(x, y)),
          modalityGap: await one(modalityGap(x, y))
        },
      recall: await recalls({ x, y, neighbours: given.neighbours }, seen, ks),
      ...await coverage(x, seed),
      ...await hardnessOfMixes(x, seen, seed),
      map: await placesOf(x, y, seen)
    }
  } finally {
    tf.dispose(y === undefined ? x : [x, y])
  }
}

function check (
  { rows, labels, pairs }: StudiedEmbeddings, counts: readonly number[]
): void {
  const [size, width] = rows.shape
  if (size === 0) throw fail('EMPTY_BATCH', who, 'rows')
  for (const [name, { data, shape }] of Object.entries({ rows, ...pairs && { pairs } })) {
    if (shape[0] !== size || shape[1] !== width || width === 0 || data.length !== size * width)
      throw fail('INPUT', who, name, `must be [${size}, ${width}] numbers, as "rows"`, shape)
    if (!data.every(Number.isFinite))
      throw fail('INPUT', who, name, 'must hold finite numbers only', data.find(each =>
        !Number.isFinite(each)))
  }
  if (labels !== undefined && labels.length !== size)
    throw fail('INPUT', who, 'labels', `must be ${size} labels, one a row`, labels)
  const wrong = counts.find(count => !Number.isInteger(count) || count < 1)
  if (wrong !== undefined)
    throw fail('OPTION', who, 'k', 'must be whole numbers of at least 1', wrong)
}

async function one (scalar: tf.Scalar): Promise<number> {
  const [value] = await scalar.data()
  scalar.dispose()
  return value
}

function meanLength ({ data, shape: [size, width] }: GivenRows): number {
  let sum = 0
  for (let row = 0; row < size; row++) {
    const numbers = data.subarray(row * width, (row + 1) * width)
    sum += Math.sqrt(numbers.reduce((squares, each) => squares + each * each, 0))
  }
  return sum / size
}

/** Every row, and the next of its label. */
interface Alike { readonly own: Int32Array, readonly next: Int32Array }

function nextOfLabel (labels: Int32Array): Alike {
  const last = new Map<number, number>()
  const found: Array<readonly [number, number]> = []
  labels.forEach((label, row) => {
    const before = last.get(label)
    if (before !== undefined) found.push([before, row])
    last.set(label, row)
  })
  return {
    own: Int32Array.from(found, ([row]) => row), next: Int32Array.from(found, ([, row]) => row)
  }
}

async function ofLabels (x: Tensor2D, { own, next }: Alike): Promise<number> {
  return await one(tf.tidy(() => alignment(takeRows(x, own), takeRows(x, next))))
}

/** Of rows by label, or of pairs from one modality to the other. */
async function recalls (
  { x, y, neighbours }: {
    readonly x: Tensor2D
    readonly y: Tensor2D | undefined
    readonly neighbours: Neighbours | undefined
  }, labels: Int32Array | undefined, ks: readonly number[]
): Promise<EmbeddingStudy['recall']> {
  const numbers = labels ?? (y && Int32Array.from({ length: x.shape[0] }, (_, row) => row))
  if (numbers === undefined) return []
  const found = []
  for (const k of ks) {
    const share = await recall({
      queries: x, queryLabels: numbers, k, ...y && { rows: y, rowLabels: numbers },
      ...neighbours && { neighbours }
    })
    found.push({ k, share })
  }
  return found
}
