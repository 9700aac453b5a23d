import { counted } from '../../rows.js'
import type { PasteResizedAttributes } from '../../spread-resized.js'
import { channels, spreadParts } from '../../spread-resized.js'
import { byOutput } from './by-output.js'
import { fuseOnWebgpu } from './fuse-on-webgpu.js'
import { isWide, look, looks } from './look.js'
import { boxesOf } from './paste-resized.js'
import { runPass } from './pass.js'
import { LAID, laid } from './shown.js'

/**
 * Each number of the source looks for the numbers in boxes that looked at it: those of some
 * positions along each axis, of every output that shows its row. So nothing is written twice.
 */
fuseOnWebgpu<PasteResizedAttributes>(spreadParts, (backend, [dy], attributes) => {
  const { shape, resize, rows, count, size, canvas: [height, width] } = attributes
  const { first, order } = byOutput(rows ?? counted(size), count)
  const wide = isWide(shape.slice(1, 3), [height, width])
  return runPass(backend, {
    name: `spreadResized_${resize}_${wide}`,
    shape,
    dtype: 'float32',
    lanes: 1,
    tensors: { dy },
    lists: { laid: laid(attributes, true), boxes: boxesOf(attributes, size), first, order },
    uniforms: { channels: channels(shape), height, width, down: shape[1], right: shape[2] },
    code: `
      ${look(wide)}
      ${among}
      fn weight (position : i32, cell : i32, whole : i32, to : i32) -> f32 {
        let found = ${looks[resize]}(position, whole, to);
        return select(0.0, 1.0 - found.beyond, found.at == cell) +
          select(0.0, found.beyond, found.at + 1 == cell);
      }
      fn numbers (index : i32) -> Numbers {
        let channel = index % uniforms.channels;
        let cell = index / uniforms.channels;
        let line = cell / uniforms.right;
        let row = line / uniforms.down;
        var sum = 0.0;
        for (var k = first[row]; k < first[row + 1]; k++) {
          let output = order[k];
          let box = output * 8;
          let y = line % uniforms.down - boxes[box + 4];
          let x = cell % uniforms.right - boxes[box + 5];
          let along = boxes[box + 6] - boxes[box + 4];
          let across = boxes[box + 7] - boxes[box + 5];
          if (y < 0 || x < 0 || y >= along || x >= across) { continue; }
          let tall = boxes[box + 2] - boxes[box];
          let wide = boxes[box + 3] - boxes[box + 1];
          let lines = among(y, along, tall);
          let columns = among(x, across, wide);
          var own = 0.0;
          for (var v = lines.x; v < lines.y; v++) {
            let byLine = weight(v, y, along, tall);
            if (byLine == 0.0) { continue; }
            let above = output * uniforms.height + boxes[box] + v;
            let start = above * uniforms.width + boxes[box + 1];
            for (var u = columns.x; u < columns.y; u++) {
              let both = byLine * weight(u, x, across, wide);
              if (both != 0.0) { own += both * dy[(start + u) * uniforms.channels + channel]; }
            }
          }
          sum += bitcast<f32>(laid[output * ${LAID} + 1]) * own;
        }
        return sum;
      }`
  })
})

/** Positions that may look at a cell, with some to spare: places grow with positions. */
const among = `
  fn among (cell : i32, whole : i32, to : i32) -> vec2<i32> {
    return vec2<i32>(max(0, divided(max(0, cell - 1), to, whole).x - 1),
      min(to, divided(cell + 2, to, whole).x + 2));
  }`
