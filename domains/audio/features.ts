import { fail } from '../../core/errors.js'
import { sentence } from './tools/sentence.js'
import type { Wave } from './tools/wave.js'
import { checkRate, checkWave } from './tools/wave.js'

/** Features that are numbers. */
const numbers = [
  'rms', 'energy', 'zcr', 'spectralCentroid', 'spectralFlatness', 'spectralKurtosis',
  'spectralRolloff', 'spectralSkewness', 'spectralSlope', 'spectralSpread', 'spectralCrest',
  'perceptualSpread', 'perceptualSharpness'
] as const
/** Features that are lists. */
const lists = ['chroma', 'mfcc', 'amplitudeSpectrum', 'powerSpectrum'] as const

/** What Meyda tells of a frame, as far as it is sound: its `spectralFlux` throws. */
export type FeatureName = typeof numbers[number] | typeof lists[number]

/** Features by their names: numbers, or lists of them. */
export type Features<Name extends FeatureName> = {
  readonly [Key in Name]: Key extends typeof lists[number] ? Float64Array : number
}

/** Tells features of frames of one length and one rate. */
export interface FeatureExtractor {
  readonly sampleRate: number
  /** Samples of a frame, a power of two. */
  readonly size: number
  /**
   * @param names - at least one
   * @throws INPUT for a frame of another length or with samples that are not finite, OPTION for a
   *   feature that is not known
   */
  extract<Name extends FeatureName> (frame: Wave, names: readonly Name[]): Features<Name>
}

/** Meyda as it is used here: one object that all share, with caches that know no settings. */
interface Meyda {
  bufferSize: number
  sampleRate: number
  windowingFunction: string
  melFilterBank?: unknown
  chromaFilterBank?: unknown
  barkScale?: unknown
  extract (names: readonly string[], frame: Wave): Readonly<Record<string, unknown>> | null
}

let loading: Promise<Meyda> | undefined

/**
 * Features of Meyda 5.6, which is loaded when this is first called. Its settings are global and its
 * filter banks are kept when they change: here every extractor keeps its own. All features, the
 * level too, are those of the frame under a Hann window. Silence has no
 * centroid and no flatness in Meyda, NaN: here they are 0.
 *
 * @param options - `sampleRate` in Hz; `size`: samples of a frame, a power of two from 64, 2048 by
 *   default
 * @throws OPTION for what is no rate, and for a size that is no power of two
 */
export async function featureExtractor (
  options: { readonly sampleRate: number, readonly size?: number }
): Promise<FeatureExtractor> {
  const { sampleRate, size = 2048 } = Object(options) as typeof options
  const who = 'featureExtractor'
  checkRate(sampleRate, who)
  if (!(Number.isInteger(Math.log2(size)) && size >= 64))
    throw fail('OPTION', who, 'size', 'must be a power of two of at least 64', size)
  loading ??= import('meyda').then(module => module.default as unknown as Meyda)
  const meyda = await loading
  return {
    sampleRate,
    size,
    extract: <Name extends FeatureName>(frame: Wave, names: readonly Name[]) => {
      checkWave(frame, who, 'frame')
      if (frame.length !== size)
        throw fail('INPUT', who, 'frame', `must have ${size} samples`, frame)
      const known: readonly string[] = [...numbers, ...lists]
      const wrong = Array.from(names).find(name => !known.includes(name))
      if (wrong !== undefined || names.length === 0)
        throw fail('OPTION', who, 'names', `must be of ${known.join(', ')}`, wrong ?? names)
      setUp(meyda, sampleRate, size)
      return told(meyda, frame, names)
    }
  }
}

function setUp (meyda: Meyda, sampleRate: number, size: number): void {
  if (meyda.sampleRate === sampleRate && meyda.bufferSize === size &&
    meyda.windowingFunction === 'hanning' && meyda.chromaFilterBank !== undefined) return
  Object.assign(meyda, { sampleRate, bufferSize: size, windowingFunction: 'hanning',
    melFilterBank: undefined, chromaFilterBank: undefined, barkScale: undefined })
}

function told<Name extends FeatureName> (
  meyda: Meyda, frame: Wave, names: readonly Name[]
): Features<Name> {
  let found: Readonly<Record<string, unknown>> | null
  try {
    found = meyda.extract(names, frame)
  } catch (error) {
    // It throws texts, too
    throw fail('INPUT', 'featureExtractor', 'frame', 'must be one that Meyda takes',
      sentence(error))
  }
  const entries = names.map(name => {
    const value = found?.[name]
    const isList = (lists as readonly string[]).includes(name)
    return [name, isList
      ? Float64Array.from(value as ArrayLike<number>, finite)
      : finite(value as number)]
  })
  return Object.fromEntries(entries) as Features<Name>
}

function finite (value: number): number {
  return Number.isFinite(value) ? value : 0
}
