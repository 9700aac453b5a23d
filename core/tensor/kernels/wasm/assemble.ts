import type { AssembleAttributes, MovedBoxes, ShownCells } from '../../assemble.js'
import { addressesOf, bytesBehind, fuseOnWasm } from './kernel.js'

fuseOnWasm<AssembleAttributes>({ kernel: 'RemixtureAssemble' }, ({ heap, assemble }, inputs, given) => {
  const { shape, patches } = given
  const [size, height, width] = shape
  const [{ dtype }] = inputs
  const cell = bytesBehind({ shape, dtype }, 3)
  const sheets = patches.map(({ input, rows, seen }): Sheet => {
    const x = inputs[input]
    const [first, stride] = [heap.address(x), bytesBehind(x, 2)]
    const places = { rows: addressesOf(first, rows, size, bytesBehind(x)), stride }
    return 'levels' in seen ? cellsOf(seen, places) : boxesOf(seen, places)
  })
  const records = recordsOf(sheets, size, [height, width], cell)
  return heap.make('assemble', shape, dtype, [records], (out, at) => { assemble(out, at, size) })
})

/** Where the rows of outputs begin, and the bytes to a next line. */
interface Places { readonly rows: Uint32Array, readonly stride: number }

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
  sheets: readonly Sheet[], size: number, lengths: readonly [number, number], cell: number
): Uint32Array {
  const records: number[] = []
  for (let output = 0; output < size; output++) {
    const [lines, along] = lengths.map((length, axis) => {
      const cuts = new Set([0, length])
      for (const sheet of sheets) sheet.cut(output, axis, cuts)
      return [...cuts].sort((a, b) => a - b)
    })
    records.push(lines.length - 1)
    for (let band = 0; band + 1 < lines.length; band++) {
      records.push(lines[band + 1] - lines[band], 0)
      const counted = records.length - 1
      let before = -2
      for (let k = 0; k + 1 < along.length; k++) {
        const top = topmost(sheets, output, lines[band], along[k])
        const bytes = (along[k + 1] - along[k]) * cell
        if (top === before) {
          records[records.length - 2] += bytes
          continue
        }
        before = top
        records[counted]++
        if (top < 0) records.push(0, bytes, 0)
        else {
          const { rows, stride, shift } = sheets[top]
          const line = lines[band] + shift(output, 0)
          const place = along[k] + shift(output, 1)
          records.push(rows[output] + line * stride + place * cell, bytes, stride)
        }
      }
    }
  }
  return new Uint32Array(records)
}

/** Which sheet is seen at a place; -1 where none is. */
function topmost (
  sheets: readonly Sheet[], output: number, line: number, place: number
): number {
  let top = sheets.length - 1
  while (top >= 0 && !sheets[top].shows(output, line, place)) top--
  return top
}
