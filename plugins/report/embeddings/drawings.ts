import type { Html } from '../html.js'
import { html } from '../html.js'
import type { Place } from './map.js'

const WIDTH = 600
const HEIGHT = 170
/** Room for the words under bars. */
const UNDER = 18

/** Columns of one or two kinds over each other, with words under them, as SVG. */
export function bars (
  kinds: ReadonlyArray<{ readonly name: 'real' | 'mixed', readonly values: readonly number[] }>,
  labels: readonly string[], top: number
): Html {
  const each = WIDTH / labels.length
  const columns = kinds.flatMap(({ name, values }) => values.map((value, k) => {
    const height = top > 0 ? value / top * HEIGHT : 0
    return html`<rect class="${name}" x="${place(k * each + each * 0.08)}" y="${
      place(HEIGHT - height)}" width="${place(each * 0.84)}" height="${place(height)}">
<title>${value.toFixed(3)}</title></rect>`
  }))
  return html`<svg class="draw" viewBox="0 0 ${WIDTH} ${HEIGHT + UNDER}" role="img">${columns}
<line class="axis" x1="0" x2="${WIDTH}" y1="${HEIGHT}" y2="${HEIGHT}"/>${labels.map((label, k) =>
  html`<text x="${place((k + 0.5) * each)}" y="${HEIGHT + 13}" text-anchor="middle">${
    label}</text>`)}</svg>`
}

/** Colours that are told apart, also by those who see fewer of them (Okabe and Ito). */
const colours = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#999999',
  '#b8a500']

/** Points in the colours of their groups, as SVG. */
export function dots (places: readonly Place[]): Html {
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)]
  const [left, low] = [Math.min(...xs), Math.min(...ys)]
  const span = Math.max(Math.max(...xs) - left, Math.max(...ys) - low) || 1
  const size = 400
  const groups = [...new Set(places.map(({ group }) => group))].sort((a, b) => a - b)
  return html`<svg class="draw" viewBox="-5 -5 ${size + 10} ${size + 10}" role="img">${
    places.map(({ x, y, group }) => html`<circle cx="${place((x - left) / span * size)}" cy="${
      place(size - (y - low) / span * size)}" r="2.5" fill-opacity=".7" fill="${
      colours[groups.indexOf(group) % colours.length]}"/>`)}</svg>`
}

function place (number: number): string {
  return number.toFixed(1)
}
