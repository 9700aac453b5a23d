/** What a generated clip is played on. */
export type Voice =
  'click' | 'accent' | 'kick' | 'snare' | 'hat' | 'bass' | 'chord' | 'pad'

/** Samples of one stroke. `random` gives numbers in -1 … 1, `turn` changes the pitch. */
type Play = (sampleRate: number, random: () => number, turn: number) => Float64Array

function shaped (sampleRate: number, seconds: number, at: (t: number) => number): Float64Array {
  return Float64Array.from({ length: Math.round(seconds * sampleRate) }, (_, k) =>
    at(k / sampleRate))
}

const sine = (frequency: number, t: number): number => Math.sin(2 * Math.PI * frequency * t)
const decay = (t: number, seconds: number): number => Math.exp(-t / seconds)

/** Harmonics k^-1.5 with a linear attack and a release of 30 ms. */
function tone (frequencies: readonly number[], attack: number, length: number): Play {
  return sampleRate => shaped(sampleRate, length, t => {
    const shape = Math.min(1, t / attack) * Math.min(1, (length - t) / 0.03)
    return 0.5 / frequencies.length * shape * frequencies.reduce((sum, f) => sum +
      [1, 2, 3, 4].reduce((all, k) => all + k ** -1.5 * sine(f * k, t), 0), 0)
  })
}

const basses = [55, 65.4, 73.4, 82.4]

/** The instruments; all begin at their first sample. */
export const voices: Readonly<Record<Voice, Play>> = {
  click: rate => shaped(rate, 0.08, t => Math.cos(2 * Math.PI * 1000 * t) * decay(t, 0.02)),
  accent: rate => shaped(rate, 0.08, t => Math.cos(2 * Math.PI * 1600 * t) * decay(t, 0.02)),
  kick: (rate, random) => shaped(rate, 0.3, t =>
    Math.sin(2 * Math.PI * (50 * t + 3 * (1 - decay(t, 0.03)))) * decay(t, 0.09) +
    (t < 0.004 ? 0.5 * random() : 0)),
  snare: (rate, random) => shaped(rate, 0.2, t =>
    0.6 * random() * decay(t, 0.06) + 0.4 * sine(190, t) * decay(t, 0.05)),
  hat: (rate, random) => {
    let last = 0
    return shaped(rate, 0.1, t => {
      const next = random()
      const step = next - last
      last = next
      return 0.25 * step * decay(t, 0.025)
    })
  },
  bass: (rate, random, turn) =>
    tone([basses[turn % basses.length]], 0.01, 0.35)(rate, random, turn),
  chord: tone([261.6, 329.6, 392], 0.01, 0.25),
  pad: tone([220, 277.2, 329.6], 0.06, 0.5)
}
