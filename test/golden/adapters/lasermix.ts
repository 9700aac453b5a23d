import { scripted } from '../../../core/index.js'
import { lasermix as mixer } from '../../../domains/pointcloud/index.js'
import type { AnyCloud } from '../../../domains/pointcloud/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { array, numbers } from '../given.js'
import { fileColumn, scan, tableOf } from '../points/clouds.js'

/** LaserMix, both ways of sharing the bands of two scans. */
export const lasermix: Adapter = (inputs, params) => {
  const [low, high] = numbers(params, 'pitch_angles_deg')
  const { mixed } = carryOut({
    mixer: mixer({ pitch: [low, high], areas: numbers(params, 'num_areas'), sides: 'both' }),
    draws: scripted({ pair: [1, 0], mix: [1, 1], areas: [0, 0] }),
    batch: { x: ['1', '2'].map(which =>
      scan(array(inputs, `p${which}`), array(inputs, `l${which}`))) }
  })
  const [first, , second] = mixed.x as unknown as AnyCloud[]
  return { mix1: tableOf(first), labels1: fileColumn(first, 'segment'), mix2: tableOf(second),
    labels2: fileColumn(second, 'segment') }
}
