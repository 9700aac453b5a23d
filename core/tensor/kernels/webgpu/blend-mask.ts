import type { BlendMaskAttributes } from '../../blend-mask.js'
import { blend } from '../../blend-mask.js'
import { product } from '../../rows.js'
import { fuseGpu } from './fuse-gpu.js'
import { layOver } from './over.js'
import { each, lanesOf } from './pass.js'
import { words } from './words.js'

/** Levels go up as they are: bytes as bytes, four to a word. */
fuseGpu<BlendMaskAttributes>(blend, (backend, [base, source], attributes) => {
  const { data, of: most, shape, rows, coefficient } = attributes
  const width = product(base.shape.slice(shape.length))
  const lanes = lanesOf(product(base.shape.slice(1)))
  const bytes = data instanceof Uint8Array
  const level = bytes ? 'f32(extractBits(u32(levels[c / 4]), u32(c % 4) * 8u, 8u))' : 'levels[c]'
  return layOver(backend, {
    name: `blendMask_${bytes ? 'bytes' : 'floats'}`,
    base,
    source,
    rows,
    coefficient,
    lanes,
    lists: { levels: bytes ? words(data) : data },
    factors: { most },
    uniforms: { cell: width, mask: shape[0] === 1 ? 0 : product(shape.slice(1)) },
    share: `
      fn level (c : i32) -> f32 {
        let found = ${level};
        // Exactly 1: GPUs round a quotient as they like.
        return select(found / uniforms.most, 1.0, found == uniforms.most);
      }
      fn share (output : i32, place : i32) -> Shares {
        let cells = (place + LANES) / uniforms.cell + output * uniforms.mask;
        return ${each(lanes, 'cells', cell => `level(${cell})`)};
      }`
  })
})
