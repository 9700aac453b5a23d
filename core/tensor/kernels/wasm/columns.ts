import type { SpreadAttributes } from '../../similarity/take-columns.js'
import { bytesBehind, fuseOnWasm } from './kernel.js'

fuseOnWasm<SpreadAttributes>({ kernel: 'RemixtureTakeColumns' },
  ({ heap, takeColumns }, [x, columns], { width }) => {
    const [size, count] = columns.shape
    const [from, at] = [heap.address(x), heap.address(columns)]
    return heap.make('takeColumns', columns.shape, 'float32', [],
      out => { takeColumns(out, from, at, size, count, width) })
  })

fuseOnWasm<SpreadAttributes>({ kernel: 'RemixtureSpreadColumns' },
  ({ heap, spreadColumns }, [x, columns], { width }) => {
    const [size, count] = columns.shape
    const [from, at] = [heap.address(x), heap.address(columns)]
    return heap.make('spreadColumns', [size, width], 'float32', [],
      out => { spreadColumns(out, from, at, size, count, width) })
  })

fuseOnWasm({ kernel: 'RemixturePairDots' }, ({ heap, pairDots }, [x, left, right]) => {
  const [count] = left.shape
  const [from, first, second] = [x, left, right].map(each => heap.address(each))
  return heap.make('pairDots', [count], 'float32', [],
    out => { pairDots(out, from, first, second, count, bytesBehind(x)) })
})
