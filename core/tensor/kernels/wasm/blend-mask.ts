import { util } from '@tensorflow/tfjs-core'
import { blendShares } from '../../blend-live.js'
import { blend, checkFinite } from '../../blend-mask.js'
import { bytesOf } from './heap.js'
import { addressesOf, bytesBehind, each, fuseOnWasm } from './kernel.js'
import { turnsOf } from './turns.js'

/** Cells whose shares are computed at a time, and bytes of a table of levels, as in assembly/. */
const [PART, TABLE] = [1024, 2048]
/**
 * Processors tell addresses apart by where they lie in a page: shares that lie where the output has
 * just been written wait for it, which takes half as long again. So far from it they do not.
 */
const [PAGE, APART] = [4096, 512]

fuseOnWasm(blend, ({ heap, allFinite, blendMask }, [base, source], attributes) => {
  const { data, of, shape, masks, rows, coefficient, size } = attributes
  const bytes = bytesBehind(base)
  const cells = util.sizeFromShape(shape.slice(1))
  const cell = bytesBehind(base, shape.length)
  const one = shape[0] === 1
  const alike = one && typeof coefficient === 'number'
  const bases = addressesOf(heap.address(base), attributes.base.rows, size, bytes)
  const sources = addressesOf(heap.address(source), rows, size, bytes)
  const strengths = each(new Float64Array(size), coefficient)
  const turns = turnsOf(bases, sources, bytes)
  const mask = cells * data.BYTES_PER_ELEMENT
  const scratch = TABLE + 8 * (alike ? cells : PART)
  const byBytes = Number(data instanceof Uint8Array)
  const words = Number(base.dtype !== 'bool')
  return heap.over(base, 'blendMask', [size, ...base.shape.slice(1)], [], out => {
    heap.borrow('blendMask', scratch + mask + PAGE, block => {
      const at = block + ((out + APART - block) & (PAGE - 1))
      const levels = at + scratch
      const staged = heap.bytes(levels, mask)
      turns.forEach((i, turn) => {
        // Masks are brought in one by one: each is still in the cache when it is read.
        if (turn === 0 || !one) {
          const which = one ? 0 : masks?.[i] ?? i
          const listed = data.subarray(which * cells, (which + 1) * cells)
          staged.set(bytesOf(listed))
          if (byBytes === 0 && allFinite(levels, mask) === 0) checkFinite(listed)
        }
        const anew = turn === 0 || strengths[i] !== strengths[turns[turn - 1]]
        blendMask(out + i * bytes, bases[i], sources[i], levels, byBytes, of, strengths[i],
          Number(anew), Number(alike), at, cells, cell, words)
      })
    })
  })
})

fuseOnWasm(blendShares, ({ heap, ...functions }, [base, source, mask], attributes) => {
  const { rows, masks, size } = attributes
  const bytes = bytesBehind(base)
  const cells = util.sizeFromShape(mask.shape.slice(1))
  const shown = masks ?? (mask.shape[0] === 1 ? new Int32Array(size) : undefined)
  const bases = addressesOf(heap.address(base), attributes.base.rows, size, bytes)
  const sources = addressesOf(heap.address(source), rows, size, bytes)
  const masksAt = addressesOf(heap.address(mask), shown, size, cells * 4)
  const lists = [bases, sources, masksAt, turnsOf(bases, sources, bytes)]
  return heap.over(base, 'blendShares', [size, ...base.shape.slice(1)], lists,
    (out, ...places) => {
      functions.blendShares(out, ...places, size, cells, bytes / cells)
    })
})
