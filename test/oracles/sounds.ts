import fc from 'fast-check'
import { specMix, spectrogramCutmix, spectrogramMixup } from '../../domains/audio/index.js'
import { alpha, per } from './arbitraries.js'
import { blended, drawnLambda } from './naive/blended.js'
import { cut } from './naive/cut.js'
import type { Oracle } from './oracle.js'
import { oracle } from './oracle.js'

const specMixOracle = oracle({
  name: 'spec-mix',
  options: fc.record({
    bands: fc.constantFrom(1, 2, 4), ratio: fc.constantFrom(0, 0.1, 0.3, 0.7, 1)
  }),
  mixer: specMix,
  outcome: (drawn, { size, height, width }, { ratio }) => {
    const shown = new Set<string>()
    let [rows, columns] = [0, 0]
    const start = (name: string, at: number, length: number): number =>
      Math.floor((1 - ratio) * length) > 0 ? drawn[name][at] : 0
    for (let row = 0; row < size; row++) {
      for (let band = 0; band < drawn.frequencyBands[row]; band++) {
        const from = start('frequencyStart', rows++, height)
        for (let k = 0; k < Math.floor(height * ratio); k++)
          for (let x = 0; x < width; x++) shown.add(`${row} ${from + k} ${x}`)
      }
      for (let band = 0; band < drawn.timeBands[row]; band++) {
        const from = start('timeStart', columns++, width)
        for (let k = 0; k < Math.floor(width * ratio); k++)
          for (let y = 0; y < height; y++) shown.add(`${row} ${y} ${from + k}`)
      }
    }
    return cut(drawn.pair, height, width, (row, y, x) => shown.has(`${row} ${y} ${x}`))
  }
})

const cutmixOracle = oracle({
  name: 'spectrogram-cutmix',
  options: fc.record({ alpha, along: fc.constantFrom('both' as const, 'time' as const) }),
  mixer: spectrogramCutmix,
  outcome: ({ pair, lambda, centerFrequency, centerTime, start }, { height, width }, { along }) => {
    const half = (length: number): number =>
      Math.floor(Math.floor(length * Math.sqrt(1 - lambda[0])) / 2)
    const within = (at: number, centre: number, length: number): boolean =>
      at >= centre - half(length) && at < centre + half(length)
    return cut(pair, height, width, (_row, y, x) => along === 'time'
      ? x >= start[0] && x < start[0] + Math.round((1 - lambda[0]) * width)
      : within(y, centerFrequency[0], height) && within(x, centerTime[0], width))
  }
})

const mixupOracle = oracle({
  name: 'spectrogram-mixup',
  options: fc.record({ alpha: fc.oneof(alpha, fc.constant(0)), per }),
  mixer: spectrogramMixup,
  outcome: (drawn, _shape, { alpha: of, per: each }) =>
    blended(drawn.pair, drawnLambda(drawn, 'lambda', of, each))
})

/** Naive versions of the mixers of spectrograms. */
export const soundOracles: readonly Oracle[] = [specMixOracle, cutmixOracle, mixupOracle]
