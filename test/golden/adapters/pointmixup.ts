import { assignPoints, scripted, targetWeights } from '../../../core/index.js'
import { pointMixup, symmetryAngle, turn } from '../../../domains/pointcloud/index.js'
import type { AnyCloud } from '../../../domains/pointcloud/index.js'
import type { Adapter, Given, GivenArray } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { array, entry, numbers } from '../given.js'
import { cloudFrom, fileColumn, fileCoordinates } from '../points/clouds.js'

/** PointMixup: pairs and mixes of two clouds, what labels become, or clouds turned first. */
export const pointmixup: Adapter = (inputs, params, decisions) => {
  if (entry(inputs, 'labels') !== undefined) return labels(inputs, params, decisions)
  const main = cloudFrom(inputs, 'xyz_main', { feats: 'feats_main' })
  const minor = cloudFrom(inputs, 'xyz_minor', { feats: 'feats_minor' })
  return entry(inputs, 'feats_main') === undefined
    ? aligned(main, minor)
    : paired(main, minor, numbers(decisions, 'rates'), array(inputs, 'feats_main').shape)
}

type Align = 'none' | 'symmetry' | 'reference'

function mixOf (main: AnyCloud, minor: AnyCloud, rate: number, align: Align = 'none'): {
  readonly cloud: AnyCloud
  readonly weights: number[]
  readonly order: Int32Array
} {
  const { plan, mixed } = carryOut({
    mixer: pointMixup({ align }),
    draws: scripted({ pair: [1, 0], beta: [rate, rate] }),
    batch: { x: [main, minor] }
  })
  const step = plan.layers[1].view?.find(each => each.step === 'take-points') as unknown as
    { index: Int32Array }
  return {
    cloud: (mixed.x as unknown as AnyCloud[])[0],
    weights: targetWeights(plan).map(list => list[0]),
    order: step.index.slice(0, main.coordinates.length / 3)
  }
}

function paired (
  main: AnyCloud, minor: AnyCloud, rates: readonly number[], featured: readonly number[]
): ReturnType<Adapter> {
  const shape = [main.coordinates.length / 3, 3]
  const { cost } = assignPoints({ data: main.coordinates, shape },
    { data: minor.coordinates, shape }, { cost: 'distance' })
  return {
    assignment_exact: mixOf(main, minor, 0.5).order,
    cost_exact: cost,
    mean_cost_exact: cost / shape[0],
    mixes: rates.map(mixrate => {
      const { cloud, weights } = mixOf(main, minor, mixrate)
      return { mixrate, coords: fileCoordinates(cloud),
        feats: { ...fileColumn(cloud, 'feats'), shape: featured }, label_weights: weights }
    })
  }
}

function aligned (main: AnyCloud, minor: AnyCloud): ReturnType<Adapter> {
  const [own, other] = [main, minor].map(({ coordinates }) => symmetryAngle(coordinates))
  const turned = mixOf(main, minor, 0.3, 'symmetry')
  const rotated = minor.coordinates.slice()
  turn(rotated, 'y', other.angle - own.angle, [0, 0, 0])
  return {
    rotation_row_vector: rotationOf(other.angle - own.angle),
    xyz_minor_rotated: fileCoordinates({ coordinates: rotated, columns: {} }),
    sym_index_main: own.index, sym_index_minor: other.index,
    chamfer_main: own.distances, chamfer_minor: other.distances,
    assignment_exact_on_rotated: turned.order,
    mix_literal_0p3: fileCoordinates(mixOf(main, minor, 0.3, 'reference').cloud),
    mix_rotated_0p3: fileCoordinates(turned.cloud)
  }
}

function labels (inputs: Given, params: Given, decisions: Given): ReturnType<Adapter> {
  const list = numbers(inputs, 'labels')
  const { plan, mixed } = carryOut({
    mixer: pointMixup({ alpha: numbers(params, 'alpha')[0] }),
    draws: scripted({ pair: numbers(decisions, 'perm'), beta: numbers(decisions, 'beta') }),
    batch: {
      x: list.map(() => ({ coordinates: new Float32Array(3), columns: {} })), label: list
    },
    targets: { label: { classes: numbers(params, 'num_class')[0] } }
  })
  return { mixrates: targetWeights(plan)[1], soft_labels: mixed.label }
}

/** Where the axes go when points are turned about y by an angle: rows are those of x, y and z. */
function rotationOf (angle: number): GivenArray {
  const axes = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1)
  turn(axes, 'y', angle, [0, 0, 0])
  return { shape: [3, 3], data: Array.from(axes) }
}
