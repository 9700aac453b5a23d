import { readFileSync } from 'node:fs'
import { cmixup, live, Rng } from '../../../core/index.js'
import { factsOf, pool } from '../../pairing/support.js'
import type { Study } from '../study.js'
import { meanTest, uniforms } from '../study.js'

/** Sound pressures of the airfoils, in dB. */
export const pressures = Float64Array.from(
  readFileSync('examples/data/tables/airfoil.tsv', 'utf8').trim().split('\n'),
  line => Number(line.split('\t')[5]))

const BANDWIDTH = 1.75

/** |y_i - y_j| over batches of 16 anchors, by C-Mixup with this bandwidth. */
export function differences (count: number, bandwidth: number, seed = 3): number[] {
  const uniform = uniforms(seed)
  const pairing = cmixup({ bandwidth })
  return Array.from({ length: Math.ceil(count / 16) }, (_, step) => {
    const index = Array.from({ length: 16 }, () => Math.floor(uniform() * pressures.length))
    const { rows } = pairing.pair(factsOf(pool(pressures), index), live(Rng(seed).fork(step)))
    return index.map((row, i) => Math.abs(pressures[row] - pressures[rows[i]]))
  }).flat()
}

/** The mean of |y_i - y_j| over all pairs, each by its weight, and its deviation. */
function law (weight: (difference: number) => number): { mean: number, deviation: number } {
  let mean = 0
  let squares = 0
  for (const own of pressures) {
    let [sum, first, second] = [0, 0, 0]
    for (const other of pressures) {
      const difference = Math.abs(own - other)
      const share = weight(difference)
      sum += share
      first += share * difference
      second += share * difference ** 2
    }
    mean += first / sum / pressures.length
    squares += second / sum / pressures.length
  }
  return { mean, deviation: Math.sqrt(squares - mean ** 2) }
}

const airfoil: Study = {
  title: 'the partners of cmixup on Airfoil',
  run: count => {
    const found = differences(Math.min(count, 1600), BANDWIDTH)
    const p = (weight: (difference: number) => number): number => {
      const { mean, deviation } = law(weight)
      return meanTest(found, mean, deviation)
    }
    const gaussian = (bandwidth: number) => (difference: number): number =>
      Math.exp(-((difference / bandwidth) ** 2) / 2)
    return [{
      claim: 'partners lie as far away as the kernel says',
      p: p(gaussian(BANDWIDTH)),
      wrong: {
        'no kernel': p(() => 1),
        'a wider kernel': p(gaussian(BANDWIDTH * 1.25)),
        'a narrower kernel': p(gaussian(BANDWIDTH / 1.25))
      }
    }]
  }
}

export const studies: readonly Study[] = [airfoil]
