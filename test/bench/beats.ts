/**
 * How well onsets, beats, tempi and bars are found: `node dist/test/bench/beats.js [clips] [seed]`,
 * on the clips of the project and on some that are generated, 200 of seed 1 by default.
 *
 * The onsets of r09 may not all be annotated: its F is shown, and is in no mean, here or beside.
 * Beside them what other programs found on the same clips of the project, as it was recorded
 * (librosa 0.10.2, aubio 0.4.9, music-tempo 1.0.3, essentia.js 0.1.3). ± is the spread of the mean
 * when one clip is left out.
 */
import {
  annotatedClip, detectOnsets, featureExtractor, scoreBeats, scoreOnsets, tempoAccuracy, trackBeats
} from '../../domains/audio/index.js'
import type { FeatureExtractor } from '../../domains/audio/index.js'
import type { Clip } from '../audio/clips.js'
import { clip, truths } from '../audio/clips.js'

const [count = 200, seed = 1] = process.argv.slice(2).map(Number)

type Row = Readonly<Record<string, number | null>>
const columns =
  ['onset F', 'beat F', 'CMLt', 'AMLt', 'Acc1', 'Acc2', 'bars', 'with chroma', 'speed']

const extractors = new Map<number, FeatureExtractor>()
for (const sampleRate of [16000, 22050, 44100]) {
  // A fifth of a second
  const size = 2 ** Math.round(Math.log2(0.19 * sampleRate))
  extractors.set(sampleRate, await featureExtractor({ sampleRate, size }))
}

/** The measures of a clip; null where nothing is annotated. */
function measured ({ x, sampleRate, onsets, beats, downbeats, bpm }: Omit<Clip, 'name'>): Row {
  const start = performance.now()
  const found = trackBeats(x, { sampleRate })
  const speed = x.length / sampleRate / (performance.now() - start) * 1000
  const any = (list: readonly number[] | null): list is readonly number[] =>
    list !== null && list.length > 0
  const scores = any(beats) ? scoreBeats(beats, found.beats) : undefined
  const right = any(downbeats) && scores !== undefined && scores.cmlt > 0.8
  const isRight = (features?: FeatureExtractor): number | null => {
    if (!right) return null
    const { downbeats: bars } = features === undefined ? found
      : trackBeats(x, { sampleRate, features })
    return Number(scoreBeats(downbeats, bars).f! > 0.8)
  }
  const tempo = bpm === null ? undefined : tempoAccuracy(bpm, found.bpm)
  return {
    'onset F': any(onsets) ? scoreOnsets(onsets, detectOnsets(x, { sampleRate })).f : null,
    'beat F': scores?.f ?? null,
    CMLt: scores?.cmlt ?? null,
    AMLt: scores?.amlt ?? null,
    Acc1: tempo === undefined ? null : Number(tempo.acc1),
    Acc2: tempo === undefined ? null : Number(tempo.acc2),
    // Of clips whose beats are right, whether bars begin where they should
    bars: isRight(),
    'with chroma': isRight(extractors.get(sampleRate)),
    speed
  }
}

function summary (rows: readonly Row[]): string {
  return columns.map(column => {
    const list = rows.map(row => row[column]).filter(value => value !== null)
    const sum = list.reduce((total, value) => total + value, 0)
    if (column === 'speed') return `${Math.round(sum / list.length)}×`
    const without = list.map(value => (sum - value) / (list.length - 1))
    const spread = (Math.max(...without) - Math.min(...without)) / 2
    return `${(sum / list.length).toFixed(3)} ±${spread.toFixed(3)}`
  }).join(' | ')
}

const given = Object.keys(truths).filter(name => !name.startsWith('d')).map(name =>
  [name, measured(clip(name))] as const)
for (const [name, row] of given) {
  console.log(name.padEnd(24), columns.map(column => row[column] === null
    ? '-'.padEnd(7)
    : row[column].toFixed(3).padEnd(7)).join(' '))
}
const generated = Array.from({ length: count }, (_, k) =>
  measured(annotatedClip({ seed: seed * 100_000 + k })))

console.log(`\n| | ${columns.join(' | ')} |\n|${'---|'.repeat(columns.length + 1)}`)
const counted = given.map(([name, row]) =>
  name.startsWith('r09') ? { ...row, 'onset F': null } : row)
console.log(`| these clips | ${summary(counted)} |`)
console.log(`| these clips, r09's onsets too | ${summary(given.map(([, row]) => row))} |`)
console.log(`| ${count} generated of seed ${seed} | ${summary(generated)} |`)
for (const line of [
  'librosa, defaults | 0.957 | 0.757 | 0.626 | 0.631 | 0.615 | 0.692',
  'librosa, SuperFlux | 0.930 | 0.820 | 0.721 | 0.742 | 0.692 | 0.692',
  'aubio, defaults | 0.956 | 0.489 | 0.062 | 0.419 | 0.077 | 0.231',
  'aubio, kl | 0.967 | - | - | - | - | -',
  'CPJKU SuperFlux | 0.967 | - | - | - | - | -',
  'music-tempo | 0.958 | 0.932 | 0.816 | 0.972 | 0.769 | 1.000',
  'essentia.js, multifeature | - | 0.790 | 0.732 | 0.881 | 0.846 | 1.000'
]) console.log(`| ${line} | - | - |`)
