import type { PixelPairs } from './analysis.js'
import type { ChartOptions } from './histogram.js'
import { asSvg, plotting } from './histogram.js'
import type { Html } from './html.js'

/**
 * How mixers weigh pairs of pixels by their distance, a line for each, as SVG.
 *
 * @param found - by the name of the mixer, in the order of the legend
 * @throws MISSING_PEER unless `@observablehq/plot` and `@mixmark-io/domino` are installed
 */
export async function pairChart (
  found: ReadonlyMap<string, PixelPairs>, { width = 480, height = 280 }: ChartOptions = {}
): Promise<Html> {
  const { plot, document } = await plotting('the chart of pixel pairs')
  const points = [...found].flatMap(([mixer, { distances, weights }]) =>
    distances.map((distance, k) => ({ mixer, distance, weight: weights[k] })))
  const ends = [...found].map(([mixer, { distances, weights }]) =>
    ({ mixer, distance: distances[distances.length - 1], weight: weights[weights.length - 1] }))
  const chart = plot.plot({
    document,
    width,
    height,
    marginRight: 90,
    x: { label: 'distance of two pixels' },
    y: { label: 'weight of their gradients', grid: true, zero: true },
    color: { scheme: 'Observable10' },
    marks: [
      plot.line(points, { x: 'distance', y: 'weight', stroke: 'mixer', strokeWidth: 2 }),
      plot.text(ends, { x: 'distance', y: 'weight', text: 'mixer', fill: 'mixer', dx: 6,
        textAnchor: 'start' }),
      plot.ruleY([0])
    ]
  })
  return asSvg(chart)
}
