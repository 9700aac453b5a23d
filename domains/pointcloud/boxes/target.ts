import type { Layer, Plan, Scene, Target } from '../../../core/index.js'
import { fail, show } from '../../../core/errors.js'
import { columnsOf } from '../../../core/plan/columns.js'
import { ruleTable } from '../../../core/plan/rules.js'
import { piecesByOutput } from '../../../core/plan/visible.js'
import { rules } from '../rules.js'
import { selectors } from '../select/index.js'
import { cloudSteps } from '../steps/index.js'

/** The boxes about the objects of one cloud. */
export interface Boxes3 {
  /**
   * `[x, y, z, length, width, height, yaw]`: the centre, the sides, and how far it is turned
   * counter-clockwise about z, in radians.
   */
  readonly boxes: ReadonlyArray<readonly number[]>
  /** The class of every box. */
  readonly classes: readonly number[]
}

/**
 * Boxes in space, a list for every cloud. A box goes where its points go: turned, moved and scaled
 * with them; it is there where its centre is in the region that is shown, or its class among those
 * that are. (The papers say nothing of boxes but for PolarMix' pasted ones: this rule is ours.)
 *
 * @throws TARGET for steps and regions that boxes cannot follow
 */
export const cuboids: Target<readonly Boxes3[]> = {
  encode (value, scene) {
    if (!Array.isArray(value) || value.length !== scene.size) {
      throw fail('TARGET', scene.who, scene.target,
        `must be a list with the boxes of each of the ${scene.size} clouds, got ${show(value)}`)
    }
    return Array.from(value, (each, row) => checked(each, row, scene))
  },

  mix: (plan, values, scene) => mixed(plan, values, scene)
}

function mixed (
  plan: Plan<unknown>, values: Readonly<Record<string, readonly Boxes3[]>>, scene: Scene
): Boxes3[] {
  const table = ruleTable(rules)
  const columns = plan.layers.map(layer => columnsOf(layer, plan.size, table))
  const outputs = piecesByOutput(columns, plan.size).map((places, output) => {
    const shown = places.flatMap(({ layer, piece }) => {
      const { source, weight } = plan.layers[layer]
      if (weight === 0) return []
      const pool = typeof source?.pool === 'string' ? source.pool : 'batch'
      const { boxes, classes } = values[pool][columns[layer].rows[piece]]
      return boxes.flatMap((box, k) => {
        const seen = follow(box, classes[k], plan.layers[layer], piece, scene)
        return seen === undefined ? [] : [{ box: seen, kind: classes[k] }]
      })
    })
    const boxes = shown.map(({ box }) => (plan.after ?? []).reduce<readonly number[]>(
      (now, step) => stepped(now, step, output, scene), box))
    return { boxes, classes: shown.map(({ kind }) => kind) }
  })
  return plan.then === undefined
    ? outputs
    : mixed(plan.then, { ...values, batch: outputs }, scene)
}

/** Where a box of a row goes; nothing where it is not shown. */
function follow (
  box: readonly number[], kind: number, { view = [], where, blend }: Layer<unknown>, piece: number,
  scene: Scene
): readonly number[] | undefined {
  if (where !== undefined && where.kind !== 'points')
    throw refusal(scene, 'cannot follow masks over points')
  const seen = view.reduce<readonly number[]>((now, step) =>
    stepped(now, step, piece, scene), box)
  if (where === undefined) {
    if (blend === undefined || blend === 'union') return seen
    throw refusal(scene, 'cannot follow points that are shown over others')
  }
  const { select, parameters, outside = false } = where
  const holds = selectors[select]?.holds
  if (holds === undefined) throw refusal(scene, `cannot follow the selection ${show(select)}`)
  return holds(seen, kind, parameters, piece) === outside ? undefined : seen
}

function stepped (
  box: readonly number[], { step, ...parameters }: { readonly step: string }, piece: number,
  scene: Scene
): readonly number[] {
  const seen = Object.hasOwn(cloudSteps, step)
    ? cloudSteps[step].onBox?.(box, defaulted(parameters), piece)
    : undefined
  if (seen === undefined) throw refusal(scene, `cannot follow the step ${show(step)}`)
  return seen
}

/** What steps have that turn points, where the plan does not say. */
function defaulted (parameters: object): Readonly<Record<string, unknown>> {
  return { axis: 'z', about: 'origin', ...parameters }
}

function refusal ({ who, target }: Scene, reason: string): Error {
  return fail('TARGET', who, target, reason)
}

function checked (value: unknown, row: number, scene: Scene): Boxes3 {
  const { boxes, classes } = Object(value) as Partial<Boxes3>
  const refuse = (reason: string, got: unknown): never => {
    throw fail('TARGET', scene.who, `${scene.target}[${row}]`, `${reason}, got ${show(got)}`)
  }
  if (!Array.isArray(boxes) || !Array.isArray(classes))
    return refuse('must be { boxes, classes }', value)
  if (classes.length !== boxes.length || !Array.from(classes).every(Number.isInteger))
    return refuse(`must have a class, a whole number, for each box (${boxes.length})`, classes)
  for (const box of boxes as unknown[]) {
    const list = Array.isArray(box) ? box as number[] : []
    const sound = list.length === 7 && list.every(Number.isFinite) && Math.min(...list.slice(3,
      6)) > 0
    if (!sound) {
      return refuse('must hold boxes [x, y, z, length, width, height, yaw] with sides above 0',
        box)
    }
  }
  return { boxes, classes }
}
