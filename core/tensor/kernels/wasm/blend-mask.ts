import { util } from '@tensorflow/tfjs-core'
import { blendShares } from '../../blend-live.js'
import { blend } from '../../blend-mask.js'
import { addressesOf, bytesBehind, each, fuseOnWasm } from './kernel.js'

/** Cells whose shares are computed at a time, and bytes of a table of levels, as in assembly/. */
const [PART, TABLE] = [1024, 2048]

fuseOnWasm(blend, ({ heap, blendMask }, [base, source], attributes) => {
  const { data, of, shape, masks, rows, coefficient, size } = attributes
  const bytes = bytesBehind(base)
  const cells = util.sizeFromShape(shape.slice(1))
  const cell = bytesBehind(base, shape.length)
  const one = shape[0] === 1
  const alike = one && typeof coefficient === 'number'
  const lists = [
    addressesOf(heap.address(base), attributes.base.rows, size, bytes),
    addressesOf(heap.address(source), rows, size, bytes),
    data,
    masks ?? (one ? new Int32Array(size) : Int32Array.from({ length: size }, (_, i) => i)),
    each(new Float64Array(size), coefficient)
  ]
  const scratch = TABLE + 8 * (alike ? cells : PART)
  return heap.make('blendMask', [size, ...base.shape.slice(1)], base.dtype, lists,
    (out, bases, sources, levels, masksAt, strengths) => {
      heap.borrow('blendMask', scratch, at => {
        blendMask(out, bases, sources, levels, Number(data instanceof Uint8Array), masksAt, of,
          strengths, Number(alike), at, size, cells, cell, Number(base.dtype !== 'bool'))
      })
    })
})

fuseOnWasm(blendShares, ({ heap, ...functions }, [base, source, mask], attributes) => {
  const { rows, masks, size } = attributes
  const bytes = bytesBehind(base)
  const cells = util.sizeFromShape(mask.shape.slice(1))
  const shown = masks ?? (mask.shape[0] === 1 ? new Int32Array(size) : undefined)
  const lists = [
    addressesOf(heap.address(base), attributes.base.rows, size, bytes),
    addressesOf(heap.address(source), rows, size, bytes),
    addressesOf(heap.address(mask), shown, size, cells * 4)
  ]
  return heap.make('blendShares', [size, ...base.shape.slice(1)], 'float32', lists,
    (out, bases, sources, shares) => {
      functions.blendShares(out, bases, sources, shares, size, cells, bytes / cells)
    })
})
