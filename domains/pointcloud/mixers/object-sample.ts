import * as z from 'zod/mini'
import { count, defineMixer, option, probability, times, union } from '../../../core/index.js'
import type { Draws, Layer, Step } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import { direction } from '../angles.js'
import { insideBox, overlapFromAbove } from '../boxes/geometry.js'
import type { Boxes3 } from '../boxes/target.js'
import type { AnyCloud } from '../cloud.js'
import { boundsOf, countOf } from '../points.js'

/** Objects that may be put into scenes: a box and a class for every cloud of the pool `objects`. */
export type SampleObjects = Boxes3

/**
 * Ground-truth sampling: objects of other scenes are put where they were, unless they would stand
 * in another; what the scene has in their boxes is taken out.
 *
 * Yan et al., SECOND, Sensors 2018. Law of mmdetection3d (`ObjectSample`): of every class
 * as many as are missing to a number, times a rate; boxes are tested from above, against those that
 * are there and those accepted before, in the order of the draws. Points of objects come
 * first, then what is left of the scene.
 *
 * The pool `objects`: a cloud an object, where it was. Signals: `boxes`, those of every scene, and
 * `objects`, `{ boxes, classes }` of the pool. `turn` turns objects about the sensor first, so that
 * their range stays (instance CutMix of scans); `ground` then puts them on the ground there is.
 */
export const objectSample = defineMixer({
  name: 'object-sample',
  domain: 'pointcloud',
  paper: 'doi:10.3390/s18103337',
  pairing: 'own',
  options: z.object({
    most: option(z.record(z.string(), count))
      .default({ 0: 15, 1: 15, 2: 15 })
      .describe('objects of every class that a scene shall have, by the id of the class'),
    rate: probability.default(1).describe('the share of those that are missing that is drawn'),
    turn: option(z.number().check(z.gte(0))).default(0)
      .describe('objects are turned about the sensor by up to this, in radians'),
    clear: option(z.boolean()).default(true).describe('takes out what the scene has in the boxes'),
    leastPoints: option(z.int().check(z.gte(0))).default(0)
      .describe('objects with fewer points are passed over'),
    ground: option(z.array(z.int())).default([])
      .describe('classes of the ground, on which objects are put; none: as high as they were')
  }),
  pools: ['objects'],
  signals: ['boxes', 'objects'],

  plan ({ size, pools, signals }, { most, rate, turn, clear, leastPoints, ground }, draw) {
    const scenes: readonly Boxes3[] = signals.boxes as Boxes3[]
    const objects = signals.objects as SampleObjects
    if (!Array.isArray(scenes) || scenes.length !== size)
      throw fail('SIGNAL', 'object-sample', 'boxes', `must have the boxes of ${size} scenes`)
    if (objects?.boxes?.length !== pools.objects.size)
      throw fail('SIGNAL', 'object-sample', 'objects', `must have ${pools.objects.size} boxes`)
    const many = leastPoints > 0
      ? hostClouds(pools.objects.x, 'objects').map(cloud => countOf(cloud))
      : undefined
    const offered = { ...objects, fits: (object: number) =>
      many === undefined || many[object] >= leastPoints }
    const accepted = times(size, row =>
      chosen(scenes[row] as Boxes3, offered, most, rate, turn, draw))
    if (ground.length > 0) {
      const clouds = hostClouds(pools.batch.x, 'batch')
      const made = hostClouds(pools.objects.x, 'objects')
      accepted.forEach((list, row) => {
        accepted[row] = list.map(each => grounded(each, clouds[row], made[each.object], ground))
      })
    }
    const depth = Math.max(...accepted.map(({ length }) => length))
    const layers = times(depth, (rank): Layer => {
      const here = accepted.flatMap((list, output) => rank < list.length
        ? [{ output, ...list[rank] }]
        : [])
      const view: Step[] = [
        ...turn > 0 ? [{ step: 'rotate-points',
          angle: Float64Array.from(here, ({ angle }) => angle) } as const] : [],
        ...ground.length > 0 ? [{ step: 'translate-points',
          by: Float64Array.from(here.flatMap(({ lift }) => [0, 0, lift])) } as const] : []
      ]
      return union({ pool: 'objects', rows: Int32Array.from(here, ({ object }) => object) }, {
        outputs: Int32Array.from(here, ({ output }) => output), ...view.length > 0 && { view }
      })
    })
    const boxes = Float64Array.from(accepted.flatMap(list => list.flatMap(({ box }) => [...box])))
    let end = 0
    const ends = Int32Array.from(accepted, list => end += list.length)
    const rest: Layer = union({ pool: 'batch', rows: Int32Array.from(accepted.keys()) },
      clear && end > 0
        ? { where: { kind: 'points', select: 'cuboids', parameters: { boxes, ends },
          outside: true } }
        : {})
    return [...layers, rest]
  }
})

interface Accepted {
  readonly object: number
  readonly angle: number
  readonly box: readonly number[]
  /** How far it goes up, to stand on the ground. */
  readonly lift: number
}

interface Offered extends SampleObjects {
  fits (object: number): boolean
}

/** The objects that a scene gets. */
function chosen (
  scene: Boxes3, objects: Offered, most: Readonly<Record<string, number>>, rate: number,
  turn: number, draw: Draws
): Accepted[] {
  const there: Array<readonly number[]> = [...scene.boxes]
  return Object.entries(most).flatMap(([name, wanted]) => {
    const id = Number(name)
    const mine = Array.from(objects.classes.keys())
      .filter(k => objects.classes[k] === id && objects.fits(k))
    const missing = wanted - scene.classes.filter(kind => kind === id).length
    const count = Math.min(mine.length, Math.max(0, Math.round(rate * missing)))
    if (count === 0) return []
    const order = draw.permutation('object', mine.length).slice(0, count)
    return Array.from(order, place => mine[place]).flatMap((object): Accepted[] => {
      const angle = turn > 0 ? draw.uniform('turn', -turn, turn) : 0
      const box = turned(objects.boxes[object], angle)
      if (there.some(other => overlapFromAbove(other, box))) return []
      there.push(box)
      return [{ object, angle, box, lift: 0 }]
    })
  })
}

function turned ([x, y, ...rest]: readonly number[], angle: number): readonly number[] {
  const [cos, sin] = direction(angle)
  return [cos * x - sin * y, sin * x + cos * y, ...rest.slice(0, 4), rest[4] + angle]
}

/** An object whose lowest point is as high as the middle one of the ground in its footprint. */
function grounded (
  accepted: Accepted, scene: AnyCloud, { coordinates }: AnyCloud, ground: readonly number[]
): Accepted {
  const { box } = accepted
  const isWithin = insideBox([...box.slice(0, 2), 0, box[3], box[4], 0, box[6]])
  const heights = Array.from(pointsOf(scene, ground)).filter(point =>
    isWithin(scene.coordinates[3 * point], scene.coordinates[3 * point + 1], 0))
    .map(point => scene.coordinates[3 * point + 2]).sort((a, b) => a - b)
  const { low } = boundsOf(coordinates)
  if (heights.length === 0 || coordinates.length === 0) return accepted
  const lift = heights[heights.length >> 1] - low[2]
  return { ...accepted, lift, box: [box[0], box[1], box[2] + lift, ...box.slice(3)] }
}

/** The points of some classes. */
function pointsOf ({ columns, coordinates }: AnyCloud, ids: readonly number[]): number[] {
  if (!Object.hasOwn(columns, 'segment')) return []
  const { data } = columns.segment
  return Array.from({ length: coordinates.length / 3 }, (_, k) => k)
    .filter(k => ids.includes(Number(data[k])))
}

function hostClouds (x: unknown, pool: string): readonly AnyCloud[] {
  if (Array.isArray(x)) return x as readonly AnyCloud[]
  const allowed = `must be clouds on the host in the pool "${pool}" for their points to be known`
  throw fail('INPUT', 'object-sample', 'x', allowed, x)
}
