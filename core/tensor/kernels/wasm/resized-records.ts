import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { Corners } from '../../boxes.js'
import type { HostCoefficient } from '../../check.js'
import type { ResizedBoxes } from '../../resized-cells.js'
import { sampling } from '../../sampling.js'
import { bytesBehind } from './kernel.js'

/** Words of a record and of a look, as in assembly/. */
const [RECORD, LOOK] = [10, 4]

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
  const looks = new Map<string, number>()
  const plans: Uint32Array[] = []
  let [words, span] = [0, 0]

  /** Where the looks along an axis begin, in bytes; each kind is listed once. */
  const planned = (part: number, box: number, step: number): number => {
    const key = [part, box, step].join()
    const known = looks.get(key)
    if (known !== undefined) return known
    const place = words * 4
    looks.set(key, place)
    const plan = planOf(part, box, step, resize)
    plans.push(plan)
    words += plan.length
    return place
  }

  for (let i = 0; i < size; i++) {
    const [low, high] = cornersAt({ start, end }, i)
    const [partLow, partHigh] = cornersAt(from, i)
    const [height, width] = [high[0] - low[0], high[1] - low[1]]
    const part = (partHigh[1] - partLow[1]) * cell
    const shown = typeof coefficient === 'number' ? coefficient : coefficient[i]
    const seen = height > 0 && width > 0
    span = Math.max(span, seen ? part : 0)
    records.set([
      bases[i], sources[i] + partLow[0] * sourceStride + partLow[1] * cell,
      low[0] * stride + low[1] * cell, seen ? height : 0, width, part,
      seen ? planned(partHigh[0] - partLow[0], height, sourceStride) : 0,
      seen ? planned(partHigh[1] - partLow[1], width, cell) : 0
    ], i * RECORD)
    floats.set([1 - shown, shown], i * RECORD + 8)
  }
  const listed = new Uint32Array(words)
  plans.reduce((at, plan) => {
    listed.set(plan, at)
    return at + plan.length
  }, 0)
  return { records, plans: listed, span }
}

function cornersAt ({ start, end }: Corners, output: number): readonly [Int32Array, Int32Array] {
  const first = start.length === 2 ? 0 : output * 2
  return [start.subarray(first, first + 2), end.subarray(first, first + 2)]
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
