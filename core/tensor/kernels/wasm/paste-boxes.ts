import { paste } from '../../paste-boxes.js'
import { addressesOf, bytesBehind, each, fuseOnWasm, rest } from './kernel.js'
import { pairsOf } from './turns.js'

fuseOnWasm(paste, ({ heap, pasteBoxes }, [base, source], attributes) => {
  const { axes, start, end, rows, coefficient, size } = attributes
  const bytes = bytesBehind(base)
  const bases = addressesOf(heap.address(base), attributes.base.rows, size, bytes)
  const sources = addressesOf(heap.address(source), rows, size, bytes)
  const pairs = pairsOf(bases, sources, bytes)
  const lists = [
    bases,
    sources,
    each(new Float32Array(size), coefficient, rest),
    each(new Float32Array(size), coefficient),
    start,
    end,
    Uint32Array.from({ length: axes }, (_, axis) => bytesBehind(base, axis + 2)),
    pairs
  ]
  return heap.over(base, 'pasteBoxes', [size, ...base.shape.slice(1)], lists,
    (out, ...places) => {
      pasteBoxes(out, ...places, axes, Number(start.length === axes), pairs.length / 2, bytes)
    })
})
