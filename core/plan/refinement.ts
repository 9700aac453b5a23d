import type { Plan } from '../contract/index.js'
import type { LayerColumns } from './columns.js'
import { spansOf } from './region.js'

/** A box of the frame, axis by axis, that no edge of a plan's boxes divides. */
export type Block = ReadonlyArray<readonly [start: number, end: number]>

/** Where edges of the boxes of a plan cut the frame, axis by axis, and its own ends. */
export function cutsOf (plan: Plan, columns: readonly LayerColumns[]): number[][] {
  const cuts = plan.frame.map(length => new Set([0, length]))
  plan.layers.forEach(({ where }, layer) => {
    if (where?.kind !== 'boxes') return
    const boxes = where.start.length / where.axes.length
    for (let piece = 0; piece < Math.min(boxes, columns[layer].count); piece++) {
      spansOf(where, piece, plan.axes, plan.frame).forEach(([start, end], axis) => {
        if (end > start) cuts[axis].add(start).add(end)
      })
    }
  })
  return cuts.map(edges => [...edges].sort((a, b) => a - b))
}

/** All blocks between cuts. */
export function blocks (cuts: ReadonlyArray<readonly number[]>): Block[] {
  return cuts.reduce<Block[]>((found, edges) => found.flatMap(block =>
    edges.slice(1).map((end, i): Block => [...block, [edges[i], end]])), [[]])
}

/** A block and what is the same all over it. */
export interface Part { readonly block: Block, readonly kind: string }

/** Joins neighbours of one kind, along the last axis first, as long as they stay boxes. */
export function merge (parts: readonly Part[]): Part[] {
  const axes = parts[0].block.map((_, axis) => axis).reverse()
  return axes.reduce<Part[]>((found, axis) => {
    const open = new Map<string, Part>()
    const closed: Part[] = []
    for (const part of found) {
      const others = part.block.map((span, a) => a === axis ? '' : span.join('-')).join()
      const lane = `${part.kind}/${others}`
      const before = open.get(lane)
      const touch = before?.block[axis][1] === part.block[axis][0]
      if (before !== undefined && !touch) closed.push(before)
      open.set(lane, before !== undefined && touch ? joined(before, part, axis) : part)
    }
    return [...closed, ...open.values()]
  }, [...parts])
}

function joined ({ block, kind }: Part, { block: next }: Part, axis: number): Part {
  const span = [block[axis][0], next[axis][1]] as const
  return { kind, block: block.map((own, a) => a === axis ? span : own) }
}
