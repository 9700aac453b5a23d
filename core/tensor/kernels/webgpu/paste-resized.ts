import { pasteParts } from '../../paste-resized.js'
import type { ResizedBoxes } from '../../resized-cells.js'
import type { PasteResizedAttributes } from '../../spread-resized.js'
import { channels } from '../../spread-resized.js'
import { fuseOnWebgpu } from './fuse-on-webgpu.js'
import { isWide, look, looks, viewOf } from './look.js'
import { runPass } from './pass.js'
import { LAID, laid } from './shown.js'

/** Each number inside a box looks at one other, or at up to four, in the part that is shown. */
fuseOnWebgpu<PasteResizedAttributes>(pasteParts, (backend, [ground, source], attributes) => {
  const { resize, size, canvas: [height, width] } = attributes
  const [, down, right] = source.shape as readonly number[]
  const copies = resize === 'nearest'
  const { dtype } = ground
  const wide = isWide([down, right], [height, width])
  return runPass(backend, {
    name: `pasteResized_${resize}_${wide}`,
    shape: [size, ...ground.shape.slice(1)],
    dtype,
    lanes: 1,
    tensors: { ground, over: source },
    lists: { laid: laid(attributes, true), boxes: boxesOf(attributes, size) },
    uniforms: { channels: channels(ground.shape), height, width, down, right },
    code: `
      ${look(wide)}
      ${copies ? '' : viewOf('over')}
      fn numbers (index : i32) -> Numbers {
        let channel = index % uniforms.channels;
        let cell = index / uniforms.channels;
        let line = cell / uniforms.width;
        let output = line / uniforms.height;
        let at = output * ${LAID};
        let seen = bitcast<f32>(laid[at + 1]);
        let row = (laid[at + 3] - output) * uniforms.height * uniforms.width * uniforms.channels;
        let box = output * 8;
        let x = cell % uniforms.width - boxes[box + 1];
        let y = line % uniforms.height - boxes[box];
        let tall = boxes[box + 2] - boxes[box];
        let wide = boxes[box + 3] - boxes[box + 1];
        if (y < 0 || x < 0 || y >= tall || x >= wide || seen == 0.0) { return ground[row + index]; }
        let along = ${looks[resize]}(y, boxes[box + 6] - boxes[box + 4], tall);
        let across = ${looks[resize]}(x, boxes[box + 7] - boxes[box + 5], wide);
        let top = laid[at] * uniforms.down + boxes[box + 4] + along.at;
        let first = top * uniforms.right + boxes[box + 5] + across.at;
        let paint = ${copies
          ? 'over[first * uniforms.channels + channel]'
          : 'view(first, uniforms.right, along, across, channel)'};
        ${dtype === 'float32' ? mixed : ''}
        return paint;
      }`
  })
})

const mixed = `if (seen != 1.0) {
          return ground[row + index] * bitcast<f32>(laid[at + 2]) + paint * seen;
        }`

/** Eight edges an output: of its box, top, left, bottom and right, and of the part it shows. */
export function boxesOf ({ start, end, from }: ResizedBoxes, size: number): Int32Array {
  const edges = [start, end, from.start, from.end]
  const list = new Int32Array(size * 8)
  for (let output = 0; output < size; output++) {
    edges.forEach((edge, k) => {
      const at = edge.length === 2 ? 0 : output * 2
      list[output * 8 + 2 * k] = edge[at]
      list[output * 8 + 2 * k + 1] = edge[at + 1]
    })
  }
  return list
}
