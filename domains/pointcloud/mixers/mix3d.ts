import * as z from 'zod/mini'
import { count, defineMixer, option, positive, probability, times } from '../../../core/index.js'
import type { Facts, Layer, Step } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import type { AnyCloud } from '../cloud.js'
import { idsIn } from '../select/values.js'

/**
 * Mix3D: two scenes, or more, become one, all points of both.
 *
 * Nekrasov et al., 3DV 2021, arXiv:2110.02210. Law of the authors' code (kumuji/mix3d,
 * `VoxelizeCollateMerge`): scenes that follow one another in the batch, which the loader has
 * shuffled, are joined; the last group may have fewer. Nothing is moved (scenes were centred and
 * shifted before, see `mix3dScene`), nothing taken away. One coin for the batch; Pointcept's says
 * 0.8.
 *
 * - `crops`: scenes are cut into four quarters before (`small`), or these again (`very-small`);
 *   `instances` makes every instance a scene.
 * - `place`: `nearby` puts the second of two next to the first along x; `far` up to 2 km away.
 * - `noise`: of every two scenes come two outputs, in each the classes of one are ignored; always.
 * - `ids`: instances go on after those of the scenes before. The authors' code keeps them, so that
 *   they meet; `pointcept` does as Pointcept, in which the last of one and the first of the next
 *   meet.
 *
 * Departures, off by default: partners by a pairing instead of the order, a coin for every group,
 * centring, one point a voxel of what was mixed, a cap on the points, classes of one scene alone
 * (`labelsOf`), for scenes without labels among the others.
 */
export const mix3d = defineMixer({
  name: 'mix3d',
  domain: 'pointcloud',
  paper: 'arXiv:2110.02210',
  options: z.object({
    scenes: count.default(2).describe('scenes that become one'),
    probability: probability.default(1).describe('how often a batch, or a group, is mixed'),
    per: option(z.enum(['batch', 'group'])).default('batch')
      .describe('one coin a batch (the code) or one a group'),
    groups: option(z.enum(['consecutive', 'partial', 'paired'])).default('consecutive')
      .describe('scenes that follow one another (partial: all but the last fifth or so, as ' +
        'KPConv), or every scene with those the pairing chose'),
    crops: option(z.enum(['none', 'small', 'very-small'])).default('none')
      .describe('cuts scenes into 4 or 16 before they are mixed'),
    instances: option(z.boolean()).default(false)
      .describe('makes every instance a scene of its own'),
    place: option(z.enum(['origin', 'nearby', 'far'])).default('origin')
      .describe('where the second scene goes'),
    noise: option(z.boolean()).default(false)
      .describe('two outputs of every two scenes, with the classes of one ignored'),
    labelsOf: option(z.enum(['both', 'first', 'alternate'])).default('both')
      .describe('whose classes count: of all scenes of an output, of its first, or of the first ' +
        'of one, the second of the next; those of the others are ignored'),
    ignore: option(z.int()).default(255).describe('the class that is ignored'),
    ids: option(z.enum(['unique', 'keep', 'pointcept'])).default('unique')
      .describe('instances of different scenes get different ids, or stay as they are'),
    center: option(z.enum(['none', 'mean', 'middle'])).default('none')
      .describe('moves the middle of every scene to the origin'),
    voxel: positive.optional()
      .describe('the side of voxels in which one point of an output is left, the first'),
    labels: option(z.enum(['first', 'conflict', 'majority'])).default('first')
      .describe('the class of a voxel: of its first point, of all or none, of the most'),
    most: count.optional().describe('points of an output, at most; a random choice of them')
  }),

  plan (facts, options, draw) {
    const { size, pair } = facts
    const { scenes, probability: often, per, groups, crops, instances, place, noise, labelsOf, ids,
      center, voxel, labels, most, ignore } = options
    if (noise && labelsOf !== 'both')
      throw fail('OPTION', 'mix3d', 'labelsOf', 'must not be asked for with noise', labelsOf)
    const batch = noise || per === 'group' || draw.chance('mix', often)
    const all = batch ? piecesOf(facts, crops, instances) : times(size, row => ({ row, of: [] }))
    const grouped: Scene[][] = groups === 'paired'
      ? pairedGroups(all, scenes, () => pair().rows)
      : inTurn(all, noise ? 2 : batch ? scenes : 1, groups === 'partial' ? rest(all.length) : 0)
    const mixed = grouped.flatMap(group =>
      per === 'batch' || noise || draw.chance('mix', often) ? [group] : alone(group, groups))
    const outputs = noise ? mixed.flatMap(noisy) : heard(mixed, labelsOf)
    const isFar = place === 'far' && batch
    const far = (group: readonly Scene[]): number[] => isFar && group.length === 2
      ? times(3, () => 200 * draw.uniform('far', -10, 10))
      : [0, 0, 0]
    const shifts = outputs.map(far)
    const layers = times(Math.max(...outputs.map(({ length }) => length)), (rank): Layer => {
      const here = outputs.flatMap((group, output) => rank < group.length
        ? [{ output, scene: group[rank] }]
        : [])
      return layerOf(here, center, ignore,
        rank === 1 && place === 'far' ? here.flatMap(({ output }) => shifts[output]) : undefined)
    })
    const after: Step[] = [
      ...place === 'nearby' ? [{ step: 'place-nearby' } as const] : [],
      ...ids === 'keep' ? [] : [{ step: 'unique-ids', column: 'instance', law: ids } as const],
      ...voxel === undefined ? [] : [
        { step: 'voxel-points', size: voxel, labels, ignore } as const],
      ...most === undefined ? [] : [
        { step: 'cap-points', to: most, seed: draw.seed('kept') } as const]
    ]
    return { size: outputs.length, layers, after }
  }
})

/** A scene, or what is cut out of one: a quarter, a quarter of it, an instance. */
interface Scene {
  readonly row: number
  /** Quarters, one within the other. */
  readonly of: readonly number[]
  readonly instance?: number
  /** Its classes are ignored. */
  readonly silent?: boolean
}

function piecesOf (facts: Facts, crops: string, instances: boolean): Scene[] {
  const depth = ['none', 'small', 'very-small'].indexOf(crops)
  const quarters = times(depth, () => 4).reduce<number[][]>((lists, many) =>
    lists.flatMap(list => times(many, quarter => [...list, quarter])), [[]])
  return times(facts.size, row => row).flatMap(row => {
    const cuts = quarters.map((of): Scene => ({ row, of }))
    if (!instances) return cuts
    if (depth > 0) {
      throw fail('OPTION', 'mix3d', 'instances', 'must not be asked for with crops', crops)
    }
    const { x } = facts.pools.batch
    if (!Array.isArray(x)) {
      const remedy = 'clouds must be on the host for their instances to be known'
      throw fail('SIGNAL', 'mix3d', 'coordinates', remedy)
    }
    const found = idsIn((x as AnyCloud[])[row], 'instance')
    return found.length === 0 ? cuts : found.map(instance => ({ row, of: [], instance }))
  })
}

/** @param rest - how many at the end stay alone */
function inTurn (all: readonly Scene[], scenes: number, rest: number): Scene[][] {
  const mixed = all.slice(0, all.length - rest)
  return [
    ...times(Math.ceil(mixed.length / scenes), group =>
      mixed.slice(group * scenes, (group + 1) * scenes)),
    ...all.slice(all.length - rest).map(scene => [scene])
  ]
}

/** How many scenes KPConv's patch for SemanticKITTI leaves alone, so that the others make pairs. */
function rest (scenes: number): number {
  const alone = Math.max(0, Math.floor((scenes - 2) / 4))
  return alone + (scenes - alone) % 2
}

/** Every scene with as many partners as it takes, each by a pairing of its own. */
function pairedGroups (
  all: readonly Scene[], scenes: number, partners: () => Int32Array
): Scene[][] {
  const chosen = times(scenes - 1, partners)
  return all.map(scene => [scene, ...chosen.map(rows => ({ ...scene, row: rows[scene.row] }))])
}

function alone (group: readonly Scene[], groups: string): Scene[][] {
  return groups === 'paired' ? [[group[0]]] : group.map(scene => [scene])
}

/** Both ways of ignoring one of two; a lone scene stays as it is. */
function noisy (group: readonly Scene[]): Scene[][] {
  if (group.length < 2) return [[...group]]
  const [a, b] = group
  return [[a, { ...b, silent: true }], [{ ...a, silent: true }, b]]
}

/** Groups of which one scene alone keeps its classes. */
function heard (groups: readonly Scene[][], labelsOf: string): Scene[][] {
  return labelsOf === 'both' ? [...groups] : groups.map((group, output) => {
    const kept = labelsOf === 'first' ? 0 : output % group.length
    return group.map((scene, rank) => ({ ...scene, silent: rank !== kept }))
  })
}

function layerOf (
  here: ReadonlyArray<{ readonly output: number, readonly scene: Scene }>, center: string,
  ignore: number, far: number[] | undefined
): Layer {
  const scenes = here.map(({ scene }) => scene)
  const depth = Math.max(...scenes.map(({ of }) => of.length))
  const silent = scenes.some(each => each.silent === true)
  const view: Step[] = [
    ...times(depth, (level): Step => ({ step: 'quarter', ignore,
      quarter: Int32Array.from(scenes, ({ of }) => of[level]) })),
    ...center === 'none' ? [] : [{ step: 'center-points', to: center as 'mean' } as const],
    ...far === undefined ? [] : [
      { step: 'translate-points', by: Float64Array.from(far) } as const],
    ...silent ? [{ step: 'fill-column', column: 'segment', value: ignore,
      only: Uint8Array.from(scenes, each => Number(each.silent === true)) } as const] : []
  ]
  const instances = scenes.some(({ instance }) => instance !== undefined)
  return {
    source: { pool: 'batch', rows: Int32Array.from(scenes, ({ row }) => row) },
    outputs: Int32Array.from(here, ({ output }) => output),
    blend: 'union',
    ...view.length > 0 && { view },
    ...instances && { where: { kind: 'points', select: 'values', parameters: {
      column: 'instance', values: Int32Array.from(scenes, ({ instance }) => instance ?? -1) } } }
  }
}
