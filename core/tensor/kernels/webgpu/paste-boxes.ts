import type { PasteBoxesAttributes } from '../../paste-boxes.js'
import { paste } from '../../paste-boxes.js'
import { product } from '../../rows.js'
import { fuseOnWebgpu } from './fuse-on-webgpu.js'
import { layOver } from './over.js'
import { lanesOf } from './wgsl.js'

/** The last axis of boxes is told in numbers, so that it needs no division. */
fuseOnWebgpu<PasteBoxesAttributes>(paste, (backend, [ground, source], attributes) => {
  const { axes, start, end } = attributes
  const lengths = ground.shape.slice(1, axes + 1)
  const rest = product(ground.shape.slice(axes + 1))
  const line = lengths[axes - 1] * rest
  const edges = new Int32Array(start.length * 2)
  start.forEach((low, i) => {
    const axis = i % axes
    const unit = axis === axes - 1 ? rest : 1
    const at = (i - axis) * 2 + axis
    edges[at] = low * unit
    edges[at + axes] = end[i] * unit
  })
  const lanes = lanesOf(line)
  const outer = lengths.slice(0, -1)
  return layOver(backend, {
    ...attributes,
    name: `pasteBoxes_${axes}`,
    ground,
    source,
    regions: start.length > axes,
    lanes,
    lists: { edges },
    uniforms: {
      line,
      ...Object.fromEntries(outer.map((length, axis) => [`length${axis}`, length]))
    },
    share: `
      fn share (region : i32, place : i32) -> Shares {
        let low = region * ${axes * 2};
        let high = low + ${axes};
        var line = place / uniforms.line;
        let columns = place - line * uniforms.line + LANES;
        var outside = false;
        ${outer.map((_, axis) => within(axis)).reverse().join('\n        ')}
        if (outside) { return Shares(0); }
        return select(Shares(0), Shares(1), (columns >= Places(edges[low + ${axes - 1}])) &
          (columns < Places(edges[high + ${axes - 1}])));
      }`
  })
})

function within (axis: number): string {
  return `{
          let at = line % uniforms.length${axis};
          line /= uniforms.length${axis};
          outside = outside || at < edges[low + ${axis}] || at >= edges[high + ${axis}];
        }`
}
