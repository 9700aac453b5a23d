import * as tf from '@tensorflow/tfjs-core'
import type { ConfiguredMixer, Plan } from '../../../core/index.js'
import {
  boxes, createMixer, over, own as ownLayer, parse, scripted, stringify, targetWeights
} from '../../../core/index.js'
import { korniaCutmix, korniaMixup } from '../../../domains/image/index.js'
import type { Adapter, Outputs } from '../adapter.js'
import { entry, numbers, pictures } from '../given.js'
import { boxesIn, ownWeights, partnersIn } from '../read-plan.js'

/**
 * Kornia's mixup and CutMix. Its labels are own, partner, and a weight: the partner's, or with
 * `useCorrectLambda` that of the own label.
 */
export const korniaMixupCutmix: Adapter = (inputs, params, decisions) => {
  const { x } = pictures(inputs)
  const own = numbers(inputs, 'labels')
  const pair = numbers(decisions, 'perm')
  const cuts = entry<string>(params, 'kind') === 'RandomCutMixV2'
  const mixer = cuts ? korniaCutmix() : korniaMixup()
  const list = entry<number[][]>(decisions, 'boxes_x_y_w_h') ?? []
  const script = cuts
    ? drawsOf(list, x.shape.slice(1, 3), mixer)
    : { share: numbers(decisions, 'lamPartner') }
  const mix = createMixer(mixer)
  const planned = mix.plan({ x }, { draws: scripted({ ...script, pair }) })
  const plan = parse(stringify(cuts ? withBoxes(planned, list) : planned))
  const mixed = mix.apply({ x }, plan)
  const weights = targetWeights(plan)[entry(params, 'useCorrectLambda') === true ? 0 : 1]
  const labels = own.map((label, i) => [label, own[partnersIn(plan)[i]], weights[i]])
  const outputs: Outputs = {
    images: mixed.x, labels_yA_yB_lam: labels, lamCorrect: [...ownWeights(plan)]
  }
  return outputs
}

/** The plan, of the boxes of the case where these are none that its law gives. */
function withBoxes (plan: Plan, list: readonly number[][]): Plan {
  const wanted = list.map(([x, y, width, height]) => [y, y + height, x, x + width])
  if (String(boxesIn(plan)) === String(wanted)) return plan
  const where = boxes(wanted.map(([top, bottom, left, right]) =>
    ({ height: [top, bottom], width: [left, right] })))
  return { ...plan, layers: [ownLayer(), over(plan.layers[1].source!, { where })] }
}

/** How finely draws are tried. */
const STEPS = 400

/** The draws that make the mixer paste the boxes of a case: found by trying, if there are any. */
function drawsOf (
  list: readonly number[][], frame: readonly number[], mixer: ConfiguredMixer
): Readonly<Record<string, number[]>> {
  const boxesBy = (beta: number[], placeY: number[], placeX: number[]): number[][] => {
    const x = tf.zeros([list.length, frame[0], frame[1], 1])
    const draws = scripted({ beta, placeY, placeX, pair: list.map((_, i) => i) })
    return boxesIn(createMixer(mixer).plan({ x }, { draws }))
  }
  const steps = Array.from({ length: STEPS }, (_, k) => (k + 0.5) / STEPS)
  const all = (value: number): number[] => list.map(() => value)
  const side = (box: number[], axis: number): number => box[2 * axis + 1] - box[2 * axis]
  const wanted = list.map(([x, y, width, height]) => [y, y + height, x, x + width])
  const first = (agrees: (value: number) => boolean): number => steps.find(agrees) ?? 0.5
  const beta = wanted.map((box, i) => first(value => {
    const found = boxesBy(all(value), all(0), all(0))[i]
    return [0, 1].every(axis => side(found, axis) === side(box, axis))
  }))
  const place = (axis: number): number[] => wanted.map((box, i) => first(value =>
    boxesBy(beta, all(value), all(value))[i][2 * axis] === box[2 * axis]))
  return { beta, placeY: place(0), placeX: place(1) }
}
