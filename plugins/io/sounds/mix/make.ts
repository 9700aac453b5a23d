import type { HostArray, Plan, SignalProvider } from '../../../../core/index.js'
import { Rng, createMixer, live } from '../../../../core/index.js'
import type { Recording } from '../../../../domains/audio/index.js'
import { beatMap, limited, loudestLevels, rootMeanSquares } from
  '../../../../domains/audio/index.js'
import type { Samples } from '../load.js'
import type { SoundFile } from '../types.js'
import type { SoundJob } from './job.js'
import type { SoundMixChoice } from './options.js'

/** One mix. */
export interface MadeSound {
  readonly recording: Recording
  readonly files: readonly SoundFile[]
  readonly plan: Plan
  /** The share of every class. */
  readonly shares?: readonly number[]
}

/** The sound that a mix begins with, and its partner, if it has any. */
export function pairOf (
  { folder: { files }, mates }: SoundJob, step: number, seed: number
): number[] {
  const rng = Rng(seed)
  const pass = Math.floor(step / files.length)
  const order = live(rng.fork('order', pass)).permutation('order', files.length)
  const anchor = order[step % files.length]
  const list = mates[anchor]
  if (list.length === 0) return [anchor]
  return [anchor, list[live(rng.fork('mate', step)).int('mate', list.length)]]
}

/** Makes mixes of a job, each from its number alone. */
export function maker (
  job: SoundJob, load: (file: SoundFile) => Promise<Samples>, choice: SoundMixChoice
): (step: number) => Promise<MadeSound> {
  const { folder: { classes, sampleRate, channels, files } } = job
  let present: { readonly files: readonly SoundFile[], readonly lengths: readonly number[] }
  const told: Readonly<Record<string, SignalProvider>> = {
    ...Object.fromEntries(Object.entries(measures(sampleRate))
      .filter(([name]) => job.mixer.signals.includes(name))),
    beats: () => present.files.map(({ beats, downbeats }, i) =>
      beatMap({ beats, downbeats }, sampleRate, present.lengths[i])),
    tempi: () => Float64Array.from(present.files, ({ bpm }) => bpm),
    ...choice.signals
  }
  const mix = createMixer(job.mixer, {
    seed: choice.seed, domain: 'audio', signals: told,
    targets: classes.length > 0 ? { label: { classes: classes.length } } : [],
    ...choice.registry === undefined ? {} : { registry: choice.registry }
  })
  return async step => {
    const chosen = pairOf(job, step, choice.seed).map(at => files[at])
    const samples: Samples[] = []
    for (const file of chosen) samples.push(await load(file))
    const lengths = samples.map(([first]) => first.length)
    present = { files: chosen, lengths }
    const x = together(samples, lengths, channels)
    const label = classes.length === 0
      ? {}
      : { label: Int32Array.from(chosen, ({ class: name = '' }) => classes.indexOf(name)) }
    const plan = mix.plan({ x, ...label }, { step })
    const made = mix.apply({ x, ...label }, plan) as {
      readonly x: HostArray<Float32Array>
      readonly label?: HostArray<Float32Array>
    }
    const shares = made.label?.data.slice(0, made.label.shape[1])
    return {
      recording: recordingOf(made.x, plan, { lengths, sampleRate, clip: choice.clip }),
      files: chosen,
      plan,
      ...shares === undefined ? {} : { shares: Array.from(shares) }
    }
  }
}

/** What is computed where it is asked for. */
function measures (sampleRate: number): Readonly<Record<string, SignalProvider>> {
  return { rms: rootMeanSquares, levels: loudestLevels({ sampleRate }) }
}

/** Sounds as the rows of one batch, filled up with zeros. */
export function together (
  samples: readonly Samples[], lengths: readonly number[], channels: number
): HostArray<Float32Array> {
  const time = Math.max(...lengths)
  const data = new Float32Array(samples.length * time * channels)
  samples.forEach((sound, row) => {
    sound.forEach((each, c) => {
      const first = row * time * channels + c
      for (let k = 0; k < each.length; k++) data[first + k * channels] = each[k]
    })
  })
  return { data, shape: [samples.length, time, channels] }
}

/** How samples become a recording. */
export interface Finish {
  /** Samples of a channel of every source. */
  readonly lengths: readonly number[]
  readonly sampleRate: number
  readonly clip: SoundMixChoice['clip']
}

/** The first of the outputs; its partner begins mixes of its own. */
export function recordingOf (
  { data, shape: [, time, channels] }: HostArray<Float32Array>, plan: Plan,
  { lengths, sampleRate, clip }: Finish
): Recording {
  const length = Math.min(time, heardOf(plan) ?? Math.max(...lengths))
  // All channels together: one that was made softer alone would move to another place
  const samples = limited(data.subarray(0, length * channels), clip)
  return { sampleRate, channels: Array.from({ length: channels }, (_, c) =>
    Float32Array.from({ length }, (_, k) => samples[k * channels + c])) }
}

/** Samples of the first output, where the plan tells: what lies after them is silent. */
function heardOf ({ layers: [first], after = [] }: Plan): number | undefined {
  const cut = after.find(step => step.step === 'crop')
  if (cut?.step === 'crop') return cut.length
  const { where } = first
  return where?.kind === 'boxes' && where.axes[0] === 'time' && where.start[0] === 0
    ? where.end[0]
    : undefined
}
