import type { ConfiguredMixer, Plan } from '../../../core/index.js'
import {
  Rng, defaultRegistry, derangement, flip, live, reservoir, roll
} from '../../../core/index.js'
import {
  cutmix, kerasCutmix, kerasMixup, mixup, timm, torchvisionCutmix, torchvisionMixup
} from '../../../domains/image/index.js'
import { chiSquare } from '../statistics.js'
import type { Claim, Study } from '../study.js'
import { counts, expected, factsOf, plansOf } from '../study.js'

const FRAME = [6, 5]

/** All orders of 0 … size - 1. */
export function orders (size: number): number[][] {
  if (size === 0) return [[]]
  return orders(size - 1).flatMap(order =>
    Array.from({ length: size }, (_, k) => [...order.slice(0, k), size - 1, ...order.slice(k)]))
}

const all = orders(4).map(String)

/** How often every order of four partners occurs. */
function orderCounts (plans: readonly Plan[]): number[] {
  return counts(plans.map(({ layers: [, over] }) =>
    all.indexOf(String(over.source?.rows as Int32Array))), all.length)
}

/** Every order of four partners is as likely as any other; a flip is not such an order. */
export function orderClaim (plans: readonly Plan[], flipped: readonly Plan[]): Claim {
  const p = (of: readonly Plan[]): number =>
    chiSquare(orderCounts(of), expected(all.map(() => 1), of.length))
  return { claim: 'all 24 orders are as likely', p: p(plans), wrong: { flip: p(flipped) } }
}

function permuted (name: string, make: (options?: object) => ConfiguredMixer): Study {
  return {
    title: `the partners of ${name}`,
    run: count => [orderClaim(
      plansOf(make(), count, 4, FRAME, 5),
      plansOf(make({ pairing: flip() }), count, 4, FRAME, 5))]
  }
}

/** Partners that are no chance. */
function fixed (title: string, mixer: ConfiguredMixer, partners: readonly number[]): Study {
  return {
    title: `the partners of ${title}`,
    run: count => {
      const plans = plansOf(mixer, Math.ceil(count / 100), 4, FRAME)
      const agree = (wanted: readonly number[]): number =>
        Number(plans.every(({ layers: [, over] }) =>
          String(over.source?.rows as Int32Array) === String(wanted)))
      return [{
        claim: 'partners are always the same', p: agree(partners),
        wrong: { reversed: agree([...partners].reverse()) }
      }]
    }
  }
}

/** Ten permutations with a fixed point in a row are rare; then comes one of three shifts. */
const deranged: Study = {
  title: 'derangement',
  run: count => {
    const attempts = 2
    const plans = plansOf(mixup({ pairing: derangement({ attempts }) }), count, 4, FRAME)
    const isDeranged = (order: string): boolean =>
      order.split(',').every((row, i) => Number(row) !== i)
    const isShift = (order: string): boolean =>
      order.split(',').every((row, i) => (Number(row) - i + 4) % 4 === (Number(order[0]) + 4) % 4)
    const failed = (15 / 24) ** attempts
    const shares = all.map(order => !isDeranged(order)
      ? 0
      : (1 - failed) / 9 + (isShift(order) ? failed / 3 : 0))
    const p = (of: readonly number[]): number => chiSquare(orderCounts(plans), expected(of, count))
    return [{
      claim: 'derangements are as likely, and shifts more so where every attempt failed',
      p: p(shares),
      wrong: {
        'all orders': p(all.map(() => 1)),
        'no shifts': p(shares.map(share => Math.sign(share)))
      }
    }]
  }
}

const kept: Study = {
  title: 'derangement that keeps what it has',
  run: count => {
    const pairing = derangement({ attempts: 2, otherwise: 'keep' })
    const fixedPoints = plansOf(mixup({ pairing }), count, 4, FRAME).map(({ layers: [, over] }) =>
      Number((over.source?.rows as Int32Array).some((row, i) => row === i)))
    const p = (share: number): number =>
      chiSquare(counts(fixedPoints, 2), expected([1 - share, share], count))
    return [{
      claim: 'a fixed point is left where both attempts failed',
      p: p((15 / 24) ** 2),
      wrong: { 'one attempt': p(15 / 24), 'three attempts': p((15 / 24) ** 3) }
    }]
  }
}

const held: Study = {
  title: 'reservoir',
  run: count => {
    const facts = { ...factsOf(1, FRAME), pools: { batch: { size: 1 }, reservoir: { size: 7 } } }
    const mixer = cutmix({ pairing: reservoir() })
    const partners = Array.from({ length: count }, (_, step) =>
      mixer.plan(facts, live(Rng(step)), defaultRegistry.services).layers[1].source?.rows)
    const found = counts(partners.map(rows => (rows as Int32Array)[0]), 7)
    return [{
      claim: 'every held sample is as likely, the newest too',
      p: chiSquare(found, expected([1, 1, 1, 1, 1, 1, 1], count)),
      wrong: { 'not the newest': chiSquare(found, expected([1, 1, 1, 1, 1, 1, 0], count)) }
    }]
  }
}

export const studies: readonly Study[] = [
  permuted('mixup', mixup),
  permuted('cutmix', cutmix),
  permuted('keras-mixup', kerasMixup),
  permuted('keras-cutmix', kerasCutmix),
  fixed('timm', timm(), [3, 2, 1, 0]),
  fixed('torchvision-mixup', torchvisionMixup(), [3, 0, 1, 2]),
  fixed('torchvision-cutmix', torchvisionCutmix(), [3, 0, 1, 2]),
  fixed('a roll back', mixup({ pairing: roll({ by: -1 }) }), [1, 2, 3, 0]),
  deranged,
  kept,
  held
]
