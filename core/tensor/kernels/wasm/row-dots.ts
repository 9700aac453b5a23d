import { unit } from '../../normalize-rows.js'
import { dots } from '../../row-dots.js'
import { weigh } from '../../weigh-rows.js'
import { addressesOf, bytesBehind, fuseOnWasm } from './kernel.js'

fuseOnWasm(dots, ({ heap, rowDots }, [x, y], { rows }) => {
  const [size] = x.shape
  const bytes = bytesBehind(x)
  const at = heap.address(x)
  return heap.make('rowDots', [size], 'float32', [addressesOf(heap.address(y), rows, size, bytes)],
    (out, addresses) => { rowDots(out, at, addresses, size, bytes) })
})

fuseOnWasm(weigh, ({ heap, weighRows }, [x, weights], { rows }) => {
  const [size] = weights.shape
  const bytes = bytesBehind(x)
  const factors = heap.address(weights)
  const lists = [addressesOf(heap.address(x), rows, size, bytes)]
  return heap.make('weighRows', [size, ...x.shape.slice(1)], 'float32', lists,
    (out, addresses) => { weighRows(out, addresses, factors, size, bytes) })
})

fuseOnWasm(unit, ({ heap, normalizeRows }, [x], { epsilon }) => {
  const at = heap.address(x)
  return heap.make('normalizeRows', x.shape, 'float32', [],
    out => { normalizeRows(out, at, x.shape[0], bytesBehind(x), epsilon) })
})
