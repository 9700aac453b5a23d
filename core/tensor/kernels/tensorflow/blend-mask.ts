import type { BlendMaskAttributes } from '../../blend-mask.js'
import { blend, checkFinite } from '../../blend-mask.js'
import { fuseTensorflow } from './backend.js'
import type { Shares } from './laid.js'
import { blended, copied, shown } from './laid.js'

/** One choice where nothing is mixed, else products and a sum over all cells. */
fuseTensorflow<BlendMaskAttributes>(blend, (backend, [from, source], attributes) => {
  checkFinite(attributes.data)
  const base = shown(backend, from, attributes.base.rows)
  const shares = sharesOf(attributes, attributes.size)
  const view = shown(backend, source, attributes.rows)
  if (shares.data.some(share => share !== 0 && share !== 1)) {
    return blended(backend, base, view, shares)
  }
  const mask = Uint8Array.from(shares.data)
  return copied(backend, base, view, shares.alike ? repeated(mask, base.shape[0]) : mask)
})

function sharesOf (attributes: BlendMaskAttributes, size: number): Shares {
  const { data, of, shape, coefficient, masks } = attributes
  const alike = shape[0] === 1 && typeof coefficient === 'number'
  const rows = alike ? 1 : size
  const cells = data.length / shape[0]
  const shares = new Float64Array(rows * cells)
  for (let row = 0, k = 0; row < rows; row++) {
    const strength = typeof coefficient === 'number' ? coefficient : coefficient[row]
    const first = (shape[0] === 1 ? 0 : masks?.[row] ?? row) * cells
    for (let cell = first; cell < first + cells; cell++, k++) shares[k] = data[cell] / of * strength
  }
  return { data: shares, alike }
}

function repeated (mask: Uint8Array, times: number): Uint8Array {
  const all = new Uint8Array(mask.length * times)
  for (let row = 0; row < times; row++) all.set(mask, row * mask.length)
  return all
}
