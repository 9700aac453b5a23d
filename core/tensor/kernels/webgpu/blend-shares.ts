import type { BlendSharesAttributes } from '../../blend-live.js'
import { blendShares } from '../../blend-live.js'
import { widthOf } from '../../rows.js'
import { fuseOnWebgpu } from './fuse-on-webgpu.js'
import { runPass } from './pass.js'
import { LAID, laid } from './shown.js'
import { each, lanesOf } from './wgsl.js'

/** Nothing looks at the shares: what is hidden is multiplied with 0, as everywhere. */
fuseOnWebgpu<BlendSharesAttributes>(blendShares, (backend, [ground, source, mask], attributes) => {
  const { size, masks } = attributes
  const row = widthOf(ground)
  const cells = widthOf(mask)
  const lanes = lanesOf(row)
  return runPass(backend, {
    name: 'blendShares',
    shape: [size, ...ground.shape.slice(1)],
    dtype: 'float32',
    lanes,
    tensors: { ground, over: source },
    singles: { mask },
    lists: { laid: laid({ ...attributes, coefficient: 1 }, masks ?? mask.shape[0] > 1) },
    uniforms: { width: row / lanes, cell: row / cells, mask: cells },
    code: `
      fn numbers (index : i32) -> Numbers {
        let output = index / uniforms.width;
        let column = index - output * uniforms.width;
        let at = output * ${LAID};
        let cells = (column * ${lanes} + LANES) / uniforms.cell + laid[at + 4] * uniforms.mask;
        let seen = ${each(lanes, 'cells', cell => `mask[${cell}]`)};
        let below = ground[laid[at + 3] * uniforms.width + column];
        return below * (Shares(1) - seen) + over[laid[at] * uniforms.width + column] * seen;
      }`
  })
})
