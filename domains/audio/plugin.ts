import { definePlugin } from '../../core/index.js'
import { audio, spectrogram } from './batch.js'
import * as mixers from './mixers/index.js'
import { listeners } from './onset/tracker.js'
import { otherClass } from './other-class.js'
import { tempoGroups } from './tempo-groups.js'

/** Everything this domain registers: waveforms and spectrograms are batches of two kinds. */
export const audioDomain = definePlugin({
  name: 'audio',
  domains: [audio, spectrogram],
  mixers: Object.values(mixers),
  pairings: [otherClass, tempoGroups],
  services: listeners
})

export { audioDomain as registered }
