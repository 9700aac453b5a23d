import { binLaw } from './bins.js'
import type { Kernel, Law, Points } from './law.js'
import { rowLaw, tableLaw } from './rows.js'
import { windowLaw } from './window.js'

/** Up to this many points the rows of all pairs are kept, so that recorded draws give the same. */
const FEW = 4096

/** The way to draw that suits the points: all of them give the same law. */
export function lawOf (points: Points, kernel: Kernel, sampler: 'auto' | 'rows'): Law {
  if (sampler === 'rows') return rowLaw(points, kernel)
  if (points.size <= FEW) return tableLaw(points, kernel)
  if (points.width > 1) return rowLaw(points, kernel)
  return kernel.shape === 'gaussian' ? binLaw(points, kernel) : windowLaw(points, kernel)
}
