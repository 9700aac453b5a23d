import * as audio from '../../domains/audio/index.js'
import * as mixers from '../../domains/audio/mixers/index.js'
import { audioCases } from './support/face-audio.js'
import { testFace } from './support/face-tests.js'

// Mixers have `options.test.ts`
testFace('sounds', audio, [...Object.keys(mixers), 'BeatSync', 'otherClass', 'tempoGroups'],
  audioCases)
