import { paste } from '../../paste-boxes.js'
import { addressesOf, bytesBehind, each, fuseOnWasm, rest } from './kernel.js'

fuseOnWasm(paste, ({ heap, pasteBoxes }, [base, source], attributes) => {
  const { axes, start, end, rows, coefficient, size } = attributes
  const bytes = bytesBehind(base)
  const lists = [
    addressesOf(heap.address(base), attributes.base.rows, size, bytes),
    addressesOf(heap.address(source), rows, size, bytes),
    each(new Float32Array(size), coefficient, rest),
    each(new Float32Array(size), coefficient),
    start,
    end,
    Uint32Array.from({ length: axes }, (_, axis) => bytesBehind(base, axis + 2))
  ]
  return heap.over(base, 'pasteBoxes', [size, ...base.shape.slice(1)], lists,
    (out, bases, sources, kept, shown, starts, ends, strides) => {
      pasteBoxes(out, bases, sources, kept, shown, starts, ends, strides, axes,
        Number(start.length === axes), size, bytes)
    })
})
