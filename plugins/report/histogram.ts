import type * as Plot from '@observablehq/plot'
import type { Html } from './html.js'
import type { Drawn } from './law.js'
import { shares } from './law.js'
import { peer } from '../peer.js'

/** A small document for Plot to draw in. Its types are of a form that modules cannot import. */
const domino: string = '@mixmark-io/domino'
interface Domino { readonly default: { createDocument (text: string): Document } }

/** What a chart looks like; Observable Plot draws it. */
export interface ChartOptions {
  /** In pixels; 360 by default. */
  readonly width?: number
  /** In pixels; 170 by default. */
  readonly height?: number
}

/**
 * A histogram of what was drawn, bars, with what its law expects, a line, as SVG.
 *
 * @throws MISSING_PEER unless `@observablehq/plot` and `@mixmark-io/domino` are installed
 */
export async function histogram (
  { name, values, expected }: Drawn, { width = 360, height = 170 }: ChartOptions = {}
): Promise<Html> {
  const { plot, document } = await plotting('the histogram of a report')
  const bins = expected.length
  const bars = shares(values, bins).map((share, bin) =>
    ({ from: bin / bins, to: (bin + 1) / bins, density: share * bins }))
  const law = expected.flatMap((share, bin) =>
    [bin / bins, (bin + 1) / bins].map(x => ({ x, density: share * bins })))
  const chart = plot.plot({
    document,
    width,
    height,
    x: { label: name, domain: [0, 1] },
    y: { label: 'density', grid: true },
    marks: [
      plot.rectY(bars, { x1: 'from', x2: 'to', y: 'density', fill: '#3d5a80', fillOpacity: 0.75 }),
      plot.line(law, { x: 'x', y: 'density', stroke: '#e07a5f', strokeWidth: 2 }),
      plot.ruleY([0])
    ]
  })
  return asSvg(chart)
}

/** Plot, and a document for it to draw in. */
export interface Plotting {
  readonly plot: typeof Plot
  readonly document: Document
}

/** @throws MISSING_PEER unless both are installed */
export async function plotting (who: string): Promise<Plotting> {
  const plot = await peer(who, '@observablehq/plot', () => import('@observablehq/plot'))
  const { default: dom } = await peer(who, domino, () => import(domino) as Promise<Domino>)
  return { plot, document: dom.createDocument('') }
}

/** By itself an SVG file needs its namespace, which HTML does without. */
export function asSvg (chart: Element): Html {
  chart.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  return { html: chart.outerHTML }
}
