import type { TensorInfo } from '@tensorflow/tfjs-core'
import { util } from '@tensorflow/tfjs-core'
import { pasteParts } from '../../paste-resized.js'
import { resize } from '../../resize.js'
import { spreadParts } from '../../spread-resized.js'
import type { Heap } from './heap.js'
import type { Bench } from './kernel.js'
import { addressesOf, bytesBehind, fuseOnWasm } from './kernel.js'
import type { ResizedRecords } from './resized-records.js'
import { resizedRecords } from './resized-records.js'
import { turnsOf } from './turns.js'

/** A vector is read from where a cell begins, whatever its length. */
const VECTOR = 16

fuseOnWasm(pasteParts, (bench, [base, source], attributes) => {
  const { rows, size } = attributes
  const { heap } = bench
  const bases = addressesOf(heap.address(base), attributes.base.rows, size, bytesBehind(base))
  const sources = addressesOf(heap.address(source), rows, size, bytesBehind(source))
  const laid = {
    ...resizedRecords(attributes, { canvas: base, source, bases, sources }),
    turns: turnsOf(bases, sources, bytesBehind(base))
  }
  const shape = [size, ...base.shape.slice(1)]
  // What is mixed with needs to be there still.
  const make = attributes.coefficient === 1 ? heap.over : fresh(heap)
  return pasted(bench, make, laid, base, shape, attributes.resize !== 'nearest')
})

/** What is resized whole covers what it is pasted on, whatever that is. */
fuseOnWasm(resize, (bench, [x], { from, to, align }) => {
  const [size, , , channels] = x.shape
  const shape = [size, ...to, channels]
  const rows = addressesOf(bench.heap.address(x), undefined, size, bytesBehind(x))
  const records = resizedRecords({
    start: new Int32Array(2),
    end: Int32Array.from(to),
    from: { start: new Int32Array(2), end: Int32Array.from(from) },
    resize: align === 'corners' ? 'bilinear-corners' : 'bilinear',
    coefficient: 1
  }, { canvas: { shape, dtype: x.dtype }, source: x, bases: rows, sources: rows })
  const laid = { ...records, turns: Uint32Array.from(rows.keys()) }
  return pasted(bench, fresh(bench.heap), laid, x, shape, true)
})

/** Makes a new tensor, whatever its base. */
function fresh ({ make }: Heap): Heap['over'] {
  return ({ dtype }, who, shape, lists, work) => make(who, shape, dtype, lists, work)
}

function pasted (
  { heap, pasteResized }: Bench, make: Heap['over'],
  { records, plans, turns, span }: ResizedRecords & { readonly turns: Uint32Array },
  base: TensorInfo, shape: readonly number[], looks: boolean
): TensorInfo {
  const canvas = { shape, dtype: base.dtype }
  return make(base, 'pasteResized', shape, [records, plans, turns], (out, ...places) => {
    heap.borrow('pasteResized', span + VECTOR, line => {
      pasteResized(out, ...places, shape[0], bytesBehind(canvas, 2), shape[1],
        bytesBehind(canvas, 3), line, Number(looks))
    })
  })
}

fuseOnWasm(spreadParts, ({ heap, clear, spreadResized }, [dy], attributes) => {
  const { shape, rows, size } = attributes
  const at = heap.address(dy)
  const source = { shape: [...shape], dtype: dy.dtype }
  const laid = resizedRecords(attributes, {
    canvas: dy,
    source,
    bases: new Uint32Array(size),
    sources: addressesOf(0, rows, size, bytesBehind(source))
  })
  return heap.make('pasteResized', shape, 'float32', [laid.records, laid.plans],
    (out, records, plans) => {
      heap.borrow('pasteResized', laid.span + VECTOR, line => {
        clear(out, util.sizeFromShape([...shape]) * 4)
        spreadResized(out, at, records, plans, size, bytesBehind(dy, 2), dy.shape[1],
          bytesBehind(dy, 3), line)
      })
    })
})
