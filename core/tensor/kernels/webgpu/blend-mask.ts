import type { BlendMaskAttributes } from '../../blend-mask.js'
import { blend, checkFinite } from '../../blend-mask.js'
import { product, widthOf } from '../../rows.js'
import { fuseOnWebgpu } from './fuse-on-webgpu.js'
import { layOver } from './over.js'
import { words } from './words.js'
import { each, lanesOf } from './wgsl.js'

/** Levels go up as they are: bytes as bytes, four to a word. */
fuseOnWebgpu<BlendMaskAttributes>(blend, (backend, [ground, source], attributes) => {
  const { data, of: most, shape, masks } = attributes
  checkFinite(data)
  const width = product(ground.shape.slice(shape.length))
  const lanes = lanesOf(widthOf(ground))
  const bytes = data instanceof Uint8Array
  const level = bytes ? 'f32(extractBits(u32(levels[c / 4]), u32(c % 4) * 8u, 8u))' : 'levels[c]'
  return layOver(backend, {
    ...attributes,
    name: `blendMask_${bytes ? 'bytes' : 'floats'}`,
    ground,
    source,
    regions: masks ?? shape[0] > 1,
    lanes,
    lists: { levels: bytes ? words(data) : data },
    factors: { most },
    uniforms: { cell: width, mask: product(shape.slice(1)) },
    share: `
      fn level (c : i32) -> f32 {
        let found = ${level};
        // Exactly 1: GPUs round a quotient as they like.
        return select(found / uniforms.most, 1.0, found == uniforms.most);
      }
      fn share (region : i32, place : i32) -> Shares {
        let cells = (place + LANES) / uniforms.cell + region * uniforms.mask;
        return ${each(lanes, 'cells', cell => `level(${cell})`)};
      }`
  })
})
