import type { TensorInfo } from '@tensorflow/tfjs-core'
import { util } from '@tensorflow/tfjs-core'
import type { AssembleAttributes, MovedBoxes, Patch, ShownCells } from '../../assemble.js'
import type { Corners } from '../../boxes.js'
import { addressesOf, bytesBehind, fuseOnWasm } from './kernel.js'
import { turnsOf } from './turns.js'

const name = { kernel: 'RemixtureAssemble' }

fuseOnWasm<AssembleAttributes>(name, ({ heap, assemble }, inputs, given) => {
  const { shape, patches, otherwise } = given
  // What does not fit is not read: operations that look at it one by one say what is wrong.
  if (!patches.every(patch => fits(inputs[patch.input], patch, given, inputs[0]) &&
    (patch.mixed === undefined || canMix(inputs, patch, patch.mixed, given)))) return otherwise()
  const [size, height, width] = shape
  const [{ dtype }] = inputs
  const cell = bytesBehind({ shape, dtype }, 3)
  const rowsOf = ({ input, rows }: Pick<Patch, 'input' | 'rows'>): Uint32Array =>
    addressesOf(heap.address(inputs[input]), rows, size, bytesBehind(inputs[input]))
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

/** Where the rows of outputs begin, those they are mixed with, and the bytes to a next line. */
interface Places {
  readonly rows: Uint32Array
  readonly stride: number
  readonly mixed?: {
    readonly rows: Uint32Array
    readonly shares: readonly Float64Array[]
  }
}

function canMix (
  inputs: readonly TensorInfo[], patch: Patch, mixed: NonNullable<Patch['mixed']>,
  given: AssembleAttributes
): boolean {
  const [one, other] = [inputs[patch.input], inputs[mixed.input]]
  return one.dtype === 'float32' && util.arraysEqual(one.shape.slice(1), other.shape.slice(1)) &&
    fits(other, { ...patch, ...mixed }, given, one)
}

/** What a patch shows of an output, by lines and places in them. */
interface Sheet extends Places {
  /** Along an axis, adds where it may begin or end to be shown. */
  cut (output: number, axis: number, into: Set<number>): void
  shows (output: number, line: number, place: number): boolean
  /** How far what is shown lies from where it is shown, along an axis. */
  shift (output: number, axis: number): number
}

function boxesOf ({ start, end, from }: MovedBoxes, places: Places): Sheet {
  const at = (list: Int32Array, output: number, axis: number): number =>
    list[list.length === 2 ? axis : 2 * output + axis]
  return {
    ...places,
    cut (output, axis, into) {
      into.add(at(start, output, axis)).add(at(end, output, axis))
    },
    shows: (output, line, place) =>
      line >= at(start, output, 0) && line < at(end, output, 0) &&
      place >= at(start, output, 1) && place < at(end, output, 1),
    shift: (output, axis) => at(from.start, output, axis) - at(start, output, axis)
  }
}

function cellsOf ({ levels, first, outside, at }: ShownCells, places: Places): Sheet {
  const edges = at.map(cells => cells.reduce<number[]>((found, cell, k) => {
    if (k > 0 && cell !== cells[k - 1]) found.push(k)
    return found
  }, []))
  const [lines, along] = at
  return {
    ...places,
    cut (_output, axis, into) { for (const edge of edges[axis]) into.add(edge) },
    shows: (output, line, place) =>
      (levels[first[output] + lines[line] + along[place]] === 0) === outside,
    shift: () => 0
  }
}

/** As assembly/ reads them: bands of lines that are made of the same runs. */
function recordsOf (
  sheets: readonly Sheet[], lengths: readonly [number, number], cell: number
): Uint32Array {
  const records = wordList()
  const bytes = lengths[0] * lengths[1] * cell
  const [{ rows, mixed }, over] = sheets
  for (const output of turnsOf(rows, (mixed ?? over ?? sheets[0]).rows, bytes)) {
    const [lines, along] = lengths.map((length, axis) => {
      const cuts = new Set([0, length])
      for (const sheet of sheets) sheet.cut(output, axis, cuts)
      return Int32Array.from(cuts).sort()
    })
    records.add(output * bytes, ...readAhead(sheets, output, lengths[0]), lines.length - 1)
    for (let band = 0; band + 1 < lines.length; band++) {
      const line = lines[band]
      const runs = runsOf(sheets, output, line, along)
      const turns = byTurns(sheets, runs, output, lengths[1] * cell)
      records.add(lines[band + 1] - line, turns ? 0 : runs.length)
      if (turns) {
        records.add(runs.length)
        for (const { top } of runs.slice(0, 2)) {
          records.add(sheets[top].rows[output] + line * sheets[top].stride)
        }
        for (const { length } of runs) records.add(length * cell)
      } else {
        for (const run of runs) addRun(records, sheets, output, line, run, cell)
      }
    }
  }
  return records.all()
}

/** Marks a run of two, mixed. No address is this. */
const MIXED = 1

function addRun (
  records: WordList, sheets: readonly Sheet[], output: number, line: number,
  { top, place, length }: Run, cell: number
): void {
  if (top < 0) {
    records.add(0, length * cell, 0)
    return
  }
  const { rows, mixed, stride, shift } = sheets[top]
  const from = (line + shift(output, 0)) * stride + (place + shift(output, 1)) * cell
  if (mixed === undefined) {
    records.add(rows[output] + from, length * cell, stride)
    return
  }
  records.add(MIXED, length * cell, stride, rows[output] + from, mixed.rows[output] + from)
  mixed.shares.forEach(share => { records.addFloat(share[output]) })
}

/** 32-bit words, as many as there come to be. */
interface WordList {
  add (...words: number[]): void
  addFloat (number: number): void
  all (): Uint32Array
}

function wordList (): WordList {
  let [words, count] = [new Uint32Array(2 ** 14), 0]
  const float = new Float32Array(1)
  const bits = new Uint32Array(float.buffer)
  const add = (...added: number[]): void => {
    if (count + added.length > words.length) {
      const before = words
      words = new Uint32Array(2 * before.length)
      words.set(before)
    }
    for (const word of added) words[count++] = word
  }
  return {
    add,
    addFloat (number) {
      float[0] = number
      add(bits[0])
    },
    all: () => words.subarray(0, count)
  }
}

/** A row that is all an output shows, if it lies in the cache then: parts of it come from there. */
function readAhead (
  sheets: readonly Sheet[], output: number, lines: number
): readonly [first: number, bytes: number] {
  const [{ rows, stride }] = sheets
  const alone = sheets.every(each =>
    each.rows[output] === rows[output] && each.mixed === undefined)
  const bytes = lines * stride
  return alone && sheets.length > 1 && bytes <= CACHE ? [rows[output], bytes] : [0, 0]
}

const CACHE = 2 ** 20

/** Places next to each other of one sheet; -1 for none. */
interface Run { readonly top: number, readonly place: number, length: number }

function runsOf (
  sheets: readonly Sheet[], output: number, line: number, along: Int32Array
): Run[] {
  const runs: Run[] = []
  for (let k = 0; k + 1 < along.length; k++) {
    const [place, length] = [along[k], along[k + 1] - along[k]]
    const top = topmost(sheets, output, line, place)
    const last = runs.at(-1)
    if (last?.top === top) last.length += length
    else runs.push({ top, place, length })
  }
  return runs
}

/** Whether runs show two rows where they are, one after the other. */
function byTurns (
  sheets: readonly Sheet[], runs: readonly Run[], output: number, stride: number
): boolean {
  return runs.length > 2 && runs.every(({ top }, k) =>
    top >= 0 && top === runs[k & 1].top && sheets[top].stride === stride &&
    sheets[top].mixed === undefined &&
    sheets[top].shift(output, 0) === 0 && sheets[top].shift(output, 1) === 0)
}

/** Which sheet is seen at a place; -1 where none is. */
function topmost (
  sheets: readonly Sheet[], output: number, line: number, place: number
): number {
  let top = sheets.length - 1
  while (top >= 0 && !sheets[top].shows(output, line, place)) top--
  return top
}
