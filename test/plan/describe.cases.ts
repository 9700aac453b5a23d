import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import test from 'ava'
import type { Plan } from '../../core/contract/index.js'
import { boxes } from '../../core/plan/boxes.js'
import { describe } from '../../core/plan/describe.js'
import { versionOne } from './fixtures/version-1.js'
import { planWith } from './samples.js'

const [, , masks, rules, points, chain] = versionOne

test('CutMix is told in three lines', t => {
  const plan = planWith({
    mixer: 'cutmix',
    size: 64,
    frame: [32, 32],
    draws: { lambda: [0.8749], pair: Array.from({ length: 64 }, (_, i) => 63 - i) },
    layers: [{}, {
      source: { pool: 'batch', rows: Int32Array.from({ length: 64 }, (_, i) => 63 - i) },
      where: boxes([{ height: [4, 8], width: [0, 16] }])
    }]
  })
  t.is(describe(plan), [
    'cutmix: 64 outputs of height 32 × width 32',
    '1. every row in its place',
    '2. rows 63, 62, 61 … (64) of batch in the box height 4–8, width 0–16 (6.25 %)',
    'draws: lambda 0.875, pair 63, 62, 61 … (64)'
  ].join('\n'))
})

test('boxes of every output are told by their range', t => {
  const where = boxes([{ height: [0, 2] }, { height: [0, 4] }], [{ height: [0, 1] }])
  t.regex(
    describe(planWith({ layers: [{ where }] })),
    /1\. every row in its place in a box each \(50 % to 100 %\), resized into it/
  )
})

test('masks, weights and their ranges are told', t => {
  t.is(describe(masks), [
    'masks: 2 outputs of height 4 × width 6',
    '1. every row in its place, weight 0.25 to 0.5',
    '2. every row in its place outside a mask of 3 cells, tiled (50 % seen), ' +
      'coefficient 0 to 1, weight 0.5 to 0.75',
    'targets mean'
  ].join('\n'))
})

test('rules, ranks and synthetic sets are told by name', t => {
  t.is(describe(rules), [
    'mochi: 6 outputs of feature 8',
    '1. rows by int of bank ranked by similarity on outputs by range, coefficient by uniform',
    '2. rows 1 of batch on outputs 5, 4, coefficient by beta, weight by normal',
    'after: normalize',
    'synthetic: negative 4, soft 2, positive by pairs',
    'targets free',
    'draws: left 9007199254740991, alpha 12'
  ].join('\n'))
})

test('views, points and blends are told by name', t => {
  t.is(describe(points), [
    'polarmix: 2 outputs of x 1 × y 1 × z 1',
    '1. union every row made by fractal through rotate-z, one-of in sector',
    '2. clipped-multiply every row in its place, weight 0',
    '3. arc every row in its place, coefficient 0',
    '4. sum every row in its place, coefficient 0',
    'after: cap, voxelize',
    'targets union'
  ].join('\n'))
})

test('a chain is told in one line', t => {
  t.is(
    describe(chain).split('\n').at(-1),
    'then short (1 layer, 256 outputs), last (0 layers, 1 output)'
  )
})

test('live parts are told as such', t => {
  const plan = planWith<tf.Tensor>({
    layers: [{
      where: { kind: 'mask', axes: ['width'], grid: [2], levels: tf.ones([2]), of: 1 },
      weight: tf.ones([2])
    }]
  })
  t.regex(describe(plan), /in a mask of 2 cells, live, weight live/)
})

test('the largest plan is told in twelve short lines', t => {
  const name = 'a long name with\nline ends '.repeat(1000)
  const long = Object.fromEntries(
    Array.from({ length: 100 }, (_, i) => [`${name}${i}`, Array<number>(1000).fill(1 / 3)])
  )
  const layer: Plan['layers'][0] = {
    source: { pool: name, rows: new Int32Array(1e5) }, outputs: new Int32Array(1e5)
  }
  const plan: Plan = {
    ...planWith({
      mixer: name, axes: Array<string>(8).fill(name), frame: Array<number>(8).fill(1)
    }),
    draws: long, layers: Array<Plan['layers'][0]>(1000).fill(layer), after: Array(1000).fill({
      step: name
    }) as never,
    targets: 'free', branch: Array<number>(1000).fill(1), synthetic: Array(99).fill({
      role: 'soft', count: 1, anchor: new Int32Array(1)
    }) as never,
    then: planWith({ then: planWith() })
  }
  const lines = describe(plan).split('\n')
  t.is(lines.length, 12)
  t.true(
    lines.every(({ length }) => length < 500),
    String(Math.max(...lines.map(({ length }) => length)))
  )
})

test('every plan of version 1 is told in at most twelve lines', t => {
  for (const plan of versionOne) {
    const text = describe(plan)
    t.true(text.split('\n').length <= 12)
    t.false(/undefined|object Object|NaN/.test(text), text)
  }
})
