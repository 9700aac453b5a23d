import type { Plan, Script } from '../../../core/index.js'
import { createMixer, parse, scripted, stringify } from '../../../core/index.js'
import { mix3dScene } from '../../../domains/pointcloud/index.js'
import type { AnyCloud } from '../../../domains/pointcloud/index.js'
import type { Adapter } from '../adapter.js'
import { array, entry, numbers } from '../given.js'
import { columnOf, fileColumn, fileCoordinates, reals } from '../points/clouds.js'

/** What Mix3D does to a scene, stage by stage; or to colours alone. */
export const mix3dAugment: Adapter = (inputs, _params, decisions) => {
  const colours = entry(inputs, 'colors') !== undefined
  const noise = (name: string): { replay: Float64Array } =>
    ({ replay: Float64Array.from(numbers(decisions, name)) })
  const flips = entry<boolean[]>(decisions, 'flips') ?? []
  const [turnZ, turnY, turnX] = numbers(decisions, 'angles_zyx')
  const cloud: AnyCloud = colours
    ? { coordinates: new Float64Array(array(inputs, 'colors').shape[0] * 3),
      columns: { color: columnOf(array(inputs, 'colors')) } }
    : { coordinates: reals(array(inputs, 'points')),
      columns: { normal: columnOf(array(inputs, 'normals')) } }
  const mix = createMixer(mix3dScene({ color: colours }))
  const draws: Script = colours
    ? {
      shifted: 0, flip: [0, 0], distort: 0, fineNoise: 0, coarseNoise: 0, scale: [1, 1, 1],
      turnZ: 0, turnY: 0, turnX: 0, contrast: numbers(decisions, 'alpha'),
      brightness: numbers(decisions, 'beta'), color: numbers(decisions, 'rgb_shift')
    }
    : {
      shifted: 1, shift: numbers(decisions, 'shift_uniform'), flip: flips.map(Number), distort: 1,
      fineNoise: noise('elastic_noise_g0p2'), coarseNoise: noise('elastic_noise_g0p8'),
      scale: numbers(decisions, 'scale_xyz'), turnZ, turnY, turnX
    }
  const plan = parse(stringify(mix.plan({ x: [cloud] }, { draws: scripted(draws) })))
  const after = (steps: number): AnyCloud => stage(mix, plan, cloud, steps)
  if (colours) {
    const [contrast, shift, normalized] = [10, 11, 12].map(k => fileColumn(after(k), 'color'))
    return { brightness_contrast: contrast, rgb_shift: shift, normalized }
  }
  const [centered, shifted, flipped, elastic, scaled, rotated] =
    [1, 2, 3, 5, 6, 9].map(k => fileCoordinates(after(k)))
  return { centered, shifted, flipped, elastic, scaled, rotated,
    normals_rotated: fileColumn(after(9), 'normal') }
}

/** The cloud after the first steps of the plan. */
function stage (
  mix: ReturnType<typeof createMixer>, plan: Plan, cloud: AnyCloud, steps: number
): AnyCloud {
  const [layer] = plan.layers
  const part = { ...plan, layers: [{ ...layer, view: layer.view?.slice(0, steps) ?? [] }] }
  return (mix.apply({ x: [cloud] }, part).x)[0]
}
