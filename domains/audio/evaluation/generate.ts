import { fail } from '../../../core/errors.js'
import { Rng } from '../../../core/index.js'
import { checkRate } from '../tools/wave.js'
import { voices } from './voices.js'
import type { Voice } from './voices.js'

/** A sound and what is true of it, in seconds. */
export interface AnnotatedClip {
  readonly x: Float32Array
  readonly sampleRate: number
  readonly onsets: readonly number[]
  readonly beats: readonly number[]
  readonly downbeats: readonly number[]
  readonly meter: number
  /** The mean tempo. */
  readonly bpm: number
  /** What it is: style, swing, ramp, step, noise. */
  readonly about: string
}

export interface ClipOptions {
  readonly seed: number
  /** 12 s by default. */
  readonly seconds?: number
  /** 22050 Hz by default. */
  readonly sampleRate?: number
}

interface Event { readonly time: number, readonly voice: Voice, readonly gain: number }

/** What every style plays in a bar, by sixteenths of four of a beat. */
const styles: Readonly<Record<string, ReadonlyArray<readonly [Voice, readonly number[]]>>> = {
  house: [['kick', [0, 4, 8, 12]], ['hat', [2, 6, 10, 14]], ['snare', [4, 12]]],
  rock: [['kick', [0, 8, 10]], ['snare', [4, 12]], ['hat', [0, 2, 4, 6, 8, 10, 12, 14]]],
  clicks: [['accent', [0]], ['click', [4, 8, 12]]],
  waltz: [['bass', [0]], ['chord', [4, 8]]],
  brushes: [['kick', [0]], ['hat', [4, 6, 8, 10]], ['snare', [4]]],
  legato: [['bass', [0, 8]], ['pad', [0, 4, 8, 12]]],
  syncopated: [['kick', [0, 6, 8]], ['snare', [4, 12]], ['hat', [0, 4, 8, 12, 14]]]
}
const triple = ['waltz', 'brushes']

/** Between which tempi a style is played: a house beat of 68 bpm is one of 136. */
const tempi: Readonly<Record<string, readonly [number, number]>> = {
  house: [100, 150], rock: [75, 170], clicks: [60, 180], waltz: [80, 180], brushes: [75, 180],
  legato: [60, 120], syncopated: [75, 140]
}

/**
 * An annotated clip, the same for the same seed: drums, clicks or tones at 60 to 180 bpm, in 3/4 or
 * 4/4, some with swing, a ramp or a step of tempo, missing beats, noise or soft attacks. Beats are
 * annotated where they are silent too; onsets within 30 ms are one.
 *
 * @throws OPTION for a seed that is none, seconds beyond 1 to 3600, and what is no rate
 */
export function annotatedClip (options: ClipOptions): AnnotatedClip {
  const { seed, seconds = 12, sampleRate = 22050 } = Object(options) as ClipOptions
  if (!(typeof seconds === 'number' && seconds >= 1 && seconds <= 3600))
    throw fail('OPTION', 'annotatedClip', 'seconds', 'must be from 1 to 3600', seconds)
  checkRate(sampleRate, 'annotatedClip')
  const rng = Rng(seed).fork('clip')
  const of = <T>(list: readonly T[]): T => list[Math.floor(rng.uniform() * list.length)]
  // Box and Muller's: the sine is not needed
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - rng.uniform())) * Math.cos(2 * Math.PI * rng.uniform())
  const chance = (share: number): boolean => rng.uniform() < share
  const style = of(Object.keys(styles))
  const meter = triple.includes(style) ? 3 : 4
  const [slowest, fastest] = tempi[style]
  const bpm = slowest * (fastest / slowest) ** rng.uniform()
  const swing = chance(0.2) ? 2 / 3 : 0.5
  const ramp = chance(0.15) ? 1 + 0.3 * rng.uniform() : 1
  // A stream of its own: clips without a step stay what they were
  const steps = Rng(seed).fork('step')
  const step = ramp === 1 && steps.uniform() < 0.1 ? 1.1 + 0.25 * steps.uniform() : 1
  const missing = chance(0.2) ? 0.3 : 0
  const noise = chance(0.3) ? 10 ** (-(5 + 20 * rng.uniform()) / 20) : 0
  const jitter = chance(0.4) ? 0.004 : 0
  const beats = beatTimes(rng.uniform() * 60 / bpm, bpm, { ramp, step }, seconds)
  const interval = (k: number): number => beats.length < 2
    ? 60 / bpm
    : (beats[k + 1] ?? 2 * beats[k] - beats[k - 1]) - beats[k]
  const phase = Math.floor(rng.uniform() * meter)
  const events: Event[] = []
  beats.forEach((beat, k) => {
    const inBar = (k + phase) % meter
    if (missing > 0 && chance(missing)) return
    for (const [voice, steps] of styles[style]) {
      for (const step of steps.filter(each => Math.floor(each / 4) === inBar)) {
        const part = step % 4 / 4
        const swung = part === 0.5 ? swing : part
        const time = beat + swung * interval(k) + jitter * normal()
        if (time >= 0 && time < seconds - 0.05)
          events.push({ time, voice, gain: 0.6 + 0.4 * rng.uniform() })
      }
    }
  })
  const x = rendered(events, seconds, sampleRate, noise, rng)
  return {
    x,
    sampleRate,
    meter,
    bpm: beats.length < 2 ? bpm : 60 * (beats.length - 1) / (beats[beats.length - 1] - beats[0]),
    beats,
    onsets: merged(events.map(({ time }) => time)),
    downbeats: beats.filter((_, k) => (k + phase) % meter === 0),
    about: [style, swing > 0.5 && 'swing', ramp > 1 && 'ramp', step > 1 && 'step',
      missing > 0 && 'missing', noise > 0 && 'noise'].filter(Boolean).join(' ')
  }
}

/** Beats whose tempo grows in a line of time to `ramp` times, or at once, halfway, to `step`. */
function beatTimes (
  first: number, bpm: number, { ramp, step }: { readonly ramp: number, readonly step: number },
  seconds: number
): number[] {
  if (step !== 1) {
    const list: number[] = []
    const gap = (time: number): number => 60 / bpm / (time < seconds / 2 ? 1 : step)
    for (let time = first; time < seconds - 0.1; time += gap(time)) list.push(time)
    return list
  }
  const slope = (ramp - 1) * bpm / 60 / seconds
  const beats: number[] = []
  for (let k = 0; ; k++) {
    const base = bpm / 60
    const time = slope === 0 ? k / base : (Math.sqrt(base ** 2 + 2 * slope * k) - base) / slope
    if (first + time >= seconds - 0.1) return beats
    beats.push(first + time)
  }
}

function merged (times: readonly number[]): number[] {
  return [...times].sort((a, b) => a - b).reduce<number[]>((list, time) =>
    time - (list.at(-1) ?? -1) < 0.03 ? list : [...list, time], [])
}

function rendered (
  events: readonly Event[], seconds: number, sampleRate: number, noise: number,
  rng: ReturnType<typeof Rng>
): Float32Array {
  const x = new Float32Array(Math.round(seconds * sampleRate))
  const random = (): number => 2 * rng.uniform() - 1
  events.forEach(({ time, voice, gain }, k) => {
    const sound = voices[voice](sampleRate, random, k)
    const start = Math.round(time * sampleRate)
    for (let i = 0; i < sound.length && start + i < x.length; i++) x[start + i] += gain * sound[i]
  })
  const level = Math.sqrt(x.reduce((sum, sample) => sum + sample ** 2, 0) / x.length)
  const noisy = x.map(sample => sample + noise * level * Math.sqrt(3) * random())
  const peak = noisy.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  return peak === 0 ? noisy : noisy.map(sample => 0.89 * sample / peak)
}
