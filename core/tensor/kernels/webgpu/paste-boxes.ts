import type { PasteBoxesAttributes } from '../../paste-boxes.js'
import { paste } from '../../paste-boxes.js'
import { product } from '../../rows.js'
import { fuseGpu } from './fuse-gpu.js'
import { layOver } from './over.js'
import { lanesOf } from './pass.js'

/** The last axis of boxes is told in numbers, so that it needs no division. */
fuseGpu<PasteBoxesAttributes>(paste, (backend, [base, source], attributes) => {
  const { axes, start, end, rows, coefficient } = attributes
  const lengths = base.shape.slice(1, axes + 1)
  const rest = product(base.shape.slice(axes + 1))
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
    name: `pasteBoxes_${axes}`,
    base,
    source,
    rows,
    coefficient,
    lanes,
    lists: { edges },
    uniforms: {
      box: start.length === axes ? 0 : axes * 2,
      line,
      ...Object.fromEntries(outer.map((length, axis) => [`length${axis}`, length]))
    },
    share: `
      fn share (output : i32, place : i32) -> Shares {
        let low = output * uniforms.box;
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
