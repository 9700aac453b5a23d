import type { Tensor4D } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan, PoolReader } from '../../../core/index.js'
import { scripted, takeRows } from '../../../core/index.js'
import {
  adapted, clippedBox, stylecutmix, stylemix as imageStylemix, styles
} from '../../../domains/image/index.js'
import type { Adapter, Given, Outputs } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { array, entry, floats, isPerRow, joined, numbers } from '../given.js'

/** StyleMix on features, and StyleCutMix where a case has images and their stylised versions. */
export const stylemix: Adapter = (inputs, params, decisions) =>
  entry(inputs, 'features1') === undefined
    ? composed(inputs, decisions)
    : features(inputs, params, decisions)

/** Rows 0 … n - 1 of a batch of 2n are mixed with rows n … 2n - 1. */
const partners = (n: number): number[] => Array.from({ length: 2 * n }, (_, i) => (i + n) % (2 * n))

function features (inputs: Given, params: Given, decisions: Given): Outputs {
  const [first, second] = ['features1', 'features2'].map(name => array(inputs, name))
  const [n] = first.shape
  const epsilon = entry<number>(params, 'eps')
  const { mixed } = carryOut({
    mixer: imageStylemix(),
    draws: scripted({
      content: numbers(decisions, 'rc'), style: numbers(decisions, 'rs'),
      overlap: numbers(decisions, 't'), pair: partners(n)
    }),
    batch: { x: floats(joined(first, second)) },
    pools: { styles: styles({ ...epsilon && { epsilon } }) }
  })
  const [one, two] = [floats(first), floats(second)]
  return {
    adain12: adapted(one, two, { epsilon }),
    adain21: adapted(two, one, { epsilon }),
    mixedFeatures: tf.slice(mixed.x as Tensor4D, [0, 0, 0, 0], [n, -1, -1, -1])
  }
}

function composed (inputs: Given, decisions: Given): Outputs {
  const [first, second] = ['images1', 'images2'].map(name => array(inputs, name))
  const [n, height, width] = first.shape
  const stylised = floats(joined(array(inputs, 'stylized12'), array(inputs, 'stylized21')))
  // The image in row c, in the style of its partner, is row c of these
  const given: PoolReader = {
    facts: { size: 4 * n * n },
    take: rows => {
      const content = rows.map(row => Math.floor(row / (2 * n)))
      return { x: takeRows(stylised, content), label: content }
    }
  }
  const draws = {
    ...boxDraws(numbers(decisions, 'box_y1y2x1x2'), [height, width]),
    style: numbers(decisions, 'rs'), gamma: numbers(decisions, 'gamma'), pair: partners(n)
  }
  const perRow = isPerRow(decisions, 'gamma')
  const distances = perRow ? apart(draws.gamma, draws.pair) : []
  const mixBy = (content: number) => carryOut({
    mixer: stylecutmix({ content, distances, delta: 1 }), draws: scripted(draws),
    batch: { x: floats(joined(first, second)), label: Int32Array.from(draws.pair.keys()) },
    targets: { label: { classes: 2 * n } }, pools: { styles: given }
  })
  const whole = mixBy(1)
  return {
    images: tf.slice(whole.mixed.x as Tensor4D, [0, 0, 0, 0], [n, -1, -1, -1]),
    lamContent: own(whole.plan)[0],
    lamStyle: perRow ? own(mixBy(0).plan).slice(0, n) : own(mixBy(0).plan)[0]
  }
}

/** The weights of the images themselves, which are painted third. */
function own ({ layers }: Plan): number[] {
  return [...layers[2].weight as Float64Array]
}

/** Distances by which every row, a class of its own, keeps its style by a γ of its own. */
function apart (gamma: readonly number[], pair: readonly number[]): number[][] {
  const below = 1 - Number.EPSILON
  return pair.map((partner, row) => pair.map((_, other) =>
    other === partner ? Math.atanh(Math.min(gamma[row % gamma.length], below)) : 0))
}

/** Draws that give a box, found by trying all of them. */
function boxDraws (
  wanted: readonly number[], frame: readonly number[]
): { lambda: number, centerY: number, centerX: number } {
  for (let k = 0; k <= 4 * Math.max(...frame); k++) {
    const lambda = (k / (4 * Math.max(...frame))) ** 2
    for (let centerY = 0; centerY < frame[0]; centerY++) {
      for (let centerX = 0; centerX < frame[1]; centerX++) {
        const box = clippedBox(Math.sqrt(lambda), { y: centerY, x: centerX }, frame)
        if ([box.height, box.width].join() === wanted.join()) return { lambda, centerY, centerX }
      }
    }
  }
  throw new Error(`no draws give the box ${wanted.join()}`)
}
