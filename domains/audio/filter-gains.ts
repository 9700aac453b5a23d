import { exp } from '../../core/random/elementary.js'

/**
 * FilterAugment's gains of cells, as factors of amplitudes.
 *
 * @param edges - where bands begin, and where the last one ends
 * @param decibels - a gain for every band (`step`), or for every edge (`linear`: in a line between
 *   them, both ends of a band included)
 */
export function filterGains (
  edges: readonly number[], decibels: readonly number[], kind: 'linear' | 'step'
): Float64Array {
  const gains = new Float64Array(edges[edges.length - 1])
  for (let band = 0; band + 1 < edges.length; band++) {
    const [start, end] = [edges[band], edges[band + 1]]
    const last = Math.max(1, end - start - 1)
    for (let cell = start; cell < end; cell++) {
      const along = (cell - start) / last
      const level = kind === 'step'
        ? decibels[band]
        : decibels[band] + (decibels[band + 1] - decibels[band]) * along
      gains[cell] = exp(level * (Math.LN10 / 20))
    }
  }
  return gains
}
