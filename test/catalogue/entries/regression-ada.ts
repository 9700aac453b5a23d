import type { Tensor } from '@tensorflow/tfjs-core'
import { ada } from '../../../domains/regression/index.js'
import { mixerEntry } from '../entry.js'

/** Every other row is of the same cluster. */
const clusters = (batch: Readonly<Record<string, unknown>>): Int32Array =>
  Int32Array.from({ length: (batch.x as Tensor).shape[0] }, (_, row) => row % 2)

export const entry = mixerEntry('regression/ada', ada, {
  options: [{}, { alpha: 3.5, values: 6 }, { gamma: 'uniform' }],
  goldens: ['ada'],
  draws: ['choice', 'gamma'],
  weights: 'free',
  signals: { anchors: clusters },
  exemptions: [{
    property: 'host-equals-tensor',
    reason: 'weights are signed, so mixed bytes leave the range of bytes'
  }]
})
