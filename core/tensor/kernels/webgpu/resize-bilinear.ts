import type { ResizeAttributes } from '../../resize.js'
import { resize } from '../../resize.js'
import { fuseOnWebgpu } from './fuse-on-webgpu.js'
import { isWide, look, looks, viewOf } from './look.js'
import { runPass } from './pass.js'

/** Each number looks at four others, or at fewer where they have no weight. */
fuseOnWebgpu<ResizeAttributes>(resize, (backend, [x], { from, to, align }) => {
  const [size, , , channels] = x.shape
  const looked = looks[align === 'corners' ? 'bilinear-corners' : 'bilinear']
  const wide = isWide(from, to)
  return runPass(backend, {
    name: `resizeBilinear_${looked}_${wide}`,
    shape: [size, ...to, channels],
    dtype: 'float32',
    lanes: 1,
    tensors: { x },
    uniforms: { channels, height: from[0], width: from[1], down: to[0], right: to[1] },
    code: `
      ${look(wide)}
      ${viewOf('x')}
      fn numbers (index : i32) -> Numbers {
        let channel = index % uniforms.channels;
        let cell = index / uniforms.channels;
        let line = cell / uniforms.right;
        let across = ${looked}(cell % uniforms.right, uniforms.width, uniforms.right);
        let along = ${looked}(line % uniforms.down, uniforms.height, uniforms.down);
        let first = (line / uniforms.down * uniforms.height + along.at) * uniforms.width;
        return view(first + across.at, uniforms.width, along, across, channel);
      }`
  })
})
