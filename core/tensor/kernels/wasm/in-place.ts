import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { InPlaceOptions, PasteInPlaceOptions } from '../../in-place.js'
import { writeInPlace } from '../in-place.js'
import { kernels } from './functions.js'
import { benchOf, bytesBehind } from './kernel.js'
import { chains } from './turns.js'

function mixOnWasm (x: Tensor, { rows, coefficient }: Required<InPlaceOptions>): void {
  const { heap, copy, mix, mixBoth } = benchOf(tf.backend())
  const first = heap.address(x)
  const bytes = bytesBehind(x)
  const seen = (row: number): number =>
    typeof coefficient === 'number' ? coefficient : coefficient[row]
  const at = (row: number): number => first + row * bytes
  heap.borrow('mixRowsInPlace', bytes, kept => {
    // A row is written when nobody needs it any more, but for the first of a circle: the last does.
    for (const circle of chains(rows)) {
      const [start, second] = circle
      if (circle.length === 2) {
        mixBoth(at(start), at(second), seen(start), seen(second), bytes)
        continue
      }
      if (circle.length > 2) copy(kept, at(start), bytes)
      circle.forEach((row, i) => {
        const last = i === circle.length - 1
        const partner = last && i > 0 ? kept : at(rows[row])
        mix(at(row), at(row), 1 - seen(row), partner, seen(row), bytes)
      })
    }
  })
}

function pasteOnWasm (
  x: Tensor, { axes, start, end, rows, coefficient }: Required<PasteInPlaceOptions>
): void {
  const { heap, pasteBoxes } = benchOf(tf.backend())
  const first = heap.address(x)
  const bytes = bytesBehind(x)
  const shared = start.length === axes
  const strides = Uint32Array.from({ length: axes }, (_, axis) => bytesBehind(x, axis + 2))
  // Of one paste at a time: that it is alone, rows of the base and the source, and how strongly
  // they are seen.
  const one = new Uint32Array(6)
  heap.lend('pasteBoxesInPlace', [start, end, strides, one], (starts, ends, steps, places) => {
    heap.borrow('pasteBoxesInPlace', bytes, kept => {
      const words = new Uint32Array(heap.memory.buffer, places, 6)
      const shares = new Float32Array(heap.memory.buffer, places, 6)
      /** Lays the box of a row over what is at `to`. */
      const lay = (to: number, source: number, seen: number, row: number): void => {
        words.set([to, source], 2)
        shares.set([1 - seen, seen], 4)
        const box = shared ? 0 : row * axes * 4
        pasteBoxes(to, places + 8, places + 12, places + 16, places + 20, starts + box, ends + box,
          steps, places, axes, 1, 1, bytes)
      }
      for (const circle of chains(rows)) {
        const last = circle[circle.length - 1]
        if (circle.length > 1) lay(kept, first + circle[0] * bytes, 1, last)
        for (const row of circle) {
          const source = row === last && circle.length > 1 ? kept : first + rows[row] * bytes
          const seen = typeof coefficient === 'number' ? coefficient : coefficient[row]
          lay(first + row * bytes, source, seen, row)
        }
      }
    })
  })
}

writeInPlace('wasm', backend => kernels.problem(backend) === undefined
  ? { mix: mixOnWasm, paste: pasteOnWasm }
  : undefined)
