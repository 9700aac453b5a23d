import type { ArcAttributes } from '../../similarity/arc-weights.js'
import type { SlerpAttributes } from '../../similarity/slerp-rows.js'
import { bytesBehind, each, fuseOnWasm } from './kernel.js'

fuseOnWasm<SlerpAttributes>({ kernel: 'RemixtureSlerpRows' },
  ({ heap, slerpRows }, [x, y], { coefficient }) => {
    const [size] = x.shape
    const [first, second] = [heap.address(x), heap.address(y)]
    const far = each(new Float64Array(size), coefficient)
    return [heap.make('slerpRows', x.shape, 'float32', [far],
      (out, at) => { slerpRows(out, first, second, at, size, bytesBehind(x)) })]
  })

fuseOnWasm<SlerpAttributes>({ kernel: 'RemixtureSlerpSlopes' },
  ({ heap, slerpSlopes }, [dy, x, y], { coefficient }) => {
    const [size] = x.shape
    const [slope, one, other] = [dy, x, y].map(each => heap.address(each))
    const far = each(new Float64Array(size), coefficient)
    return [1, 0].map(first => heap.make('slerpSlopes', x.shape, 'float32', [far], (out, at) => {
      slerpSlopes(out, slope, one, other, at, size, bytesBehind(x), first)
    }))
  })

fuseOnWasm<ArcAttributes>({ kernel: 'RemixtureArcWeight' },
  ({ heap, arcWeights }, [cosines], { share, first }) => {
    const [size] = cosines.shape
    const from = heap.address(cosines)
    return heap.make('arcWeight', [size], 'float32', [each(new Float64Array(size), share)],
      (out, shares) => { arcWeights(out, from, shares, size, Number(first)) })
  })

fuseOnWasm<ArcAttributes>({ kernel: 'RemixtureArcSlope' },
  ({ heap, arcSlopes }, [cosines], { share }) => {
    const [size] = cosines.shape
    const from = heap.address(cosines)
    return heap.make('arcSlope', [size], 'float32', [each(new Float64Array(size), share)],
      (out, shares) => { arcSlopes(out, from, shares, size) })
  })
