import * as z from 'zod/mini'
import { defineMixer, option, own, positive, probability,
  union } from '../../../core/index.js'
import type { Layer } from '../../../core/index.js'
import { classIds, semanticKittiNames } from '../class-names.js'

const THIRD = 2 * Math.PI / 3

/**
 * PolarMix: a sector of a scan becomes that of the partner, and objects of the partner are put in,
 * where they are and turned about the sensor twice.
 *
 * Xiao et al., NeurIPS 2022, arXiv:2208.00223. Law of the authors' code (xiaoaoran/polarmix,
 * `core/datasets/utils.py`) and of mmdetection3d: half a turn from a yaw of α ~ U(-π, 0), with
 * probability ½; then all points of some classes, class by class, as they are and turned by ω ~
 * U(0, 2π/3) and U(2π/3, 4π/3). Yaw is -atan2(y, x); a point on the border of the sector stays. The
 * authors' code draws ω once for a whole run, by a slip: here it is drawn for every scan, or given.
 *
 * Points are those of the row outside the sector, those of the partner inside, then the objects.
 * Columns go with their points. Boxes are swapped by their centres, and turned with their objects
 * (the swap of boxes is ours).
 */
export const polarmix = defineMixer({
  name: 'polarmix',
  domain: 'pointcloud',
  paper: 'arXiv:2208.00223',
  options: z.object({
    instances: option(z.array(z.union([z.string(), z.int()]))).default([0, 1, 2, 3, 4, 5, 6, 7])
      .describe('classes whose points are put in, by id or by name'),
    names: option(z.record(z.string(), z.union([z.int(), z.array(z.int())])))
      .default(semanticKittiNames as Record<string, number | number[]>)
      .describe('ids of names; those of label files of SemanticKITTI by default'),
    column: option(z.string()).default('segment').describe('the column of classes'),
    swap: probability.default(0.5).describe('how often a sector is swapped'),
    paste: probability.default(1).describe('how often objects are put in'),
    width: positive.default(Math.PI).describe('the angle of the sector, in radians'),
    omega: option(z.array(z.number())).optional()
      .describe('angles by which objects are turned, instead of two that are drawn')
  }),

  plan ({ size, pair }, options, draw) {
    const { instances, names, column, swap, paste, width, omega } = options
    const ids = classIds(instances, names, 'polarmix', 'instances')
    const partner = pair()
    const from = new Float64Array(size)
    const to = new Float64Array(size)
    const pasted: number[] = []
    const angles: number[][] = omega === undefined ? [[], []] : omega.map(() => [])
    for (let row = 0; row < size; row++) {
      if (draw.chance('swap', swap)) {
        from[row] = draw.uniform('alpha', -Math.PI, 0)
        to[row] = from[row] + width
      }
      if (!draw.chance('paste', paste)) continue
      pasted.push(row)
      angles.forEach((list, turn) => {
        list.push(omega?.[turn] ?? draw.uniform('omega', turn * THIRD, (turn + 1) * THIRD))
      })
    }
    // No swap is an empty sector
    const sector = { kind: 'points', select: 'sector', parameters: { from, to } } as const
    const outputs = Int32Array.from(pasted)
    const source = { pool: partner.pool, rows: outputs.map(row => partner.rows[row]) }
    const where = { kind: 'points', select: 'values', parameters: { column, values: ids } } as const
    const copies = angles.map((list): Layer => union(source,
      { outputs, where, view: [{ step: 'rotate-points', angle: Float64Array.from(list) }] }))
    return [
      own({ where: { ...sector, outside: true } }),
      union(partner, { where: sector }),
      ...pasted.length === 0 ? [] : [union(source, { outputs, where }), ...copies]
    ]
  }
})
