import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core'
import type { Corners } from '../../../core/tensor/index.js'
import {
  blendMask, combineRows, layOver, mixRows, normalizeRows, pasteBoxes, pasteResized, resizeBilinear,
  resizeNearest, rowDots, scatterAddRows, takeRows
} from '../../../core/tensor/index.js'
import type { Numbers } from '../../tensor/support/numbers.js'
import { numbers, sizeOf } from '../../tensor/support/numbers.js'

/** An operation on tensors `x` and `y`, a coefficient an output and a mask. */
export interface Case {
  /** The operations that make it up; more than one only if it is made of them by its definition. */
  readonly kernels: readonly string[]
  /** It is neither linear in each input nor a product of two. */
  readonly curved?: true
  run (x: Tensor, y: Tensor, c: Tensor, m: Tensor): Tensor
}

export type Shape = readonly [size: number, height: number, width: number, channels: number]

/** Rows of odd and of even width, of one number, and a batch of one. */
export const shapes: readonly Shape[] = [
  [5, 6, 7, 3], [3, 3, 4, 1], [1, 5, 3, 2], [4, 2, 2, 4], [2, 1, 1, 1]
]

export function inputsOf (shape: Shape): [x: Tensor, y: Tensor, c: Tensor, m: Tensor] {
  const draw = numbers(sizeOf(shape))
  return [
    draw.tensor(shape), draw.tensor(shape), draw.tensor(shape.slice(0, 1)),
    draw.tensor(shape.slice(0, 3))
  ]
}

/** Boxes for every output: whole, empty, and any. */
function boxesOf (
  draw: Numbers, size: number, lengths: readonly number[], empty = true
): Corners {
  const edges = Array.from({ length: size }, (_, output) => lengths.map(length => {
    if (output % 3 === 0) return [0, length]
    const low = draw.int(length)
    return output % 3 === 1 && empty ? [low, low] : [low, low + 1 + draw.int(length - low)]
  })).flat()
  return { start: Int32Array.from(edges, ([low]) => low),
    end: Int32Array.from(edges, ([, high]) => high) }
}

/** Every operation of tensors, and every way it branches, at a shape. */
export function casesAt ([size, height, width, channels]: Shape): Readonly<Record<string, Case>> {
  const draw = numbers(size * 100 + width)
  const rows = draw.rows(size, size)
  const order = draw.permutation(size)
  const each = draw.shares(size)
  const signed = each.map(share => 1 - 3 * share)
  const [tall, wide] = [boxesOf(draw, size, [height]), boxesOf(draw, size, [height, width])]
  const deep = boxesOf(draw, size, [height, width, channels])
  const one = boxesOf(draw, 1, [height, width])
  const from = boxesOf(draw, size, [height, width], false)
  const levels = Array.from({ length: size * height * width }, () => draw.int(5))
  const floats = { data: Float32Array.from(levels, level => level / 4),
    shape: [size, height, width] }
  const bytes = { data: Uint8Array.from(levels.slice(0, height * width)), of: 4,
    shape: [1, height, width] }
  const lines = { data: Float32Array.from(levels.slice(0, height)), of: 4, shape: [1, height] }
  const mix = ['mixRows']
  const combine = ['combineRows']
  const box = ['pasteBoxes']
  const mask = ['blendMask']
  const resized = ['pasteResized']
  return {
    'takeRows, repeated': { kernels: combine, run: x => takeRows(x, rows) },
    'takeRows, fewer': { kernels: combine, run: x => takeRows(x, order.slice(0, 1)) },
    'combineRows, ragged': { kernels: combine, run: x => combineRows(x, {
      outputs: Int32Array.from([...rows, 0, 0]), rows: Int32Array.from([...order, 0, size - 1]),
      coefficients: Float64Array.from([...signed, 0.5, -2]), size: size + 1
    }) },
    'combineRows, scaled': { kernels: combine,
      run: x => combineRows(x, { rows, coefficients: signed, size }) },
    scatterAddRows: { kernels: combine, run: x => scatterAddRows(x, rows, size + 2) },
    'mixRows, one number': { kernels: mix, run: x => mixRows([
      { x, coefficient: 0.3 }, { x, rows: order, coefficient: 0.7 }
    ]) },
    'mixRows, signed, repeated': { kernels: mix, run: (x, y) => mixRows([
      { x, coefficient: signed }, { x: y, rows, coefficient: each }, { x, rows: order }
    ]) },
    'mixRows, live': { kernels: ['weighRows'], run: (x, y, c) => mixRows([
      { x, coefficient: c as Tensor1D }, { x: y, rows, coefficient: c as Tensor1D }
    ]) },
    'pasteBoxes, spans': { kernels: box, run: (x, y) => pasteBoxes(x, y, { axes: 1, ...tall }) },
    'pasteBoxes, one for all': { kernels: box,
      run: (x, y) => pasteBoxes(x, y, { axes: 2, ...one, rows, coefficient: 0.4 }) },
    'pasteBoxes, each its own': { kernels: box,
      run: (x, y) => pasteBoxes(x, y, { axes: 2, ...wide, rows, coefficient: each }) },
    'pasteBoxes, three axes': { kernels: box,
      run: (x, y) => pasteBoxes(x, y, { axes: 3, ...deep, rows: order }) },
    'pasteBoxes, other bases': { kernels: box, run: (x, y) => pasteBoxes(x, y, {
      axes: 2, ...wide, baseRows: rows, rows: order, coefficient: each
    }) },
    'pasteBoxes, live': { kernels: [...box, 'weighRows'],
      run: (x, y, c) => pasteBoxes(x, y, { axes: 2, ...wide, coefficient: c as Tensor1D }) },
    layOver: { kernels: [...box, ...mask], run: (x, y) => layOver(x, [
      { source: y, axes: 2, ...wide, rows }, { source: x, axes: 2, ...one, coefficient: each },
      { source: y, mask: floats }
    ]) },
    'blendMask, floats': { kernels: mask,
      run: (x, y) => blendMask(x, y, floats, { rows, coefficient: each }) },
    'blendMask, bytes': { kernels: mask, run: (x, y) => blendMask(x, y, bytes, { rows }) },
    'blendMask, lines': { kernels: mask,
      run: (x, y) => blendMask(x, y, lines, { rows: order, coefficient: 0.25 }) },
    'blendMask, each its own': { kernels: mask,
      run: (x, y) => blendMask(x, y, floats, { baseRows: rows, rows: order }) },
    'blendMask, live, other bases': { kernels: ['blendShares'],
      run: (x, y, c, m) => blendMask(x, y, m,
        { baseRows: rows, rows: order, coefficient: c as Tensor1D }) },
    'blendMask, live': { kernels: ['blendShares'],
      run: (x, y, c, m) => blendMask(x, y, m, { rows, coefficient: c as Tensor1D }) },
    'pasteResized, nearest': { kernels: resized,
      run: (x, y) => pasteResized(x, y, { ...wide, from, resize: 'nearest', rows }) },
    'pasteResized, bilinear': { kernels: resized, run: (x, y) => pasteResized(x, y,
      { ...wide, from, resize: 'bilinear', rows, coefficient: each }) },
    'pasteResized, corners': { kernels: resized, run: (x, y) => pasteResized(x, y,
      { ...one, from, resize: 'bilinear-corners', rows: order, coefficient: 0.5 }) },
    'pasteResized, other bases': { kernels: resized, run: (x, y) => pasteResized(x, y,
      { ...wide, from: wide, resize: 'bilinear', baseRows: order, rows, coefficient: 0.5 }) },
    rowDots: { kernels: ['rowDots'], run: (x, y) => rowDots(x, y, { rows }) },
    'rowDots, with itself': { kernels: ['rowDots'], run: x => rowDots(x, x) },
    normalizeRows: { kernels: ['normalizeRows'], curved: true, run: x => normalizeRows(x) },
    'normalizeRows, short': { kernels: ['normalizeRows'],
      run: x => normalizeRows(x, { epsilon: 1e3 }) },
    'resizeBilinear, larger': { kernels: ['resizeBilinear'],
      run: x => resizeBilinear(x as Tensor4D, [2 * height + 1, width + 2]) },
    'resizeBilinear, smaller': { kernels: ['resizeBilinear'],
      run: x => resizeBilinear(x as Tensor4D, [1 + Math.floor(height / 2), 1]) },
    'resizeBilinear, corners': { kernels: ['resizeBilinear'],
      run: x => resizeBilinear(x as Tensor4D, [height + 3, 2 * width], { align: 'corners' }) },
    resizeNearest: { kernels: combine,
      run: x => resizeNearest(x as Tensor4D, [height + 2, 1 + Math.floor(width / 2)]) }
  }
}
