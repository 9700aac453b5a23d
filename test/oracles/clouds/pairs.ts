import fc from 'fast-check'
import { pointCutmix, pointMixup, rsmix, sagemix } from '../../../domains/pointcloud/index.js'
import type { AnyCloud } from '../../../domains/pointcloud/index.js'
import { apart, paired, pointsOf } from './naive.js'
import type { Place, Told } from './naive.js'
import { cloudOracle } from './oracle.js'

/** Between two places; a point is the one it is more of. */
function between (a: Told, b: Told, share: number): Told {
  const at = a.at.map((value, axis) => (1 - share) * value + share * b.at[axis])
  return { ...share > 0.5 ? b : a, at: at as unknown as Place }
}

/** All ways of pairing are tried, so clouds are small. */
const few = { sizes: { min: 1, max: 6 }, even: true }

const mixup = cloudOracle({
  name: 'point-mixup',
  options: fc.record({ alpha: fc.constantFrom(0.1, 0.4, 2) }),
  mixer: pointMixup,
  ...few,
  outcome: ({ beta, pair }, clouds) => {
    const shares = clouds.map((_, row) => Math.min(beta[row], 1 - beta[row]))
    return { shares, clouds: clouds.map((cloud, row) => {
      const mine = pointsOf(cloud, row)
      const theirs = paired(mine, pointsOf(clouds[pair[row]], pair[row]))
      return mine.map((point, k) => between(point, theirs[k], shares[row]))
    }) }
  }
})

const cutmix = cloudOracle({
  name: 'point-cutmix',
  options: fc.record({ points: fc.constantFrom('random' as const, 'nearest' as const),
    probability: fc.constantFrom(0.5, 1), beta: fc.constantFrom(0.3, 1) }),
  mixer: pointCutmix,
  ...few,
  outcome: ({ mix, lambda, pair, points: order, query }, clouds, { points }) => {
    if (mix[0] === 0) return { clouds: clouds.map(pointsOf0) }
    const size = clouds[0].coordinates.length / 3
    const cut = Math.max(1, Math.floor(size * lambda[0]))
    return { shares: clouds.map(() => cut / size), clouds: clouds.map((cloud, row) => {
      const mine = pointsOf(cloud, row)
      const theirs = paired(mine, pointsOf(clouds[pair[row]], pair[row]))
      const nearest = (): number[] => [...mine.keys()].sort((a, b) =>
        apart(mine[a].at, mine[query[row]].at) - apart(mine[b].at, mine[query[row]].at))
      const gone = new Set((points === 'random' ? order : nearest()).slice(0, cut))
      return mine.map((point, k) => gone.has(k) ? theirs[k] : point)
    }) }
  }
})

const pointsOf0 = (cloud: AnyCloud, row: number): Told[] => pointsOf(cloud, row)

const rs = cloudOracle({
  name: 'rsmix',
  options: fc.record({ points: fc.constantFrom('ball' as const, 'nearest' as const),
    samples: fc.constantFrom(3, 9, 512), beta: fc.constantFrom(0.5, 1) }),
  mixer: options => rsmix({ ...options, probability: 1 }),
  sizes: { min: 1, max: 30 },
  outcome: (drawn, clouds, { points, samples }) => {
    const [subset, duplicate] = [[...drawn.subset ?? []], [...drawn.duplicate ?? []]]
    const about = (cloud: readonly Told[], query: number): Told[] => {
      const far = cloud.map(({ at }) => apart(at, cloud[query].at))
      const nearest = Math.min(Math.ceil(drawn.radius[0] * samples), samples, cloud.length - 1)
      const limit = points === 'ball' ? drawn.radius[0] : [...far].sort((a, b) => a - b)[nearest]
      return cloud.filter((_, k) => far[k] <= limit).slice(0, samples)
    }
    const shares: number[] = []
    const made = clouds.map((cloud, row) => {
      const other = drawn.pair[row]
      const [mine, theirs] = [pointsOf(cloud, row), pointsOf(clouds[other], other)]
      const [query, partner] = [drawn.query[row], drawn.partnerQuery[row]]
      const gone = about(mine, query)
      const found = about(theirs, partner)
      const came = found.length > gone.length
        ? subset.splice(0, theirs.length).map(k => theirs[k]).filter(point => found.includes(point))
          .slice(0, gone.length).sort((a, b) => a.index - b.index)
        : [...found, ...gone.slice(found.length)
          .map(() => found[duplicate.shift() as number])]
      shares.push(gone.length / mine.length)
      const shift = mine[query].at.map((value, axis) => value - theirs[partner].at[axis])
      return [...mine.filter(point => !gone.includes(point)), ...came.map(point => ({ ...point,
        at: point.at.map((value, axis) => value + shift[axis]) as unknown as Place }))]
    })
    return { clouds: made, shares }
  }
})

const said = (cloud: AnyCloud): number[] =>
  Array.from({ length: cloud.coordinates.length / 3 }, (_, k) => 1 + k % 3)

const sage = cloudOracle({
  name: 'sagemix',
  options: fc.record({ theta: fc.constantFrom(0.2, 1), sigma: fc.constantFrom(0.3, 2) }),
  mixer: sagemix,
  ...few,
  signals: { saliency: batch => (batch.x as AnyCloud[]).map(said) },
  outcome: ({ alpha, anchor, partnerAnchor, pair }, clouds, { sigma }) => {
    const shares: number[] = []
    return { shares, clouds: clouds.map((cloud, row) => {
      const mine = pointsOf(cloud, row)
      const theirs = paired(mine, pointsOf(clouds[pair[row]], pair[row]))
      const kernel = (points: readonly Told[], k: number, about: number): number =>
        Math.exp(-(apart(points[k].at, points[about].at) ** 2) / (2 * sigma ** 2))
      const weights = mine.map((_, k) => {
        const a = alpha[row] * kernel(mine, k, anchor[row]) + 1e-16
        const b = (1 - alpha[row]) * kernel(theirs, k, partnerAnchor[row]) + 1e-16
        // Where both are all but nothing, only what floats can tell says whose a point is
        return Math.fround(b / (a + b))
      })
      shares.push(weights.reduce((sum, weight) => sum + weight, 0) / weights.length)
      return mine.map((point, k) => between(point, theirs[k], weights[k]))
    }) }
  }
})

/** Naive versions of the mixers that pair points, and mix or replace them. */
export const pairs = [mixup, cutmix, rs, sage]
