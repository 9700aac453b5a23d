import { fail } from '../../core/errors.js'
import { exp } from '../../core/random/elementary.js'
import { checkOneOf } from './checks.js'

/**
 * FilterAugment's gains of cells, as factors of amplitudes.
 *
 * @param edges - where bands begin, and where the last one ends
 * @param decibels - a gain for every band (`step`), or for every edge (`linear`: in a line between
 *   them, both ends of a band included)
 * @throws INPUT for edges that are no rising whole numbers from 0 on, and for other numbers of
 *   gains or such that are not finite; OPTION for what is no kind
 */
export function filterGains (
  edges: readonly number[], decibels: readonly number[], kind: 'linear' | 'step'
): Float64Array {
  checkOneOf(kind, ['linear', 'step'], 'filterGains', 'kind')
  if (!isRising(edges)) {
    throw fail('INPUT', 'filterGains', 'edges', 'must be rising whole numbers, two at least',
      edges)
  }
  const wanted = kind === 'step' ? edges.length - 1 : edges.length
  if (!areNumbers(decibels, wanted))
    throw fail('INPUT', 'filterGains', 'decibels', `must be ${wanted} numbers`, decibels)
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

function isRising (edges: unknown): boolean {
  return Array.isArray(edges) && edges.length > 1 && Array.from<unknown>(edges).every((edge, k) =>
    Number.isSafeInteger(edge) && Number(edge) <= 2 ** 24 &&
    Number(edge) >= (k === 0 ? 0 : Number((edges as unknown[])[k - 1])))
}

function areNumbers (list: unknown, count: number): boolean {
  return Array.isArray(list) && list.length === count && list.every(Number.isFinite)
}
