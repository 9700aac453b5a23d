import test from 'ava'
import type { Plan } from '../../core/index.js'
import { defaultRegistry, freeze, live, Rng, stringify, useBackend } from '../../core/index.js'
import { methods } from './table.js'

/** Numbers that a plan holds or that stand in its rules, in bytes. */
function bytesOf (value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (typeof value === 'number') return 8
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce<number>((sum, entry) => sum + bytesOf(entry), 0)
}

function columnBytes ({ layers, after, synthetic }: Plan): number {
  return bytesOf([layers, after, synthetic])
}

test('columns take few bytes an output, and fewer where rules stand for them', async t => {
  await useBackend('cpu')
  const rows = [['method', 'outputs', 'layers', 'bytes/output', 'JSON', 'ms (best of 5)']]
  const cost = new Map<string, number>()
  for (const { name, mixer, facts } of methods) {
    const given = facts(64)
    const times: number[] = []
    let plan: Plan | undefined
    for (let round = 0; round < 5; round++) {
      const draw = live(Rng(round))
      const start = performance.now()
      const made = mixer.plan(given, draw, defaultRegistry.services)
      times.push(performance.now() - start)
      plan = await freeze(made)
    }
    if (plan === undefined) return t.fail()
    const bytes = columnBytes(plan) / plan.size
    cost.set(name, bytes)
    rows.push([
      name, String(plan.size), String(plan.layers.length), bytes.toPrecision(3),
      String(stringify(plan).length), Math.min(...times).toFixed(1)
    ])
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => row[column].length)))
  rows.forEach(row => {
    const cells = row.map((cell, c) => c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))
    t.log(cells.join('  '))
  })
  t.true((cost.get('mochi') ?? Infinity) < 1, 'rules for ranks and shares')
  t.true((cost.get('trans-mix') ?? Infinity) < 8, 'a box for all')
  const many = [...cost].filter(([, bytes]) => bytes > 1024).map(([name]) => name)
  t.deepEqual(many, ['point-mixup'], 'an assignment of points is the only long list')
})
