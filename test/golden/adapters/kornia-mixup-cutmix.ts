import type { Plan, Script } from '../../../core/index.js'
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
  const list = entry<number[][]>(decisions, 'boxes_x_y_w_h') ?? []
  const frame = x.shape.slice(1, 3)
  const script = cuts ? scriptOf(list, frame) : { share: numbers(decisions, 'lamPartner') }
  const mix = createMixer(cuts ? korniaCutmix() : korniaMixup())
  const planned = mix.plan({ x }, { draws: scripted({ ...script, pair }) })
  const plan = parse(stringify(cuts ? withBoxes(planned, list, frame) : planned))
  const mixed = mix.apply({ x }, plan)
  const weights = targetWeights(plan)[entry(params, 'useCorrectLambda') === true ? 0 : 1]
  const labels = own.map((label, i) => [label, own[partnersIn(plan)[i]], weights[i]])
  const outputs: Outputs = {
    images: mixed.x, labels_yA_yB_lam: labels, lamCorrect: [...ownWeights(plan)]
  }
  return outputs
}

type Frame = readonly number[]
type Draws = Readonly<Record<'beta' | 'placeY' | 'placeX', number>>

/** The draws of all boxes; any of those that Kornia's law gives none of. */
function scriptOf (list: ReadonlyArray<readonly number[]>, frame: Frame): Script {
  const none = { beta: 0.5, placeY: 0.5, placeX: 0.5 }
  const draws = list.map(box => drawsOf(box, frame) ?? none)
  return Object.fromEntries((['beta', 'placeY', 'placeX'] as const).map(name =>
    [name, draws.map(each => each[name])]))
}

/** The draws that give a box by Kornia's law; nothing where none do. */
function drawsOf ([x, y, width, height]: readonly number[], frame: Frame): Draws | undefined {
  const sides = [height, width]
  const low = Math.max(...sides.map((side, axis) => side / frame[axis]))
  const high = Math.min(...sides.map((side, axis) => (side + 1) / frame[axis]))
  // The last row and column are never covered
  const rooms = sides.map((side, axis) => Math.max(0, frame[axis] - side - 1))
  if (low >= high || [y, x].some((start, axis) => start >= Math.max(1, rooms[axis])))
    return undefined
  const share = Math.min(1, (low + high) / 2)
  const [placeY, placeX] = [y, x].map((start, axis) => (start + 0.5) / Math.max(1, rooms[axis]))
  return { beta: 1 - share ** 2, placeY, placeX }
}

/** The plan with the boxes of the case that Kornia's law gives none of. */
function withBoxes (plan: Plan, list: ReadonlyArray<readonly number[]>, frame: Frame): Plan {
  if (list.every(box => drawsOf(box, frame) !== undefined)) return plan
  const own = boxesIn(plan)
  const where = boxes(list.map((box, i) => {
    const [x, y, width, height] = box
    const [top, bottom, left, right] = drawsOf(box, frame) === undefined
      ? [y, y + height, x, x + width] : own[i]
    return { height: [top, bottom], width: [left, right] }
  }))
  return { ...plan, layers: [ownLayer(), over(plan.layers[1].source!, { where })] }
}
