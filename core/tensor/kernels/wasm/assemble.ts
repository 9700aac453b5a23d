import type { TensorInfo } from '@tensorflow/tfjs-core'
import { util } from '@tensorflow/tfjs-core'
import type { AssembleAttributes, MovedBoxes, Patch, ShownCells } from '../../assemble.js'
import type { Corners } from '../../boxes.js'
import type { Places, Sheet } from './assemble-records.js'
import { recordsOf } from './assemble-records.js'
import { addressesOf, bytesBehind, fuseOnWasm } from './kernel.js'
import { turnsOf } from './turns.js'

const name = { kernel: 'RemixtureAssemble' }

fuseOnWasm<AssembleAttributes>(name, ({ heap, assemble, assembleCells }, inputs, given) => {
  const { shape, patches, otherwise } = given
  // What does not fit is not read: operations that look at it one by one say what is wrong.
  if (!patches.every(patch => fits(inputs[patch.input], patch, given, inputs[0]) &&
    (patch.mixed === undefined || canMix(inputs, patch, patch.mixed, given)))) return otherwise()
  const [size, height, width] = shape
  const [{ dtype }] = inputs
  const cell = bytesBehind({ shape, dtype }, 3)
  const rowsOf = ({ input, rows }: Pick<Patch, 'input' | 'rows'>): Uint32Array =>
    addressesOf(heap.address(inputs[input]), rows, size, bytesBehind(inputs[input]))
  const mask = overWhole(given)
  if (mask !== undefined) {
    const [bases, sources] = patches.map(rowsOf)
    const [lines] = mask.at
    const edges = [0, ...changesOf(mask.at[1]), width]
    const along = edges.slice(0, -1).map(edge => mask.at[1][edge])
    const lists = [
      bases, sources, turnsOf(bases, sources, height * width * cell), mask.levels, mask.first,
      lines, Uint32Array.from(edges), Uint32Array.from(along)
    ]
    return heap.make('assemble', shape, dtype, lists, (out, ...places) => {
      heap.borrow('assemble', width * cell + VECTOR, chosen => {
        assembleCells(
          out, ...places, chosen, size, height, along.length, cell, Number(mask.outside))
      })
    })
  }
  const sheets = patches.map((patch): Sheet => {
    const { input, mixed, seen } = patch
    const places = {
      rows: rowsOf(patch),
      stride: bytesBehind(inputs[input], 2),
      ...mixed && { mixed: { rows: rowsOf(mixed), shares: mixed.shares } }
    }
    return 'levels' in seen ? cellsOf(seen, places) : boxesOf(seen, places)
  })
  const records = recordsOf(sheets, [height, width], cell)
  return heap.make('assemble', shape, dtype, [records], (out, at) => {
    heap.borrow('assemble', width * cell, chosen => {
      assemble(out, at, size, width * cell, chosen)
    })
  })
})

const VECTOR = 16

/** The mask of a second patch over a first that is whole, where there are no others. */
function overWhole ({ shape, patches }: AssembleAttributes): ShownCells | undefined {
  if (patches.length !== 2 || patches.some(({ mixed }) => mixed !== undefined)) return undefined
  const [whole, over] = patches.map(({ seen }) => seen)
  if ('levels' in whole || !('levels' in over)) return undefined
  const { start, end, from } = whole
  const covers = util.arraysEqual(end, shape.slice(1, 3)) &&
    [start, from.start].every(corner => corner.every(each => each === 0))
  return covers ? over : undefined
}

/** Whether all that a patch shows is there, and as wide as outputs are. */
function fits (
  x: TensorInfo, { rows, seen }: Patch, { shape }: AssembleAttributes, { dtype }: TensorInfo
): boolean {
  const [size, ...lengths] = shape
  const there = rows === undefined
    ? x.shape[0] >= size
    : rows.length === size && rows.every(row => row >= 0 && row < x.shape[0])
  const within = ({ start, end }: Corners, [height, width]: readonly number[]): boolean =>
    start.every((low, k) => low >= 0 && low <= end[k] && end[k] <= [height, width][k & 1])
  return there && x.dtype === dtype && util.arraysEqual(x.shape.slice(3), shape.slice(3)) &&
    ('levels' in seen || util.arraysEqual(seen.from.start, seen.start)
      ? util.arraysEqual(x.shape.slice(1), lengths)
      : within(seen.from, x.shape.slice(1))) &&
    ('levels' in seen || within(seen, lengths))
}

function canMix (
  inputs: readonly TensorInfo[], patch: Patch, mixed: NonNullable<Patch['mixed']>,
  given: AssembleAttributes
): boolean {
  const [one, other] = [inputs[patch.input], inputs[mixed.input]]
  return one.dtype === 'float32' && util.arraysEqual(one.shape.slice(1), other.shape.slice(1)) &&
    fits(other, { ...patch, ...mixed }, given, one)
}

function boxesOf ({ start, end, from }: MovedBoxes, places: Places): Sheet {
  const at = (list: Int32Array, output: number, axis: number): number =>
    list[list.length === 2 ? axis : 2 * output + axis]
  return {
    ...places,
    differs: start.length > 2,
    cut (output, axis, into) {
      into.add(at(start, output, axis)).add(at(end, output, axis))
    },
    show (output, line, along, tops, number) {
      if (line < at(start, output, 0) || line >= at(end, output, 0)) return
      const [low, high] = [at(start, output, 1), at(end, output, 1)]
      for (let k = 0; k < along.length; k++) {
        if (along[k] >= low && along[k] < high) tops[k] = number
      }
    },
    shift: (output, axis) => at(from.start, output, axis) - at(start, output, axis)
  }
}

function cellsOf ({ levels, first, outside, at }: ShownCells, places: Places): Sheet {
  const edges = at.map(changesOf)
  const [lines, along] = at
  return {
    ...places,
    differs: false,
    cut (_output, axis, into) { for (const edge of edges[axis]) into.add(edge) },
    show (output, line, places, tops, number) {
      const cells = first[output] + lines[line]
      for (let k = 0; k + 1 < places.length; k++) {
        if ((levels[cells + along[places[k]]] === 0) === outside) tops[k] = number
      }
    },
    shift: () => 0
  }
}

/** Where places begin to fall into another cell. */
function changesOf (cells: Int32Array): number[] {
  return cells.reduce<number[]>((found, cell, k) => {
    if (k > 0 && cell !== cells[k - 1]) found.push(k)
    return found
  }, [])
}
