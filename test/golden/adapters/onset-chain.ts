import {
  backtrack, decibels, dynamicBeats, meanTempogram, melSpectrogram, normalised, onsetStrength,
  pickPeaks, tempoOf, usualPeaks
} from '../../../domains/audio/index.js'
import type { Spectrogram, Wave } from '../../../domains/audio/index.js'
import type { Adapter, Given } from '../adapter.js'
import { wavOf } from '../audio/wav.js'
import { entry, numbers } from '../given.js'

/** librosa's way from a sound to onsets, tempo and beats. */
export const onsetChain: Adapter = (inputs, params) => {
  const { channels: [whole] } = wavOf(inputs)
  const [rate] = numbers(inputs, 'sr')
  const x = whole.subarray(0, Math.round(numbers(inputs, 'seconds')[0] * rate))
  return kinds[String(params.kind)](x, rate, params)
}

/** The settings of librosa's `beat_track`, on which tempo and beats rest. */
const usual = { size: 2048, hop: 512, delay: 2 }

type Kind = (x: Wave, rate: number, params: Given) => ReturnType<Adapter>

const kinds: Readonly<Record<string, Kind>> = {
  default: (x, rate, params) => {
    const [size, hop, bands] = ['n_fft', 'hop', 'n_mels'].map(name => numbers(params, name)[0])
    const power = melSpectrogram(x, { sampleRate: rate, size, hop, bands })
    const level = decibels(power)
    const delay = Math.floor(size / (2 * hop))
    const mean = onsetStrength(level, { delay })
    const onsets = onsetsOf(mean, rate, hop)
    return {
      mel_power_frame_40: frame(power, 40),
      mel_dB_frame_40: frame(level, 40),
      onset_strength_mean: mean,
      onset_strength_median: onsetStrength(level, { delay, join: 'median' }),
      onset_frames: onsets,
      onset_frames_backtracked: backtrack(onsets, mean)
    }
  },

  superflux: (x, rate, params) => {
    const [size, hop, low, high, bands, lag, width] =
      ['n_fft', 'hop', 'fmin', 'fmax', 'n_mels', 'lag', 'max_size'].map(name =>
        numbers(params, name)[0])
    const level = decibels(melSpectrogram(x, { sampleRate: rate, size, hop, bands, low, high }))
    const strength = onsetStrength(level, { lag, width, delay: Math.floor(size / (2 * hop)) })
    return {
      onset_strength_first_400: strength.subarray(0, 400),
      onset_frames: onsetsOf(strength, rate, hop)
    }
  },

  tempo: (x, rate, params) => {
    const strength = strengthOf(x, rate)
    const lags = meanTempogram(strength, numbers(params, 'win_length')[0])
    const window = meanTempogram(strength, Math.floor(8 * rate / usual.hop))
    return {
      tempogram_mean_over_time_first_130_lags: lags.subarray(0, 130),
      tempo_bpm: tempoOf(window, rate / usual.hop, {
        start: entry(params, 'start_bpm'), spread: entry(params, 'std_bpm'),
        highest: entry(params, 'max_tempo')
      })
    }
  },

  beats: (x, rate, params) => {
    const strength = strengthOf(x, rate)
    const [tempo, tightness] = ['bpm', 'tightness'].map(name => numbers(params, name)[0])
    const framed = { rate: rate / usual.hop, tightness }
    return {
      frames_trim: dynamicBeats(strength, { ...framed, tempo, trim: true }),
      frames_notrim_bpm100: dynamicBeats(strength, { ...framed, tempo: 100 })
    }
  }
}

function strengthOf (x: Wave, rate: number): Float64Array {
  const { size, hop, delay } = usual
  return onsetStrength(decibels(melSpectrogram(x, { sampleRate: rate, size, hop })),
    { delay, join: 'median' })
}

function onsetsOf (strength: Float64Array, rate: number, hop: number): Int32Array {
  return pickPeaks(normalised(strength), usualPeaks(rate, hop))
}

function frame ({ data, bands, frames }: Spectrogram, at: number): Float64Array {
  return Float64Array.from({ length: bands }, (_, band) => data[band * frames + at])
}
