import { family } from '../../../core/compose/family.js'
import { fail } from '../../../core/errors.js'
import type { ConfiguredMixer, Layer, Plan } from '../../../core/index.js'
import { boxes } from '../../../core/index.js'
import '../steps/part.js'

/**
 * YOCO, you only cut once: images are cut in two, and each half is augmented by itself.
 *
 * Han et al., ICML 2022, arXiv:2201.12078. Law of the authors' code (JunlinHan/YOCO@cc8962d): one
 * coin a batch cuts all images at half their width or half their height, rounded down; the same
 * augmentation draws anew for each half. Targets are the augmentation's affair: `mirror` keeps
 * labels; `mixup` has a λ for each half, and labels follow what both leave visible.
 *
 * Departures: mixup draws partners for each half too, where the authors' code has the same ones,
 * unless its pairing has no chance (`flip()`); a single line of pixels is cut along itself.
 *
 * @param augmentation - what is done to halves: a mixer that shows images everywhere, through steps
 *   or in part. One that paints regions is no augmentation of a half.
 * @throws OPTION for what is no configured mixer, or one of another domain; PLAN, as it plans, for
 *   one that paints regions
 */
export function yoco<Live = never> (augmentation: ConfiguredMixer<Live>): ConfiguredMixer<Live> {
  const about = family('yoco', [augmentation])
  if (about.domain !== 'image' && about.domain !== 'any')
    throw fail('OPTION', 'yoco', 'augmentation', 'must be a mixer of images', about.domain)
  const { name, options: chosen } = augmentation
  const options = { augmentation: { name, options: chosen } }
  return {
    ...about,
    domain: 'image',
    options,
    plan (facts, draw, services) {
      const { axes, frame, size } = facts
      const wide = draw.chance('wide', 0.5)
      const axis = Number(frame[0] === 1 || (wide && frame[1] > 1))
      const cut = Math.trunc(frame[axis] / 2)
      const layers = [[0, cut], [cut, frame[axis]]].flatMap(([from, to], half) => {
        if (from === to) return []
        const start = frame.map((_, a) => a === axis ? from : 0)
        const end = frame.map((length, a) => a === axis ? to : length)
        const sides = end.map((edge, a) => edge - start[a])
        const shape = [...sides, ...facts.shape.slice(2)]
        const alone = { ...facts, shape, frame: sides }
        const plan = augmentation.plan(alone, draw.fork(half), services)
        const share = (to - from) / frame[axis]
        return checked(plan, size).layers.map(layer => inHalf(layer, { start, end, share }))
      })
      const draws = draw.record()
      return { mixer: 'yoco', version: 1, options, draws, size, axes, frame, layers }
    },
    refine: plan => plan
  }
}

interface Half {
  readonly start: readonly number[]
  readonly end: readonly number[]
  /** Of the whole image. */
  readonly share: number
}

/** A layer of a half, painted where the half is. */
function inHalf<Live> (layer: Layer<Live>, { start, end, share }: Half): Layer<Live> {
  const box = { height: [start[0], end[0]], width: [start[1], end[1]] } as const
  const { view = [], weight } = layer
  const part = { height: [0, end[0] - start[0]], width: [0, end[1] - start[1]] } as const
  return {
    ...layer,
    ...view.length > 0 && { view: [{ step: 'part', start, end }, ...view] },
    where: view.length > 0 ? boxes([box], [part]) : boxes([box]),
    ...typeof weight === 'number' && { weight: weight * share },
    ...weight instanceof Float64Array && { weight: weight.map(each => each * share) }
  }
}

function checked<Live> (plan: Plan<Live>, size: number): Plan<Live> {
  const { mixer, layers, after, then, synthetic, targets } = plan
  const ways = [after, then, synthetic, targets].some(way => way !== undefined)
  if (!ways && plan.size === size && layers.every(({ where }) => where === undefined)) return plan
  throw fail('PLAN', 'layers', 'must show images everywhere to augment halves of them', mixer)
}
