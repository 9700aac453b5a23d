import type { HostArray } from '../../../core/index.js'
import { cellEdges } from '../saliency/pool.js'

/** Images on the host: bytes, or floats in any range. */
export type Pixels = HostArray<Uint8Array | Float32Array>

/** The colours on both sides of the borders between cells, in strips cut along each border. */
export interface Borders {
  /** Where the strips of every border begin, in colours, and where the last one ends. */
  readonly first: Int32Array
  /** `[images, strips · channels]`: above, or to the left. */
  readonly before: Float32Array
  readonly after: Float32Array
  readonly each: number
}

/**
 * Averages of the pixels next to every border of a grid: those above and below first, then those to
 * the left and right, line by line, as `gridPairs` has them.
 *
 * @param reach - how many pixels deep and long a strip is, at most as deep as its cell
 * @param scale - `[channels]`: what a difference of 1 counts
 */
export function bordersOf (
  { data, shape: [images, height, width, channels] }: Pixels,
  [rows, columns]: readonly number[], reach: number, scale: readonly number[]
): Borders {
  const [down, across] = [cellEdges(rows, height), cellEdges(columns, width)]
  const lines = listBorders(down, across, reach)
  const first = new Int32Array(lines.length + 1)
  lines.forEach(({ cuts }, k) => { first[k + 1] = first[k] + (cuts.length - 1) * channels })
  const each = first[lines.length]
  const before = new Float32Array(images * each)
  const after = new Float32Array(images * each)
  for (let image = 0; image < images; image++) {
    const from = image * height * width * channels
    lines.forEach(({ vertical, cuts, edge, depth }, line) => {
      for (let strip = 0; strip + 1 < cuts.length; strip++) {
        const at = image * each + first[line] + strip * channels
        for (const [sums, start, length] of
          [[before, edge - depth[0], depth[0]], [after, edge, depth[1]]] as const) {
          const along = [cuts[strip], cuts[strip + 1]]
          const [y, x] = vertical
            ? [[start, start + length], along]
            : [along, [start, start + length]]
          const area = length * (along[1] - along[0])
          for (let row = y[0]; row < y[1]; row++) {
            for (let k = from + (row * width + x[0]) * channels,
              end = k + (x[1] - x[0]) * channels; k < end;) {
              for (let channel = 0; channel < channels; channel++) sums[at + channel] += data[k++]
            }
          }
          for (let channel = 0; channel < channels; channel++)
            sums[at + channel] *= scale[channel % scale.length] / area
        }
      }
    })
  }
  return { first, before, after, each }
}

interface Border {
  /** It lies between two cells above each other. */
  readonly vertical: boolean
  readonly edge: number
  /** How deep strips are before and after it. */
  readonly depth: readonly [number, number]
  /** Where strips begin along it, and where the last one ends. */
  readonly cuts: readonly number[]
}

function listBorders (down: Int32Array, across: Int32Array, reach: number): Border[] {
  const border = (vertical: boolean, cell: number, at: number): Border => {
    const [edges, sides] = vertical ? [down, across] : [across, down]
    const [start, end] = [sides[at], sides[at + 1]]
    const strips = Math.max(1, Math.floor((end - start) / reach))
    return {
      vertical,
      edge: edges[cell + 1],
      depth: [
        Math.min(reach, edges[cell + 1] - edges[cell]),
        Math.min(reach, edges[cell + 2] - edges[cell + 1])
      ],
      cuts: Array.from({ length: strips + 1 }, (_, k) =>
        start + Math.floor(k * (end - start) / strips))
    }
  }
  const [rows, columns] = [down.length - 1, across.length - 1]
  return [
    ...Array.from({ length: (rows - 1) * columns }, (_, k) =>
      border(true, Math.floor(k / columns), k % columns)),
    ...Array.from({ length: rows * (columns - 1) }, (_, k) =>
      border(false, k % (columns - 1), Math.floor(k / (columns - 1))))
  ]
}

/**
 * How much the colours before a border in one image differ from those after it in another, on
 * average over its strips and channels.
 */
export function difference (
  { first, before, after, each }: Borders, border: number, image: number, other: number
): number {
  let sum = 0
  const end = first[border + 1]
  for (let k = first[border]; k < end; k++)
    sum += Math.abs(before[image * each + k] - after[other * each + k])
  return sum / (end - first[border])
}
