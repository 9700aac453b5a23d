import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { HostCoefficient } from '../../check.js'
import type { ResizedBoxes } from '../../resized-cells.js'
import { sampling } from '../../sampling.js'
import { bytesBehind } from './kernel.js'

/** Words of a record and of a look, as in assembly/. */
const [RECORD, LOOK] = [10, 4]
/** More than any length of an axis: two are told by one number. */
const LENGTHS = 2 ** 26

/** What the kernels of resized parts read: a record of every output, and the looks along axes. */
export interface ResizedRecords {
  readonly records: Uint32Array
  readonly plans: Uint32Array
  /** Bytes of the longest row of a part. */
  readonly span: number
}

/** The tensors of resized parts: where they begin, and the rows that outputs show. */
export interface Places {
  readonly canvas: Pick<TensorInfo, 'shape' | 'dtype'>
  readonly source: Pick<TensorInfo, 'shape' | 'dtype'>
  /** The first byte of the row of the base, and of the source, for every output. */
  readonly bases: Uint32Array
  readonly sources: Uint32Array
}

export function resizedRecords (
  { start, end, from, resize, coefficient }: ResizedBoxes & { coefficient: HostCoefficient },
  { canvas, source, bases, sources }: Places
): ResizedRecords {
  const size = bases.length
  const records = new Uint32Array(size * RECORD)
  const floats = new Float32Array(records.buffer)
  const [stride, cell] = [bytesBehind(canvas, 2), bytesBehind(canvas, 3)]
  const sourceStride = bytesBehind(source, 2)
  const looks = [new Map<number, number>(), new Map<number, number>()] as const
  const plans: Uint32Array[] = []
  let [words, span] = [0, 0]

  /** Where the looks along an axis begin, in bytes; each kind is listed once. */
  const planned = (axis: 0 | 1, part: number, box: number): number => {
    const key = part * LENGTHS + box
    const known = looks[axis].get(key)
    if (known !== undefined) return known
    const place = words * 4
    looks[axis].set(key, place)
    const plan = planOf(part, box, axis === 0 ? sourceStride : cell, resize)
    plans.push(plan)
    words += plan.length
    return place
  }

  for (let i = 0; i < size; i++) {
    const [top, left] = [cornerAt(start, i, 0), cornerAt(start, i, 1)]
    const [partTop, partLeft] = [cornerAt(from.start, i, 0), cornerAt(from.start, i, 1)]
    const [height, width] = [cornerAt(end, i, 0) - top, cornerAt(end, i, 1) - left]
    const [partHeight, partWidth] =
      [cornerAt(from.end, i, 0) - partTop, cornerAt(from.end, i, 1) - partLeft]
    const part = partWidth * cell
    const shown = typeof coefficient === 'number' ? coefficient : coefficient[i]
    const seen = height > 0 && width > 0 && shown !== 0
    span = Math.max(span, seen ? part : 0)
    records.set([
      bases[i], sources[i] + partTop * sourceStride + partLeft * cell,
      top * stride + left * cell, seen ? height : 0, width, part,
      seen ? planned(0, partHeight, height) : 0, seen ? planned(1, partWidth, width) : 0
    ], i * RECORD)
    floats[i * RECORD + 8] = 1 - shown
    floats[i * RECORD + 9] = shown
  }
  const listed = new Uint32Array(words)
  plans.reduce((at, plan) => {
    listed.set(plan, at)
    return at + plan.length
  }, 0)
  return { records, plans: listed, span }
}

function cornerAt (list: Int32Array, output: number, axis: 0 | 1): number {
  return list[list.length === 2 ? axis : output * 2 + axis]
}

/** Two places and their weights for every position along an axis. */
function planOf (
  part: number, box: number, step: number, resize: ResizedBoxes['resize']
): Uint32Array {
  const plan = new Uint32Array(box * LOOK)
  const floats = new Float32Array(plan.buffer)
  const [low, high = low] = sampling(part, box, resize)
  for (let position = 0; position < box; position++) {
    const at = position * LOOK
    plan[at] = low.at[position] * step
    plan[at + 1] = high.at[position] * step
    floats[at + 2] = low.weights[position]
    floats[at + 3] = high === low ? 0 : high.weights[position]
  }
  return plan
}
