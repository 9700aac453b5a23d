import type { ConfiguredMixer, Plan } from '../../../core/index.js'
import { Rng, defaultRegistry, live, targetWeights } from '../../../core/index.js'
import {
  lasermix, mix3d, mix3dScene, pointCutmix, pointMixup, pointceptScene, pointcloud, polarmix, rsmix,
  sagemix
} from '../../../domains/pointcloud/index.js'
import type { AnyCloud } from '../../../domains/pointcloud/index.js'
import { chanceClaim, evenClaim, exactClaim, uniformClaim } from '../claims.js'
import type { Study } from '../study.js'
import { betaClaim } from './lambdas.js'
import { drawn } from './masks.js'

/** Eight points in a row: the same in every plan. */
const cloud: AnyCloud = {
  coordinates: Float32Array.from({ length: 24 }, (_, k) => k % 3 === 0 ? k / 3 : 0), columns: {}
}
const POINTS = 8

/** Plans of two clouds, one a step. */
function plansOf (mixer: ConfiguredMixer, count: number, signals = {}): Plan[] {
  const rng = Rng(1)
  const x = [cloud, cloud]
  const facts = { ...pointcloud.facts(x, 'laws'), axes: pointcloud.axes,
    pools: { batch: { size: 2, x } }, signals }
  return Array.from({ length: count }, (_, step) =>
    mixer.plan({ ...facts, step }, live(rng.fork('mix', step)), defaultRegistry.services))
}

const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9
const first = (plans: readonly Plan[], name: string): number[] =>
  plans.flatMap(({ draws }) => Object.hasOwn(draws, name) ? [draws[name][0]] : [])
/** The share of the partner in the target of the first output. */
const share = (plan: Plan): number => targetWeights(plan)[1][0]

const mixups: Study = {
  title: 'point-mixup',
  run: count => {
    const plans = plansOf(pointMixup({ alpha: 0.4 }), count)
    const beta = (plan: Plan): number => plan.draws.beta[0]
    return [
      betaClaim('β', first(plans, 'beta'), 0.4),
      exactClaim('a row keeps half at least', plans,
        plan => near(share(plan), 0.5 - Math.abs(beta(plan) - 0.5)),
        { 'β itself': plan => near(share(plan), beta(plan)) })
    ]
  }
}

const cutmixes: Study = {
  title: 'point-cutmix',
  run: count => {
    const plans = plansOf(pointCutmix({ probability: 1 }), count)
    const cut = (plan: Plan): number => plan.draws.lambda[0] * POINTS
    return [
      betaClaim('λ', first(plans, 'lambda'), 1),
      evenClaim('the first of the points', first(plans, 'points'), POINTS),
      evenClaim('the point they are about',
        first(plansOf(pointCutmix({ probability: 1, points: 'nearest' }), count), 'query'), POINTS),
      chanceClaim('half of the batches', first(plansOf(pointCutmix(), count), 'mix'), 0.5),
      exactClaim('the target is the exact share, one point at least', plans,
        plan => near(share(plan), Math.max(1, Math.floor(cut(plan))) / POINTS),
        { 'λ itself': plan => near(share(plan), plan.draws.lambda[0]),
          'none too': plan => near(share(plan), Math.floor(cut(plan)) / POINTS) })
    ]
  }
}

const rsmixes: Study = {
  title: 'rsmix',
  run: count => {
    const plans = plansOf(rsmix({ probability: 1, points: 'nearest', samples: 5 }), count)
    const asked = (plan: Plan): number => Math.ceil(plan.draws.radius[0] * 5)
    // Of two points as far, both are taken: as many as are within the farthest that is asked for
    const within = (plan: Plan, more: number): number => {
      const query = plan.draws.query[0]
      const far = Array.from({ length: POINTS }, (_, k) => Math.abs(k - query))
        .sort((a, b) => a - b)
      const limit = far[Math.min(asked(plan) + more, POINTS - 1)]
      return Math.min(5, far.filter(each => each <= limit).length) / POINTS
    }
    return [
      betaClaim('r', first(plans, 'radius'), 1),
      evenClaim('the centre', first(plans, 'query'), POINTS),
      evenClaim('that of the partner', first(plans, 'partnerQuery'), POINTS),
      exactClaim('one point more than meant', plans, plan => near(share(plan), within(plan, 0)),
        { 'as many as meant': plan => near(share(plan), within(plan, -1)) })
    ]
  }
}

const sagemixes: Study = {
  title: 'sagemix',
  run: count => {
    const even = [1, 1, 1, 1, 1, 1, 1, 1]
    const plans = plansOf(sagemix({ theta: 0.5 }), count, { saliency: [even, even] })
    return [
      betaClaim('α', first(plans, 'alpha'), 0.5),
      evenClaim('the point, where all say as much', first(plans, 'anchor'), POINTS),
      exactClaim('that of the partner is another place', plans,
        ({ draws }) => draws.partnerAnchor[0] !== draws.anchor[0],
        { 'the same': ({ draws }) => draws.partnerAnchor[0] === draws.anchor[0] })
    ]
  }
}

const polar: Study = {
  title: 'polarmix',
  run: count => {
    const plans = plansOf(polarmix(), count)
    const omegas = (turn: number): number[] => plans.map(({ draws }) => draws.omega[turn])
    const third = 2 * Math.PI / 3
    return [
      chanceClaim('half of the sectors are swapped', drawn(plans, 'swap'), 0.5),
      uniformClaim('α', first(plans, 'alpha'), -Math.PI, 0),
      uniformClaim('the first turn', omegas(0), 0, third),
      uniformClaim('the second', omegas(1), third, 2 * third)
    ]
  }
}

const laser: Study = {
  title: 'lasermix',
  run: count => [
    evenClaim('which number of bands', drawn(plansOf(lasermix(), count), 'areas'), 4)
  ]
}

const scenes: Study = {
  title: 'mix3d',
  run: count => {
    const plans = plansOf(mix3dScene(), count)
    const flipped = plansOf(mix3dScene({ flipQuarters: 0.3 }), count)
    return [
      chanceClaim('as often as it is asked', first(plansOf(mix3d({ probability: 0.8 }), count),
        'mix'), 0.8),
      uniformClaim('shifts go over the bounds', first(plans, 'shift'), -3.5, 3.5),
      chanceClaim('half are mirrored', drawn(plans, 'flip'), 0.5),
      chanceClaim('quarters as often as it is asked', drawn(flipped, 'flipQuarters'), 0.3),
      uniformClaim('scales', drawn(plans, 'scale').slice(0, count), 0.9, 1.1),
      uniformClaim('turns about z', first(plans, 'turnZ'), -Math.PI, Math.PI),
      uniformClaim('tilts', first(plans, 'turnX'), -Math.PI / 24, Math.PI / 24)
    ]
  }
}

const pointcept: Study = {
  title: 'pointcept-scene',
  run: count => {
    const plans = plansOf(pointceptScene(), count)
    const turns = plansOf(pointceptScene({ angles: [1, 2, 3] }), count)
    return [
      chanceClaim('a fifth lose points', told(plans, 'dropped'), 0.2),
      chanceClaim('half are turned', told(plans, 'zTurned'), 0.5),
      uniformClaim('turns about z', told(plans, 'z'), -Math.PI, Math.PI),
      uniformClaim('tilts', told(plans, 'x'), -Math.PI / 64, Math.PI / 64),
      evenClaim('angles that are listed', told(turns, 'angle'), 3),
      uniformClaim('scales', told(plans, 'scale'), 0.9, 1.1),
      chanceClaim('half are mirrored', told(plans, 'flip'), 0.5),
      chanceClaim('half are distorted', drawn(plansOf(pointceptScene({ distort: 0.5 }), count),
        'distorted'), 0.5),
      chanceClaim('a fifth are stretched', told(plans, 'stretched'), 0.2),
      uniformClaim('by any share', told(plans, 'blend'), 0, 1),
      uniformClaim('tints', told(plans, 'tint'), -1, 1),
      exactClaim('one scale for all axes', plans, plan => scalesOf(plan).every(([x, y, z]) =>
        x === y && y === z), { 'one an axis': plan => scalesOf(plan).every(([x, y]) => x !== y) })
    ]
  }
}

/** The numbers of a draw in the plans that have it. */
function told (plans: readonly Plan[], name: string): number[] {
  return plans.flatMap(({ draws }) => Object.hasOwn(draws, name) ? draws[name] : [])
}

/** The scales of both clouds, along every axis. */
function scalesOf ({ layers }: Plan): number[][] {
  const { by } = layers[0].view?.find(({ step }) => step === 'scale-points') as
    unknown as { by: Float64Array }
  return [[...by.subarray(0, 3)], [...by.subarray(3, 6)]]
}

/** The laws of the mixers of clouds. */
export const studies: readonly Study[] =
  [mixups, cutmixes, rsmixes, sagemixes, polar, laser, scenes, pointcept]
