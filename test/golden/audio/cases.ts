import type { Given } from '../adapter.js'
import type { GoldenCase } from '../files.js'
import { isWithheld } from '../left-out.js'
import { clipOf } from './clip.js'
import { filled } from './filters.js'
import type { Filter } from './filters.js'

/** Which entries are what; the rest are inputs. `whole` are lists of whole numbers. */
interface Parts {
  readonly params?: readonly string[]
  readonly decisions?: readonly string[]
  readonly expected: readonly string[]
  readonly whole?: readonly string[]
}

/** The lists of cases of every audio file, and how they are divided; a list may be one case. */
const files: Readonly<Record<string, Readonly<Record<string, Parts>>>> = {
  mel_filterbank: {
    cases: { params: ['sr', 'n_fft', 'n_mels', 'fmin', 'fmax', 'htk', 'norm'], expected: ['rows'] }
  },
  peak_pick: {
    cases: {
      params: ['pre_max', 'post_max', 'pre_avg', 'post_avg', 'delta', 'wait'],
      expected: ['peaks'], whole: ['peaks']
    }
  },
  metrics: {
    beat_onset_cases: {
      expected: ['onset_f', 'onset_p', 'onset_r', 'beat_f', 'cemgil', 'cemgil_best', 'p_score',
        'CMLc', 'CMLt', 'AMLc', 'AMLt', 'information_gain']
    },
    tempo_cases: { params: ['tol'], expected: ['p_score', 'one_correct', 'both_correct'] }
  },
  bc_mix: {
    cases: {
      params: ['fs', 'n'], decisions: ['r'],
      expected: ['gain_db_1', 'gain_db_2', 't', 'mixed', 'label_weights']
    },
    a_weighting_db: { params: ['fs', 'n_fft', 'bins'], expected: ['values'] }
  },
  bam_blm: {
    tempo_groups: { expected: ['tempo', 'group'] },
    bam_cases: {
      params: ['sr', 'segment_length'],
      decisions: ['downbeat_index_a', 'downbeat_index_b', 'p', 'crop_start'],
      expected: ['start_sample_a', 'start_sample_b', 'mix_len', 'mixed_before_normalise', 'output',
        'aligned']
    },
    blm: { decisions: ['selected', 'p'], expected: ['out'] }
  },
  specmix_masks: {
    cases: {
      params: ['shape', 'ratio'],
      decisions: ['n_bands_axis0', 'n_bands_axis1', 'starts_axis0', 'starts_axis1'],
      expected: ['mask_rows', 'lam']
    }
  },
  misc_mix: {
    snr_mix: { decisions: ['snr_db'], expected: ['gain_b', 'mixed'] },
    filter_augment: {
      params: ['type', 'n_freq'], decisions: ['boundaries', 'band_db'], expected: ['filter_gain']
    },
    'ssl.sharpen': { params: ['T'], expected: ['out'] },
    'ssl.distribution_alignment': { expected: ['out'] },
    'ssl.mixmatch': {
      decisions: ['perm', 'lambda_drawn'],
      expected: ['xs_mix', 'ys_mix', 'xu_mix', 'yu_mix']
    },
    'ssl.fixmatch': {
      params: ['threshold'], expected: ['mask', 'label'], whole: ['mask', 'label']
    },
    'ssl.ema': { expected: ['alpha'] },
    'ssl.warmup_linear': { expected: ['coef'] },
    'ssl.warmup_exp': { expected: ['coef'] }
  },
  loudness: {
    coefficients: { params: ['fs'], expected: ['shelf', 'highpass'] },
    coefficients_48000: { expected: ['shelf', 'highpass'] },
    clips: { expected: ['lufs_own'] }
  },
  onset_chain: {
    default: {
      params: ['n_fft', 'hop', 'n_mels'],
      expected: ['mel_power_frame_40', 'mel_dB_frame_40', 'onset_strength_mean',
        'onset_strength_median', 'onset_frames', 'onset_frames_backtracked'],
      whole: ['onset_frames', 'onset_frames_backtracked']
    },
    superflux: {
      params: ['n_fft', 'hop', 'fmin', 'fmax', 'n_mels', 'lag', 'max_size', 'ref'],
      expected: ['onset_strength_first_400', 'onset_frames'], whole: ['onset_frames']
    },
    tempo: {
      params: ['win_length', 'start_bpm', 'std_bpm', 'max_tempo'],
      expected: ['tempogram_mean_over_time_first_130_lags', 'tempo_bpm']
    },
    beats: {
      params: ['bpm', 'tightness'], expected: ['frames_trim', 'frames_notrim_bpm100'],
      whole: ['frames_trim', 'frames_notrim_bpm100']
    }
  }
}

/** Whether a file has cases in a form of the audio files. */
export function isAudio (key: string, { cases }: Given): boolean {
  const divided = Array.isArray(cases) && cases.some(each => 'expected' in (each as object))
  return Object.hasOwn(files, key) && !divided
}

/** The cases of an audio file; a clip that it names comes with them, as the bytes of its WAV. */
export function audioCases (key: string, file: Given, path: string): GoldenCase[] {
  return Object.entries(files[key]).flatMap(([place, parts]) => {
    const found = place.split('.').reduce<unknown>((at, name) => Object(at)[name], file)
    const shared = key === 'onset_chain'
      ? { seconds: file.seconds, sr: file.sr, ...sounding(String(file.clip), path) }
      : {}
    return named(place, found).flatMap(([name, entry]) => {
      const clip = place === 'clips' ? sounding(name.slice(place.length + 1), path) : undefined
      if (clip !== undefined && clip.wav === undefined && isWithheld(clip.clip)) return []
      const rate = place === 'coefficients_48000' ? { fs: 48000 } : {}
      return caseOf(name, place, { ...shared, ...clip, ...entry }, rate, parts)
    })
  })
}

/** A clip by its name, whose sound is not there where nothing has it. */
function sounding (clip: string, path: string): { clip: string, wav: string | undefined } {
  return { clip, wav: clipOf(clip, path) }
}

function named (place: string, found: unknown): Array<readonly [string, Given]> {
  if (found === undefined) return []
  if (Array.isArray(found))
    return (found as Given[]).map((each, k) => [`${place} ${k + 1}`, each] as const)
  return place === 'clips'
    ? Object.entries(found as Record<string, Given>).map(([name, each]) =>
      [`${place} ${name}`, each] as const)
    : [[place, found as Given]]
}

function caseOf (
  name: string, kind: string, entry: Given, more: Given, parts: Parts
): GoldenCase {
  const { params = [], decisions = [], expected, whole = [] } = parts
  const of = (names: readonly string[]): Given =>
    Object.fromEntries(Object.entries(entry).filter(([each]) => names.includes(each)))
  const known = [...params, ...decisions, ...expected]
  const results = Object.entries(of(expected)).map(([result, value]) => [result,
    whole.includes(result)
      ? { shape: [(value as number[]).length], dtype: 'int32', data: value }
      : result === 'rows' ? filled(value as Filter[], Number(entry.n_fft) / 2 + 1) : value])
  return {
    name,
    inputs: of(Object.keys(entry).filter(each => !known.includes(each))),
    params: { kind, ...of(params), ...more },
    decisions: of(decisions),
    // Silence has no loudness, and that is a number too: the control must be able to move one
    expected: { ...Object.fromEntries(results) as Given,
      ...kind === 'clips' && { heard: Number(entry.lufs_own !== null) } }
  }
}
