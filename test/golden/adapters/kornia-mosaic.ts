import type { Tensor4D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { scripted } from '../../../core/index.js'
import { korniaMosaic as imageMosaic } from '../../../domains/image/index.js'
import type { Adapter, GivenArray } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry, numbers, pictures } from '../given.js'

/**
 * Kornia's mosaic. The four images that its window moves over are put together from four windows.
 */
export const korniaMosaic: Adapter = (inputs, params, decisions) => {
  const grid = numbers(params, 'grid').join() || '2,2'
  if (grid !== '2,2') throw new Error(`no mosaic of ${grid} images`)
  const { x } = pictures(inputs)
  const [size, height, width] = x.shape
  const ids = entry<GivenArray>(decisions, 'imageIds')!.data
  const tiles = orderOf(Array.from(ids).filter((_, k) => k % 4 > 0), size)
  const window = (startX: number[], startY: number[]): Tensor4D => carryOut({
    mixer: imageMosaic({ start: [0, 1] }), batch: { x }, draws: scripted({ tiles, startX, startY })
  }).mixed.x as Tensor4D
  const at = (left: number, top: number): Tensor4D =>
    window(Array<number>(size).fill(left), Array<number>(size).fill(top))
  const line = (top: number): Tensor4D => tf.concat([at(0, top), at(width, top)], 2)
  return {
    superImage: tf.concat([line(0), line(height)], 1),
    images: window(numbers(decisions, 'cropX'), numbers(decisions, 'cropY'))
  }
}

/** A permutation whose entries are these image numbers, modulo how many there are. */
function orderOf (ids: readonly number[], size: number): number[] {
  const met = new Map<number, number>()
  return ids.map(id => {
    const turn = met.get(id) ?? 0
    met.set(id, turn + 1)
    return id + turn * size
  })
}
