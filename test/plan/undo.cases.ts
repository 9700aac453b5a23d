import test from 'ava'
import type { ExecutionContext } from 'ava'
import fc from 'fast-check'
import type { Layer, Plan } from '../../core/contract/index.js'
import { RemixtureError } from '../../core/errors.js'
import { boxes } from '../../core/plan/boxes.js'
import type { Box } from '../../core/plan/boxes.js'
import { check } from '../../core/plan/check.js'
import { undo } from '../../core/plan/undo.js'
import { paint } from './painter.js'
import type { Row } from './painter.js'
import { planWith, stepped } from './samples.js'

const partners = Int32Array.of(2, 0, 1, 4, 3)
const frame = [4, 6]

/** A plan of five outputs; every row of the batch, then these layers. */
function mixed (...layers: readonly Layer[]): Plan {
  return planWith({ size: 5, frame, layers: [{}, ...layers] })
}
const partner = (
  columns: Partial<Layer> = {}
): Layer => ({ source: { pool: 'batch', rows: partners }, ...columns })
const shared = (box: Box): Pick<Layer, 'where'> => ({ where: boxes([box]) })

function batchOf (size: number, cells: number): Row[] {
  return Array.from(
    { length: size },
    (_, row) => Array.from({ length: cells }, (_, cell) => Math.sin(1 + row * 37 + cell * 11))
  )
}

function comesBack (t: ExecutionContext, plan: Plan, within = 1e-6): Plan {
  const batch = batchOf(plan.size, plan.frame.reduce((a, b) => a * b, 1))
  const back = undo(plan)
  check(back, { pools: { batch: { size: plan.size } } })
  const painted = paint(plan, batch)
  t.notDeepEqual(painted, batch)
  const restored = paint(back, painted)
  const worst = Math.max(
    ...restored.flatMap((row, i) => row.map((cell, j) => Math.abs(cell - batch[i][j])))
  )
  t.true(worst < within, `off by ${worst}`)
  return back
}

test('mixup is undone', t => {
  const back = comesBack(t, mixed(partner({ coefficient: 0.3 })))
  t.is(back.layers.length, 1)
  t.like(
    back, { mixer: 'undo(sample)', size: 5, targets: 'free', axes: ['height', 'width'], frame }
  )
})

test('mixup with a share an output is undone', t => {
  comesBack(t, mixed(partner({ coefficient: Float64Array.of(0.1, 0.9, 0.45, 0.2, 0.3) })))
})

test('mixup with shares of a rule is undone', t => {
  const shares = Float64Array.of(0.1, 0.9, 0.45, 0.2, 0.3)
  const plan = mixed(
    partner({ coefficient: { rule: 'uniform', seed: { replay: shares }, low: 0, high: 1 } })
  )
  t.deepEqual(undo(plan).layers, undo(mixed(partner({ coefficient: shares }))).layers)
})

test('CutMix with one box is undone: the same box, partners the other way round', t => {
  const back = comesBack(t, mixed(partner(shared({ height: [1, 3], width: [2, 5] }))), 1e-15)
  const inside = back.layers.filter(({ where }) =>
    where?.kind === 'boxes' && where.start.join() === '1,2' && where.end.join() === '3,5')
  t.is(inside.length, 1)
  t.deepEqual(inside[0].source?.rows, Int32Array.of(1, 2, 0, 4, 3))
  t.is(inside[0].outputs, undefined)
  t.is(back.layers.length, 5)
})

test('a box at a corner and a box across are undone by fewer layers', t => {
  t.is(comesBack(t, mixed(partner(shared({ height: [0, 2], width: [0, 3] })))).layers.length, 3)
  t.is(comesBack(t, mixed(partner(shared({ width: [2, 3] })))).layers.length, 3)
  t.is(comesBack(t, mixed(partner(shared({ height: [0, 4], width: [0, 6] })))).layers.length, 1)
})

test('a box of nothing changes nothing, and neither does its undoing', t => {
  const back = undo(mixed(partner(shared({ height: [2, 2], width: [0, 6] }))))
  t.is(back.layers.length, 1)
  t.deepEqual(back.layers[0].source?.rows, Int32Array.of(0, 1, 2, 3, 4))
  t.deepEqual(back.layers[0].coefficient, Float64Array.of(1, 1, 1, 1, 1))
})

test('HMix, overlapping boxes and signed sums are undone', t => {
  const box = { height: [1, 3], width: [2, 5] } as const
  comesBack(t, mixed(partner({ coefficient: 0.25 }), partner(shared(box))))
  comesBack(
    t,
    mixed(
      partner(shared(box)),
      {
        source: { rows: Int32Array.of(3, 4, 0, 2, 1) },
        ...shared({ height: [2, 4], width: [0, 4] }), coefficient: 0.3
      }
    )
  )
  comesBack(
    t,
    mixed(
      partner({ blend: 'sum', coefficient: -0.5 }),
      partner({ blend: 'sum', coefficient: 0.125, ...shared(box) })
    )
  )
})

test('pieces on some outputs, and several on one, are undone', t => {
  comesBack(t, mixed({
    outputs: Int32Array.of(0, 3, 0), source: {
      rows: Int32Array.of(1, 2, 4)
    }, coefficient: Float64Array.of(0.5, 0.2, 0.25)
  }))
})

test('a box an output is undone where nothing is lost', t => {
  const corner = { height: [0, 2], width: [0, 3] } as const
  const other = { height: [1, 4], width: [2, 6] } as const
  const swap = (list: readonly Box[], coefficient: Float64Array): Plan => planWith({
    size: 2,
    frame,
    layers: [{}, { source: { rows: Int32Array.of(1, 0) }, where: boxes(list), coefficient }]
  })
  comesBack(t, swap([corner, corner], Float64Array.of(1, 1)))
  comesBack(t, swap([corner, other], Float64Array.of(0.3, 0.4)))
})

test('a chain is undone from its end', t => {
  const first = mixed(partner({ coefficient: 0.3 }))
  const second = mixed(partner(shared({ height: [1, 3], width: [2, 5] })))
  const third = {
    ...mixed({ source: { rows: Int32Array.of(4, 3, 2, 1, 0) }, coefficient: 0.2 }), mixer: 'third'
  }
  const back = comesBack(t, { ...first, then: { ...second, then: third } })
  t.is(back.mixer, 'undo(third)')
  t.is(back.then?.then?.then, undefined)
})

test('a wave and a table row are undone', t => {
  comesBack(
    t,
    planWith({
      size: 3, axes: ['time'], frame: [9],
      layers: [{}, { source: { rows: Int32Array.of(1, 2, 0) }, where: boxes([{ time: [3, 9] }]) }]
    })
  )
  comesBack(
    t,
    planWith({
      size: 3, axes: [], frame: [],
      layers: [{}, { source: { rows: Int32Array.of(1, 2, 0) }, coefficient: 0.4 }]
    })
  )
})

test('what is undone can be done again', t => {
  const plan = mixed(partner({ coefficient: 0.3, ...shared({ height: [1, 3], width: [2, 5] }) }))
  const batch = batchOf(5, 24)
  const again = paint(undo(undo(plan)), batch)
  paint(plan, batch).forEach(
    (row, i) => { row.forEach((cell, j) => { t.true(Math.abs(cell - again[i][j]) < 1e-9) }) }
  )
})

test('any mixup of any batch comes back, or is refused', t => {
  const size = fc.integer({ min: 2, max: 9 })
  let undone = 0
  fc.assert(fc.property(size.chain(n => fc.record({
    rows: fc.array(fc.nat(n - 1), { minLength: n, maxLength: n }),
    shares: fc.array(fc.double({ min: 0, max: 0.45, noNaN: true }), { minLength: n, maxLength: n })
  })), ({ rows, shares }) => {
    const plan = planWith({
      size: rows.length,
      layers: [
        {}, { source: { rows: Int32Array.from(rows) }, coefficient: Float64Array.from(shares) }
      ]
    })
    const batch = batchOf(rows.length, 24)
    const restored = paint(undo(plan), paint(plan, batch))
    undone++
    restored.forEach(
      (row, i) => {
        row.forEach(
          (cell, j) => { if (Math.abs(cell - batch[i][j]) > 1e-6) throw new Error(`${i} ${j}`) }
        )
      }
    )
  }), { numRuns: 100 })
  t.is(undone, 100)
})

const lossy: Record<string, [plan: Plan, sentence: RegExp]> = {
  'halves of two that are each other’s partners': [
    mixed(partner({ coefficient: 0.5 })), /must keep every row .*, got (Infinity|\d)/
  ],
  'a row that everything is painted over': [
    mixed({ source: { rows: Int32Array.of(1) } }),
    /^plan: layers must keep every row of the batch to be undone/
  ],
  'nearly halves': [
    mixed(partner({ coefficient: 0.49999999 })), /must keep every row .* a condition up to 1000000/
  ],
  'a box an output that covers what is nowhere else': [planWith({
    size: 2,
    frame,
    layers: [
      {},
      {
        source: { rows: Int32Array.of(1, 0) },
        where: boxes([{ height: [0, 2], width: [0, 3] }, { height: [1, 4], width: [2, 6] }])
      }
    ]
  }), /must keep every row/],
  'a box an output for many outputs': [
    mixed(
      partner({
        where: boxes(
          Array.from({ length: 5 }, (_, i) => ({ height: [0, 1 + i % 4], width: [i, 6] }))
        )
      })
    ),
    /must keep every row/
  ],
  'too many blocks': [planWith({
    size: 5,
    frame: [100, 100],
    layers: [
      {},
      partner({
        where: boxes(
          Array.from(
            { length: 5 }, (_, i) => ({ height: [i * 3, i * 7 + 1], width: [i * 5, i * 9 + 1] })
          )
        )
      })
    ]
  }), /^plan: layers must divide the frame into at most 64 blocks to be undone, got 90/],
  'no layers': [planWith({ layers: [] }), /must keep every row/],
  'fewer outputs than rows': [
    planWith({ size: 2, layers: [{ source: { rows: Int32Array.of(0, 2) } }] }),
    /^plan: layers\[0\].source must show rows below 2 to be undone, got 2/
  ],
  'too many rows': [
    planWith({ size: 257 }), /^plan: size must be at most 256 to be undone, got 257/
  ],
  'another pool': [
    mixed(partner({ source: { pool: 'bank' } })),
    /^plan: layers\[1\].source.pool must be the batch to be undone, got "bank"/
  ],
  'ranks': [
    mixed(partner({ source: { rank: { by: 'likeness' } } })),
    /source.rank must be absent to be undone/
  ],
  'a view': [
    mixed(partner({ view: stepped({}) })), /layers\[1\].view must have no steps to be undone/
  ],
  'closing steps': [
    { ...mixed(), after: stepped({}) }, /^plan: after must have no steps to be undone/
  ],
  'synthetic rows': [{ ...mixed(), synthetic: [] }, /^plan: synthetic must be absent to be undone/],
  'an arc': [
    mixed(partner({ blend: 'arc', coefficient: 0.3 })),
    /blend must be over or sum to be undone, got "arc"/
  ],
  'a mask': [
    mixed(
      partner({
        where: { kind: 'mask', axes: ['width'], grid: [1], levels: Uint8Array.of(1), of: 1 }
      })
    ),
    /where.kind must be boxes to be undone, got "mask"/
  ],
  'a resized part': [
    mixed(partner({ where: boxes([{ height: [0, 1] }], [{ height: [0, 2] }]) })),
    /where.from must be absent to be undone/
  ],
  'a lossy plan further on': [
    { ...mixed(), then: mixed(partner({ coefficient: 0.5 })) },
    /^plan: then.layers must keep every row/
  ]
}
for (const [what, [plan, sentence]] of Object.entries(lossy)) {
  test(`a plan with ${what} is not undone, and the error says why`, t => {
    t.throws(() => undo(plan), { instanceOf: RemixtureError, message: sentence })
  })
}
