import { turnsOf } from './turns.js'

/** Where the rows of outputs begin, those they are mixed with, and the bytes to a next line. */
export interface Places {
  readonly rows: Uint32Array
  readonly stride: number
  readonly mixed?: {
    readonly rows: Uint32Array
    readonly shares: readonly Float64Array[]
  }
}

/** What a patch shows of an output, by lines and places in them. */
export interface Sheet extends Places {
  /** Whether outputs differ in where it may begin or end. */
  readonly differs: boolean
  /** Along an axis, adds where it may begin or end to be shown. */
  cut (output: number, axis: number, into: Set<number>): void
  /** Marks which of some places of a line it shows: with its number, at theirs. */
  show (output: number, line: number, along: Int32Array, tops: Int32Array, number: number): void
  /** How far what is shown lies from where it is shown, along an axis. */
  shift (output: number, axis: number): number
}

type Lengths = readonly [height: number, width: number]

/** Where lines, and places in them, may begin to show something else. */
type Cuts = readonly [lines: Int32Array, along: Int32Array]

/**
 * What the kernel reads, as assembly/ says: of outputs, by turns, bands of lines that are made of
 * the same runs.
 *
 * @param cell - bytes of a place
 */
export function recordsOf (
  sheets: readonly Sheet[], lengths: Lengths, cell: number
): Uint32Array {
  const [ground, next = ground] = sheets
  const { rows, mixed, shift } = ground
  // What is moved as far as the ground shows the same lines of its row
  const over = sheets.find(sheet => sheet !== ground && sheet.shift(0, 0) === shift(0, 0)) ?? next
  const writer = writerOf(sheets, lengths, cell)
  const shared = sheets.some(({ differs }) => differs) ? undefined : cutsOf(sheets, 0, lengths)
  for (const output of turnsOf(rows, (mixed ?? over).rows, lengths[0] * lengths[1] * cell)) {
    writer.add(output, shared ?? cutsOf(sheets, output, lengths))
  }
  return writer.written()
}

function cutsOf (sheets: readonly Sheet[], output: number, lengths: Lengths): Cuts {
  const along = (axis: 0 | 1): Int32Array => {
    const cuts = new Set([0, lengths[axis]])
    for (const sheet of sheets) sheet.cut(output, axis, cuts)
    return Int32Array.from(cuts).sort()
  }
  return [along(0), along(1)]
}

/** Marks a run of two, mixed. No address is this. */
const MIXED = 1

interface Writer {
  add (output: number, cuts: Cuts): void
  written (): Uint32Array
}

function writerOf (sheets: readonly Sheet[], [height, width]: Lengths, cell: number): Writer {
  const stride = width * cell
  const words = wordList()
  // Runs of a line, next to each other: the sheet each shows (-1: none), and where it begins
  const tops = new Int32Array(width + 1)
  const places = new Int32Array(width + 1)
  let runs = 0

  const findRuns = (output: number, line: number, along: Int32Array): void => {
    tops.fill(-1, 0, along.length)
    sheets.forEach((sheet, number) => { sheet.show(output, line, along, tops, number) })
    runs = 0
    for (let k = 0; k + 1 < along.length; k++) {
      const top = tops[k]
      if (runs > 0 && tops[runs - 1] === top) continue
      tops[runs] = top
      places[runs++] = along[k]
    }
    places[runs] = width
  }

  /** Whether runs show two rows where they are, one after the other. */
  const areByTurns = (output: number): boolean => {
    if (runs < 3) return false
    for (let run = 0; run < runs; run++) {
      if (tops[run] < 0 || tops[run] !== tops[run & 1]) return false
    }
    return [tops[0], tops[1]].every(top => {
      const sheet = sheets[top]
      return sheet.stride === stride && sheet.mixed === undefined &&
        sheet.shift(output, 0) === 0 && sheet.shift(output, 1) === 0
    })
  }

  const addTurns = (output: number, line: number): void => {
    words.add(runs)
    for (let run = 0; run < 2; run++) words.add(sheets[tops[run]].rows[output] + line * stride)
    for (let run = 0; run < runs; run++) words.add((places[run + 1] - places[run]) * cell)
  }

  const addRun = (output: number, line: number, run: number): void => {
    const bytes = (places[run + 1] - places[run]) * cell
    if (tops[run] < 0) {
      for (const word of [0, bytes, 0]) words.add(word)
      return
    }
    const sheet = sheets[tops[run]]
    const from = (line + sheet.shift(output, 0)) * sheet.stride +
      (places[run] + sheet.shift(output, 1)) * cell
    const { mixed } = sheet
    words.add(mixed === undefined ? sheet.rows[output] + from : MIXED)
    words.add(bytes)
    words.add(sheet.stride)
    if (mixed === undefined) return
    words.add(sheet.rows[output] + from)
    words.add(mixed.rows[output] + from)
    for (const share of mixed.shares) words.addFloat(share[output])
  }

  return {
    add (output, [lines, along]) {
      words.add(output * height * stride)
      for (const word of readAhead(sheets, output, height)) words.add(word)
      words.add(lines.length - 1)
      for (let band = 0; band + 1 < lines.length; band++) {
        findRuns(output, lines[band], along)
        const turns = areByTurns(output)
        words.add(lines[band + 1] - lines[band])
        words.add(turns ? 0 : runs)
        if (turns) addTurns(output, lines[band])
        else for (let run = 0; run < runs; run++) addRun(output, lines[band], run)
      }
    },
    written: words.all
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

/** 32-bit words, as many as there come to be. */
interface WordList {
  add (word: number): void
  addFloat (number: number): void
  all (): Uint32Array
}

function wordList (): WordList {
  let [words, count] = [new Uint32Array(2 ** 14), 0]
  const float = new Float32Array(1)
  const bits = new Uint32Array(float.buffer)
  const add = (word: number): void => {
    if (count === words.length) {
      const before = words
      words = new Uint32Array(2 * before.length)
      words.set(before)
    }
    words[count++] = word
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
