import { blendShares } from '../../blend-live.js'
import type { ShownRows } from '../../over.js'
import { widthOf } from '../../rows.js'
import { fuseGpu } from './fuse-gpu.js'
import { each, lanesOf, runPass } from './pass.js'
import { shown } from './shown.js'

/** Nothing looks at the shares: what is hidden is multiplied with 0, as everywhere. */
fuseGpu<ShownRows>(blendShares, (backend, [base, source, mask], { rows }) => {
  const row = widthOf(base)
  const cells = widthOf(mask)
  const lanes = lanesOf(row)
  return runPass(backend, {
    name: 'blendShares',
    shape: base.shape,
    dtype: 'float32',
    lanes,
    tensors: { base, over: source },
    singles: { mask },
    lists: { shown: shown(base.shape[0], rows, 1) },
    uniforms: {
      width: row / lanes,
      cell: row / cells,
      mask: mask.shape[0] === 1 ? 0 : cells
    },
    code: `
      fn numbers (index : i32) -> Numbers {
        let output = index / uniforms.width;
        let column = index - output * uniforms.width;
        let cells = (column * ${lanes} + LANES) / uniforms.cell + output * uniforms.mask;
        let seen = ${each(lanes, 'cells', cell => `mask[${cell}]`)};
        let paint = over[shown[output * 2] * uniforms.width + column];
        return base[index] * (Shares(1) - seen) + paint * seen;
      }`
  })
})
