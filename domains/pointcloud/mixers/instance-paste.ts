import * as z from 'zod/mini'
import { defineMixer, nonnegative, option, own, probability, times,
  union } from '../../../core/index.js'
import type { Draws, Step } from '../../../core/index.js'
import { fail } from '../../../core/errors.js'
import type { AnyCloud } from '../cloud.js'
import { idsIn } from '../select/values.js'
import { takePoints } from '../points.js'

/**
 * Mix3D's copies of instances: objects of a pool are put into scenes, each turned and scaled.
 *
 * Law of the authors' code (kumuji/mix3d, `augment_individual_instance`): as many as a share of the
 * instances of the scene; each goes to a place that is drawn, or to a point of an instance that is
 * there; with probability ½ each it is scaled about the origin of the scene, which moves it too,
 * and turned about x, y and z through its mean. Nothing is tested for collisions, nothing taken
 * out. A label of the whole stays that of the scene. Ids go on after the number of those there are.
 *
 * The pool `objects`: a cloud an instance, with its class in the column `segment`.
 */
export const instancePaste = defineMixer({
  name: 'instance-paste',
  domain: 'pointcloud',
  paper: 'arXiv:2110.02210',
  pairing: 'own',
  options: z.object({
    oversampling: nonnegative.default(1).describe('copies for every instance of the scene'),
    around: option(z.enum(['anywhere', 'existing'])).default('anywhere')
      .describe('places that are drawn, or points of instances that are there'),
    change: probability.default(0.5).describe('how often a copy is scaled, and turned'),
    column: option(z.string()).default('instance').describe('the column of instances')
  }),
  pools: ['objects'],
  pictures: ['objects'],

  plan ({ size, pools }, { oversampling, around, change, column }, draw) {
    const scenes = pools.batch.x
    if (!Array.isArray(scenes)) {
      const allowed = 'must be clouds on the host, whose instances are counted'
      throw fail('INPUT', 'instance-paste', 'x', allowed, scenes)
    }
    const copies = times(size, row => row).flatMap(row => {
      const ids = idsIn((scenes as AnyCloud[])[row], column)
      return times(Math.floor(ids.length * oversampling), k => ({
        row, rank: k, id: ids.length + k + 1,
        object: draw.int('object', pools.objects.size),
        place: around === 'existing'
          ? existing((scenes as AnyCloud[])[row], column, ids, draw)
          : [draw.uniform('center', -5, 5), draw.uniform('center', -5, 5),
            draw.uniform('center', -0.5, 2)],
        scale: draw.chance('scaled', change)
          ? times(3, () => draw.uniform('scale', 0.9, 1.1))
          : [1, 1, 1],
        turns: [Math.PI / 24, Math.PI / 24, Math.PI].map(most =>
          draw.chance('turned', change) ? draw.uniform('turn', -most, most) : 0)
      }))
    })
    const most = copies.reduce((depth, { rank }) => Math.max(depth, rank + 1), 0)
    return [own({ weight: 1 }), ...times(most, rank => {
      const here = copies.filter(copy => copy.rank === rank)
      const column3 = (pick: (copy: typeof here[number]) => readonly number[]): Float64Array =>
        Float64Array.from(here.flatMap(pick))
      const view: Step[] = [
        { step: 'center-points', to: 'mean' },
        { step: 'translate-points', by: column3(copy => copy.place) },
        { step: 'scale-points', by: column3(copy => copy.scale) },
        ...(['x', 'y', 'z'] as const).map((axis, k): Step => ({ step: 'rotate-points', axis,
          about: 'mean', angle: Float64Array.from(here, copy => copy.turns[k]) })),
        { step: 'number-points', column, ids: Int32Array.from(here, ({ id }) => id) }
      ]
      return union({ pool: 'objects', rows: Int32Array.from(here, ({ object }) => object) },
        { outputs: Int32Array.from(here, ({ row }) => row), view, weight: 0 })
    })]
  }
})

/** A point of an instance of a scene. */
function existing (
  scene: AnyCloud, column: string, ids: readonly number[], draw: Draws
): readonly number[] {
  const id = ids[draw.int('instance', ids.length)]
  const { data, width } = scene.columns[column]
  const mine = Int32Array.from({ length: data.length / width }, (_, k) => k)
    .filter(k => Number(data[k * width]) === id)
  return [...takePoints(scene, Int32Array.of(mine[draw.int('point', mine.length)])).coordinates]
}
