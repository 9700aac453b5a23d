import type { HostArray } from '../../../core/index.js'
import { live, Rng } from '../../../core/index.js'
import { writeWav } from '../../../domains/audio/index.js'
import type { Cases } from './face.js'

/** What the domain of sounds exports beside its mixers. */

const wave = (): Float32Array => Float32Array.from({ length: 2000 }, (_, k) => Math.sin(k / 5))
const frames = { size: 128, hop: 64 }
const bands = { sampleRate: 8000, size: 128, bands: 4 }
const rate = { sampleRate: 8000 }
const curve = (): Float64Array => Float64Array.of(0, 1, 0, 0, 2, 0)
const picture = () => ({ data: new Float64Array(8), bands: 2, frames: 4 })
const times = () => ({ beats: [0, 1, 2], downbeats: [0] })
const peaks = () => ({ preMax: 1, postMax: 2, preAvg: 1, postAvg: 2, delta: 0.1, wait: 1 })
const sounds = (): HostArray<Float32Array> => ({ data: new Float32Array(4), shape: [2, 2] })
const soft = () => [[0.5, 0.5], [0.2, 0.8]]
const labelled = () => ({ x: sounds(), label: soft() })
const wav = () => writeWav({ sampleRate: 8000, channels: [wave()] })

const sampled = 'must be a rate of at least 1000 Hz'
const shares = 'must be rows of shares of at least 0, all of one length'
const real = 'must be a Float32Array or Float64Array of samples'
const host = 'it is computed from samples on the host: give x as { data, shape }, or a function ' +
  'of your own'

export const audioCases: Cases = {
  aWeight: { args: () => [440],
    wrong: [[() => [NaN], 'INPUT', 'aWeight: "frequency" must be at least 0 Hz, got NaN']] },
  aWeightedLevels: { args: () => [wave(), 8000],
    wrong: [[() => [wave(), 5], 'OPTION', `aWeightedLevels: "sampleRate" ${sampled}, got 5`]] },
  alignDistribution: { args: () => [soft(), [0.5, 0.5], [0.4, 0.6]],
    wrong: [
      [() => [[[0, 0]], [0.5, 0.5], [0.4, 0.6]], 'INPUT',
        'alignDistribution: "rows[0]" must have a share above 0, got [0, 0]'],
      [() => [soft(), [NaN, 0.5], [0.4, 0.6]], 'INPUT',
        'alignDistribution: "labelled" must have 2 shares, got [NaN, 0.5]']
    ] },
  annotatedClip: { args: () => [{ seed: 1, seconds: 1 }],
    wrong: [
      [() => [{ seed: 1, seconds: 0 }], 'OPTION',
        'annotatedClip: "seconds" must be from 1 to 3600, got 0'],
      [() => [{ seed: 1, sampleRate: 0 }], 'OPTION',
        `annotatedClip: "sampleRate" ${sampled}, got 0`]
    ] },
  backtrack: { args: () => [Int32Array.of(4), curve()],
    wrong: [[() => [[2], curve()], 'INPUT',
      'backtrack: "events" must be an Int32Array of frames, got [2]']] },
  beatMap: { args: () => [times(), 8000],
    wrong: [
      [() => [{ beats: [NaN], downbeats: [] }, 8000], 'INPUT',
        'beatMap: "beats[0]" must be a finite time, not before the last one, got NaN'],
      [() => [{ beats: [-1], downbeats: [] }, 8000], 'INPUT',
        'beatMap: "beats[0]" must be at least 0 s, got -1'],
      [() => [times(), 0], 'OPTION', 'beatMap: "sampleRate" must be greater than 0, got 0']
    ] },
  beatPeriod: { args: () => [[0, 1, 2]],
    wrong: [[() => [[0, NaN]], 'INPUT',
      'beatPeriod: "beats[1]" must be a finite time, not before the last one, got NaN']] },
  beatStream: { args: () => [rate],
    wrong: [[() => [{}], 'OPTION', `beatStream: "sampleRate" ${sampled}, got undefined`]] },
  channelRootMeanSquares: { args: () => [{ x: sounds() }],
    wrong: [[() => [{}], 'SIGNAL', `channelRootMeanSquares: needs the signal "rms"; ${host}`]] },
  decibels: { args: () => [picture()],
    wrong: [[() => [new Float64Array(2)], 'INPUT',
      'decibels: "spectrogram" must be { data, bands, frames }, got a Float64Array of 2']] },
  detectOnsets: { args: () => [wave(), rate],
    wrong: [[() => [[0], rate], 'INPUT', `detectOnsets: "x" ${real}, got [0]`]] },
  dynamicBeats: { args: () => [curve(), { tempo: 120, rate: 4 }],
    wrong: [[() => [curve(), { tempo: 0, rate: 4 }], 'OPTION',
      'dynamicBeats: "tempo" must be greater than 0, got 0']] },
  eachSpectrum: { args: () => [wave(), frames, () => 0],
    wrong: [[() => [wave(), frames, 5], 'OPTION',
      'eachSpectrum: "visit" must be a function, got 5']] },
  estimateTempo: { args: () => [wave(), rate],
    wrong: [[() => [wave(), {}], 'OPTION', `estimateTempo: "sampleRate" ${sampled}, got undefined`]]
  },
  featureExtractor: { args: () => [rate],
    wrong: [[() => [undefined], 'OPTION',
      `featureExtractor: "sampleRate" ${sampled}, got undefined`]] },
  filterGains: { args: () => [[0, 2, 4], [1, 2, 3], 'linear'],
    wrong: [[() => [[0, 2, 4], [1, 2], 'linear'], 'INPUT',
      'filterGains: "decibels" must be 3 numbers, got [1, 2]']] },
  fixMatchMask: { args: () => [soft(), 0.5],
    wrong: [[() => [soft(), 'x'], 'OPTION',
      'fixMatchMask: "threshold" must be from 0 to 1, got "x"']] },
  formatBeats: { args: () => [times(), 'csv', 3],
    wrong: [[() => [{ beats: [2, 1], downbeats: [] }, 'csv'], 'INPUT',
      'formatBeats: "beats[1]" must be a finite time, not before the last one, got 1']] },
  frameCount: { args: () => [1000, frames],
    wrong: [[() => [-1, frames], 'INPUT',
      'frameCount: "length" must be a whole number of at least 0, got -1']] },
  kWeighting: { args: () => [8000],
    wrong: [[() => [0], 'OPTION', `kWeighting: "sampleRate" ${sampled}, got 0`]] },
  limited: { args: () => [wave(), 'peak', 0.9],
    wrong: [[() => [wave(), 'foo'], 'OPTION',
      'limited: "how" must be one of none, peak, hard, tanh, got "foo"']] },
  loudestLevels: { args: () => [rate],
    wrong: [[() => [{}], 'OPTION', `loudestLevels: "sampleRate" ${sampled}, got undefined`]] },
  loudness: { args: () => [[wave()], 8000],
    wrong: [[() => [[wave(), new Float32Array(3)], 8000], 'INPUT',
      'loudness: "channels[1]" must have 2000 samples, as the first, got a Float32Array of 3']] },
  meanTempogram: { args: () => [curve(), 4],
    wrong: [[() => [curve(), 0], 'OPTION',
      'meanTempogram: "length" must be a whole number of at least 2, got 0']] },
  melFilters: { args: () => [bands],
    wrong: [
      [() => [{ ...bands, scale: 'foo' }], 'OPTION',
        'melFilters: "scale" must be one of slaney, htk, got "foo"'],
      [() => [{ ...bands, norm: 'foo' }], 'OPTION',
        'melFilters: "norm" must be one of slaney, none, got "foo"'],
      [() => [{ ...bands, sampleRate: -1 }], 'OPTION',
        `melFilters: "sampleRate" ${sampled}, got -1`]
    ] },
  melSpectrogram: { args: () => [wave(), { ...bands, ...frames }],
    wrong: [[() => [wave(), undefined], 'OPTION',
      `melFilters: "sampleRate" ${sampled}, got undefined`]] },
  mixMatchBatch: { args: () => [labelled(), labelled(), { alpha: 0.75 }, live(Rng(1))],
    wrong: [[() => [{ x: sounds(), label: [[1, 0]] }, labelled(), {}, live(Rng(1))], 'INPUT',
      'mixMatchBatch: "labelled.label" must have a row for each of the 2 of "x", got [[1, 0]]']] },
  normalised: { args: () => [curve()],
    wrong: [[() => [[1]], 'INPUT', 'normalised: "x" must be a Float64Array, got [1]']] },
  onsetStream: { args: () => [rate],
    wrong: [[() => [{}], 'OPTION', `onsetStream: "sampleRate" ${sampled}, got undefined`]] },
  onsetStrength: { args: () => [picture(), { lag: 1 }],
    wrong: [[() => [picture(), { join: 'foo' }], 'OPTION',
      'onsetStrength: "join" must be one of mean, median, got "foo"']] },
  parseBeats: { args: () => ['0.5,1\n', 'csv', 'file'], names: [2],
    wrong: [[() => ['x', 'foo'], 'OPTION',
      'parseBeats: "format" must be one of audacity, jams, csv, got "foo"']] },
  pickPeaks: { args: () => [curve(), peaks()],
    wrong: [[() => [curve(), {}], 'OPTION',
      'pickPeaks: "preMax" must be a whole number of at least 0, got undefined']] },
  readWav: { args: () => [wav(), 'file'], names: [1],
    wrong: [[() => [[1]], 'INPUT', 'readWav: "bytes" must be bytes, got [1]']] },
  resample: { args: () => [wave(), 8000, 4000],
    wrong: [[() => [wave(), 8000, NaN], 'OPTION', `resample: "to" ${sampled}, got NaN`]] },
  rootMeanSquares: { args: () => [{ x: sounds() }],
    wrong: [[() => [undefined], 'SIGNAL', `rootMeanSquares: needs the signal "rms"; ${host}`]] },
  scoreBeats: { args: () => [[0, 1], [0, 1]],
    wrong: [[() => [[1, 0], []], 'INPUT',
      'scoreBeats: "reference[1]" must be a finite time, not before the last one, got 0']] },
  scoreOnsets: { args: () => [[0, 1], [0, 1], 0.05],
    wrong: [[() => [[0], [0], -1], 'OPTION',
      'scoreOnsets: "window" must be at least 0 s, got -1']] },
  scoreTempi: { args: () => [[60, 120], 0.5, [60, 120], 0.08],
    wrong: [[() => [[60], 0.5, [60, 120]], 'INPUT',
      'scoreTempi: "reference" must be two tempi of at least 0 bpm, got [60]']] },
  sharpen: { args: () => [soft(), 0.5],
    wrong: [
      [() => [[[0, 0]]], 'INPUT', 'sharpen: "rows[0]" must have a share above 0, got [0, 0]'],
      [() => [[[Infinity, 1]]], 'INPUT', `sharpen: "rows" ${shares}, got [[Infinity, 1]]`]
    ] },
  stretch: { args: () => [wave(), 1.1, 8000],
    wrong: [[() => [wave(), 3, 8000], 'OPTION', 'stretch: "ratio" must be from 0.5 to 2, got 3']] },
  teacherDecay: { args: () => [3, 0.99],
    wrong: [[() => [-1], 'INPUT', 'teacherDecay: "step" must be at least 0, got -1']] },
  tempiMatch: { args: () => [120, 121, { width: 3, octaves: false }],
    wrong: [[() => [NaN, 121, { width: 3, octaves: false }], 'INPUT',
      'tempiMatch: "a" must be at least 0 bpm, got NaN']] },
  tempoAccuracy: { args: () => [120, 121, 0.04],
    wrong: [[() => [0, 121], 'INPUT',
      'tempoAccuracy: "reference" must be greater than 0 bpm, got 0']] },
  tempoGroup: { args: () => [120, 3],
    wrong: [[() => [120, 0], 'OPTION', 'tempoGroup: "width" must be greater than 0, got 0']] },
  tempoOf: { args: () => [curve(), 100, { start: 120 }],
    wrong: [[() => [curve(), NaN], 'OPTION', 'tempoOf: "rate" must be greater than 0, got NaN']] },
  trackBeats: { args: () => [wave(), rate],
    wrong: [[() => [wave(), {}], 'OPTION', `trackBeats: "sampleRate" ${sampled}, got undefined`]] },
  truePeak: { args: () => [wave()],
    wrong: [[() => [[1]], 'INPUT', `truePeak: "x" ${real}, got [1]`]] },
  unmixedRows: { args: () => [{ after: [] }],
    wrong: [[() => [undefined], 'INPUT', 'unmixedRows: "plan" must be a plan, got undefined']] },
  usualPeaks: { args: () => [22050, 512],
    wrong: [[() => [22050, 0], 'OPTION',
      'usualPeaks: "hop" must be a whole number of at least 1, got 0']] },
  warmUp: { args: () => [1, 10, 'linear'],
    wrong: [
      [() => [NaN, 10, 'linear'], 'INPUT', 'warmUp: "step" must be at least 0, got NaN'],
      [() => [1, 10, 'foo'], 'OPTION',
        'warmUp: "kind" must be one of linear, exponential, got "foo"']
    ] },
  wholeTempo: { args: () => [[0, 1]],
    wrong: [[() => [[1, 1]], 'INPUT',
      'wholeTempo: "beats[1]" must be after the first one, got 1']] },
  writeWav: { args: () => [{ sampleRate: 8000, channels: [wave()] }, 'float32'],
    wrong: [
      [() => [{ sampleRate: 8000, channels: [wave()] }, 'pcm8'], 'OPTION',
        'writeWav: "kind" must be one of pcm16, pcm24, pcm32, float32, got "pcm8"'],
      [() => [{ sampleRate: NaN, channels: [wave()] }], 'INPUT',
        'writeWav: "sampleRate" must be a whole number from 1 to 4294967295 Hz, got NaN']
    ] }
}
