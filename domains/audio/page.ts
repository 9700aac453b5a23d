import { definePlugin } from '../../core/index.js'
import { audio, spectrogram } from './batch.js'
import { listeners } from './onset/tracker.js'

/** What `#registered/audio` means in browsers: see `domains/image/page.ts`. */
export const registered =
  definePlugin({ name: 'audio', domains: [audio, spectrogram], services: listeners })
