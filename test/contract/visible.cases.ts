import test from 'ava'
import type { Layer, Mask, Plan } from '../../core/index.js'
import {
  boxes, own, over, Rng, ruleTable, sum, times, useBackend, visibleOn, visibleShares
} from '../../core/index.js'
import type { Rng as Chance } from '../../core/index.js'
import { boxLevels } from './methods/crop-mix.js'

test.before(async () => { await useBackend('cpu') })

/** What shows of a region's piece at a cell of the frame, by the words of the contract alone. */
function shown (layer: Layer, piece: number, plan: Plan, cell: readonly number[]): number {
  const { where } = layer
  if (where === undefined) return 1
  if (where.kind === 'boxes') {
    const one = where.start.length === where.axes.length
    return Number(where.axes.every((axis, k) => {
      const i = (one ? 0 : piece) * where.axes.length + k
      const at = cell[plan.axes.indexOf(axis)]
      return at >= where.start[i] && at < where.end[i]
    }))
  }
  const { grid, axes, levels, of, tiled = false, outside = false } = where as Mask
  const size = grid.reduce((product, n) => product * n, 1)
  const list = levels as Uint8Array
  const index = axes.reduce((sum, axis, k) => {
    const a = plan.axes.indexOf(axis)
    const at = tiled ? cell[a] % grid[k] : Math.floor(cell[a] * grid[k] / plan.frame[a])
    return sum * grid[k] + at
  }, list.length === size ? 0 : piece)
  return outside ? 1 - list[index] / of : list[index] / of
}

/** Shares counted cell by cell: every piece is painted over those before it, or added. */
function counted (plan: Plan): number[][] {
  const [height, width] = plan.frame
  const counts = plan.layers.map(({ outputs }) =>
    Array<number>(outputs === undefined ? plan.size : (outputs as Int32Array).length).fill(0))
  for (let output = 0; output < plan.size; output++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const seen: Array<{ layer: number, piece: number, part: number }> = []
        plan.layers.forEach((layer, l) => {
          counts[l].forEach((_, piece) => {
            const on = layer.outputs === undefined ? piece : (layer.outputs as Int32Array)[piece]
            if (on !== output) return
            const { coefficient = 1 } = layer
            const strength = typeof coefficient === 'number'
              ? coefficient
              : (coefficient as Float64Array)[piece]
            const part = strength * shown(layer, piece, plan, [y, x])
            if (layer.blend !== 'sum') seen.forEach(each => { each.part *= 1 - part })
            seen.push({ layer: l, piece, part })
          })
        })
        for (const { layer, piece, part } of seen) counts[layer][piece] += part
      }
    }
  }
  return counts.map(list => list.map(count => count / (height * width)))
}

const int = (chance: Chance, end: number): number => Math.floor(chance.uniform() * end)

/** A layer with a region of any kind, on all outputs or some, more than once on some. */
function randomLayer (chance: Chance, size: number, [height, width]: readonly number[]): Layer {
  const some = chance.uniform() < 0.5
  const count = some ? 1 + int(chance, 2 * size) : size
  const whole = { pool: 'batch', rows: Int32Array.from({ length: count }, () => int(chance, size)) }
  const span = (length: number) => {
    const start = int(chance, length)
    return [start, start + int(chance, length - start + 1)] as const
  }
  const kind = int(chance, 3)
  const grid = [1 + int(chance, height + 3), 1 + int(chance, width + 3)]
  const own = chance.uniform() < 0.5 ? count : 1
  const where = kind === 0
    ? boxes(times(own, () => ({ height: span(height), width: span(width) })))
    : {
      kind: 'mask' as const,
      axes: ['height', 'width'],
      grid,
      of: 4,
      levels: Uint8Array.from({ length: own * grid[0] * grid[1] }, () => int(chance, 5)),
      tiled: chance.uniform() < 0.5,
      outside: chance.uniform() < 0.5
    }
  const columns = {
    ...(some ? { outputs: Int32Array.from({ length: count }, () => int(chance, size)) } : {}),
    ...(kind < 2 ? { where } : {}),
    coefficient: Float64Array.from({ length: count }, () => int(chance, 5) / 4)
  }
  return chance.uniform() < 0.3 ? sum(whole, columns) : over(whole, columns)
}

test('what stays visible is what is counted cell by cell, whatever lies over what', t => {
  for (let seed = 0; seed < 60; seed++) {
    const chance = Rng(seed)
    const size = 1 + int(chance, 4)
    const frame = [1 + int(chance, 9), 1 + int(chance, 11)]
    const plan: Plan = {
      mixer: 'any', version: 1, options: {}, draws: {}, size, axes: ['height', 'width'], frame,
      layers: [own(), ...times(1 + int(chance, 4), () => randomLayer(chance, size, frame))]
    }
    const shares = visibleShares(plan)
    counted(plan).forEach((list, l) => list.forEach((share, piece) => {
      const off = Math.abs(shares[l][piece] - share)
      t.true(off < 1e-12, `seed ${seed}, layer ${l}, piece ${piece}: off by ${off}`)
    }))
  }
})

test('a region that a rule makes is shown piece by piece on any grid', t => {
  const where = {
    kind: 'mask', axes: ['height', 'width'], grid: [4, 6], of: 1,
    levels: {
      rule: 'box-levels', start: Int32Array.of(0, 0, 1, 2), end: Int32Array.of(2, 2, 4, 6),
      around: new Uint8Array(2)
    }
  } as const
  const plan: Plan = {
    mixer: 'ruled', version: 1, options: {}, draws: {}, size: 2, axes: ['height', 'width'],
    frame: [4, 6], layers: [own(), over({ pool: 'batch' }, { where })]
  }
  const shown = visibleOn(plan, where, [2, 3], ruleTable({ 'box-levels': boxLevels }))
  t.deepEqual(shown.shape, [2, 2, 3])
  t.deepEqual([...shown.dataSync()], [1, 0, 0, 0, 0, 0, 0, 0.5, 0.5, 0, 1, 1])
  t.deepEqual(
    visibleShares(plan, ruleTable({ 'box-levels': boxLevels })).map(list => [...list]),
    [[5 / 6, 0.5], [1 / 6, 0.5]])
})

/** A mask of 224 × 224 pixels over every image of a batch of 64. */
function masked (count: number, of: number): Plan {
  const [size, side] = [64, 224]
  const chance = Rng(count)
  const levels = Uint8Array.from({ length: count * side * side }, () => int(chance, of + 1))
  return {
    mixer: 'masked', version: 1, options: {}, draws: {}, size,
    axes: ['height', 'width'], frame: [side, side],
    layers: [own(), over({ pool: 'batch', rows: new Int32Array(size) }, {
      where: { kind: 'mask', axes: ['height', 'width'], grid: [side, side], levels, of }
    })]
  }
}

test('masks pixel by pixel are counted exactly, in little time', t => {
  for (const [what, count] of [['one for all', 1], ['one each', 64]] as const) {
    const plan = masked(count, 1)
    const durations = times(5, () => {
      const start = performance.now()
      visibleShares(plan)
      return performance.now() - start
    })
    const told = durations.map(duration => duration.toFixed(0)).join(', ')
    t.log(`visible shares of 64 masks of 224 × 224, ${what}: ${told} ms`)
    const [own, pasted] = visibleShares(plan)
    const { levels } = plan.layers[1].where as Mask
    for (const output of [0, 31, 63]) {
      const first = count === 1 ? 0 : output * 224 * 224
      const seen = (levels as Uint8Array).subarray(first, first + 224 * 224)
        .reduce((total, level) => total + level, 0)
      t.is(pasted[output], seen / (224 * 224))
      t.is(own[output], (224 * 224 - seen) / (224 * 224))
    }
  }
})
