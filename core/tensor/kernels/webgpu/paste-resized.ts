import type { PasteResizedAttributes } from '../../paste-resized.js'
import { pasteParts } from '../../paste-resized.js'
import { product } from '../../rows.js'
import { fuseGpu } from './fuse-gpu.js'
import { look, looks, viewOf } from './look.js'
import { runPass } from './pass.js'
import { laid } from './shown.js'

/** Each number inside a box looks at one other, or at up to four, in the part that is shown. */
fuseGpu<PasteResizedAttributes>(pasteParts, (backend, [base, source], attributes) => {
  const { start, end, from, resize, rows, coefficient } = attributes
  const [size, height, width] = base.shape as readonly number[]
  const [, down, right] = source.shape as readonly number[]
  const copies = resize === 'nearest'
  const { dtype } = base
  return runPass(backend, {
    name: `pasteResized_${resize}`,
    shape: base.shape,
    dtype,
    lanes: 1,
    tensors: { base, over: source },
    lists: {
      laid: laid(size, rows, coefficient),
      boxes: corners(size, [start, end, from.start, from.end])
    },
    uniforms: {
      channels: product(base.shape.slice(3)), height, width, down, right
    },
    code: `
      ${look}
      ${copies ? '' : viewOf('over')}
      fn numbers (index : i32) -> Numbers {
        let channel = index % uniforms.channels;
        let cell = index / uniforms.channels;
        let line = cell / uniforms.width;
        let output = line / uniforms.height;
        let seen = bitcast<f32>(laid[output * 3 + 1]);
        let box = output * 8;
        let x = cell % uniforms.width - boxes[box + 1];
        let y = line % uniforms.height - boxes[box];
        let tall = boxes[box + 2] - boxes[box];
        let wide = boxes[box + 3] - boxes[box + 1];
        if (y < 0 || x < 0 || y >= tall || x >= wide || seen == 0.0) { return base[index]; }
        let along = ${looks[resize]}(y, boxes[box + 6] - boxes[box + 4], tall);
        let across = ${looks[resize]}(x, boxes[box + 7] - boxes[box + 5], wide);
        let row = laid[output * 3] * uniforms.down + boxes[box + 4] + along.at;
        let first = row * uniforms.right + boxes[box + 5] + across.at;
        let paint = ${copies
          ? 'over[first * uniforms.channels + channel]'
          : 'view(first, uniforms.right, along, across, channel)'};
        ${dtype === 'float32' ? mixed : ''}
        return paint;
      }`
  })
})

const mixed = `if (seen != 1.0) {
          return base[index] * bitcast<f32>(laid[output * 3 + 2]) + paint * seen;
        }`

/** Boxes `[n or 1, 2]`, one after the other for each output. */
function corners (size: number, edges: readonly Int32Array[]): Int32Array {
  const list = new Int32Array(size * edges.length * 2)
  for (let output = 0; output < size; output++) {
    edges.forEach((edge, k) => {
      const at = edge.length === 2 ? 0 : output * 2
      const to = (output * edges.length + k) * 2
      list[to] = edge[at]
      list[to + 1] = edge[at + 1]
    })
  }
  return list
}
