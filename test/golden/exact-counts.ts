import type { Given, GivenArray } from './adapter.js'

/** What is nearer to a margin than that lies at it: in doubles only rounding parts them. */
const AT = 1e-9

/** A pair of rows of two labels, what it costs, and where their difference points. */
interface Pair {
  readonly rows: readonly [number, number]
  readonly cost: number
  readonly direction: readonly number[]
}

/**
 * The contrastive loss of a case with a row of zeros, counted in exact arithmetic.
 *
 * Such a row lies at distance 1 of every row of length 1: with that margin its pairs cost nothing,
 * but rounding decides which of them the reference counts in its mean of what is above 0. How many
 * it counted follows of its loss; then the mean and its gradient are taken over those that there
 * are. Other cases are left as they are.
 *
 * @throws Error where the loss is that of no such count
 */
export function withExactCounts (
  params: Given, inputs: Given, loss: GivenArray, grads: GivenArray | undefined
): { readonly loss: GivenArray, readonly grads?: GivenArray } {
  const same = { loss, ...grads && { grads } }
  if (params.loss !== 'contrastive') return same
  const { data, shape: [size, width] } = inputs.embeddings as GivenArray
  const labels = (inputs.labels as GivenArray).data
  const lengths = Array.from({ length: size }, (_, row) =>
    Math.hypot(...data.slice(row * width, (row + 1) * width)))
  const unit = lengths.map((length, row) =>
    data.slice(row * width, (row + 1) * width).map(each => length === 0 ? 0 : each / length))
  const [posMargin, negMargin] = [params.posMargin as number, params.negMargin as number]
  const pairs = (alike: boolean): Pair[] => unit.flatMap((a, i) => unit.flatMap((b, j) => {
    if (i === j || (labels[i] === labels[j]) !== alike) return []
    const difference = a.map((each, k) => each - b[k])
    const distance = Math.hypot(...difference)
    const cost = alike ? distance - posMargin : negMargin - distance
    return cost < -AT
      ? []
      : [{ rows: [i, j] as const, cost, direction: difference.map(each => each / distance) }]
  }))
  const near = pairs(false)
  const counted = near.filter(({ cost }) => cost > AT)
  if (!lengths.includes(0) || near.length === counted.length || counted.length === 0) return same
  const own = pairs(true).filter(({ cost }) => cost > AT)
  const sum = total(counted)
  const seen = sum / (loss.data[0] - total(own) / Math.max(1, own.length))
  const theirs = Math.round(seen)
  if (Math.abs(seen - theirs) > 1e-3 || theirs < counted.length || theirs > near.length)
    throw new Error(`the reference counts ${seen} pairs, of ${counted.length} to ${near.length}`)
  const more = 1 / counted.length - 1 / theirs
  const slopes = Array.from(data, () => 0)
  for (const { rows: [i, j], direction } of counted) {
    for (const [row, sign] of [[i, -1], [j, 1]] as const) {
      // Through the division by the length: what is along the row changes nothing
      const along = dot(direction, unit[row])
      direction.forEach((each, k) => {
        slopes[row * width + k] += sign * (each - along * unit[row][k]) / lengths[row]
      })
    }
  }
  return {
    loss: { ...loss, data: [loss.data[0] + sum * more] },
    ...grads && { grads: { ...grads, data: grads.data.map((each, k) => each + slopes[k] * more) } }
  }
}

function total (pairs: readonly Pair[]): number {
  return pairs.reduce((sum, { cost }) => sum + cost, 0)
}

function dot (a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, each, k) => sum + each * b[k], 0)
}
