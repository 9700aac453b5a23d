import { document, factTable } from './document.js'
import type { Html } from './html.js'
import { html } from './html.js'

/** A sound that is shown and can be heard. */
export interface SoundView {
  readonly title: string
  /** Of one channel. */
  readonly x: Float32Array
  readonly sampleRate: number
  /** The file itself. */
  readonly wav: Uint8Array
  /** How strongly something begins, from 0 to 1, evenly over the whole sound. */
  readonly curve: ArrayLike<number>
  /** In seconds. */
  readonly beats: ArrayLike<number>
  readonly downbeats: ArrayLike<number>
}

/** What a page of mixed sounds tells. All of it is escaped. */
export interface SoundPage {
  readonly title: string
  readonly facts: ReadonlyArray<readonly [name: string, value: string]>
  /** The sounds of every mix, the mix itself last. */
  readonly mixes: ReadonlyArray<readonly SoundView[]>
  /** A command to copy. */
  readonly command: string
}

const WIDTH = 600
const HEIGHT = 90

const look = `
.sounds { display: grid; gap: 1.2rem; grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr)) }
.sounds svg { width: 100%; height: auto; display: block; background: var(--line);
  border-radius: 4px }
.sounds audio { width: 100%; height: 2rem; margin-top: .3rem }
.wave { fill: var(--own); stroke: none }
.onsets { fill: none; stroke: var(--other); stroke-width: 1.5 }
.beat { stroke: var(--soft); stroke-width: .7 } .downbeat { stroke: var(--ink); stroke-width: 1.5 }
`

/** A page as one HTML file that opens from disk: sounds are in it, and no script runs. */
export function soundPage ({ title, facts, mixes, command }: SoundPage): string {
  return document(title, html`${factTable(facts)}
<p class="soft">Bodies are waveforms, lines over them how strongly something begins; upright lines
are beats, the strong ones begin bars.</p>
${mixes.map((views, k) => html`<section><h2>Mix ${k + 1}</h2>
<div class="sounds">${views.map(figure)}</div></section>`)}
<section><h2>The same by yourself</h2><pre>${command}</pre></section>`, look)
}

function figure (view: SoundView): Html {
  const { title, wav, x, sampleRate } = view
  const source = `data:audio/wav;base64,${Buffer.from(wav).toString('base64')}`
  const seconds = (x.length / sampleRate).toFixed(2)
  return html`<figure>${drawing(view)}
<audio controls preload="none" src="${source}"></audio>
<figcaption>${title}, ${seconds} s</figcaption></figure>`
}

/** The drawing of a sound, as SVG. */
function drawing ({ title, x, sampleRate, curve, beats, downbeats }: SoundView): Html {
  const place = (time: number): string => (time * sampleRate / x.length * WIDTH).toFixed(1)
  const lines = Array.from(beats, time => {
    const begins = Array.from(downbeats).some(first => Math.abs(first - time) < 1e-3)
    return html`<line class="${begins ? 'downbeat' : 'beat'}" x1="${place(time)}" x2="${
      place(time)}" y1="0" y2="${HEIGHT}"/>`
  })
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">${lines}
<path class="wave" d="${body(x)}"/><path class="onsets" d="${line(curve)}"/></svg>`
}

function body (x: Float32Array): string {
  const [low, high] = [new Float64Array(WIDTH), new Float64Array(WIDTH)]
  for (let k = 0; k < x.length; k++) {
    const column = Math.floor(k * WIDTH / x.length)
    low[column] = Math.min(low[column], x[k])
    high[column] = Math.max(high[column], x[k])
  }
  const height = (level: number): string =>
    (HEIGHT / 2 * (1 - Math.min(1, Math.max(-1, level)))).toFixed(1)
  const over = Array.from(high, (level, column) => `${column},${height(level)}`)
  const under = Array.from(low, (level, column) => `${column},${height(level)}`).reverse()
  return `M${[...over, ...under].join('L')}Z`
}

function line (curve: ArrayLike<number>): string {
  const tops = new Float64Array(WIDTH)
  for (let k = 0; k < curve.length; k++) {
    const column = Math.floor(k * WIDTH / curve.length)
    tops[column] = Math.max(tops[column], Math.min(1, curve[k]))
  }
  return `M${Array.from(tops, (top, column) =>
    `${column},${(HEIGHT * (1 - top)).toFixed(1)}`).join('L')}`
}
