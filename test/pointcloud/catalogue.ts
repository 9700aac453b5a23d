import type { ConfiguredMixer, MixOptions } from '../../core/index.js'
import { flip, roll } from '../../core/index.js'
import {
  boxCutmix, fmix3d, instancePaste, lasermix, mix3d, mix3dScene, objectSample, pointCutmix,
  pointMixup, pointceptScene, polarmix, rsmix, sagemix
} from '../../domains/pointcloud/index.js'
import type { AnyCloud } from '../../domains/pointcloud/index.js'
import { boxesOf, cloudsOf } from './clouds.js'

/** A mixer of clouds with what it is tried with. */
export interface CloudEntry {
  readonly name: string
  readonly mixers: readonly ConfiguredMixer[]
  /** The names of all its draws, of all option sets together. */
  readonly draws: readonly string[]
  /** Points stay what they are, so that columns tell where they are from. */
  readonly keeps: 'points' | 'count'
  readonly options?: MixOptions
  /** What it does to a batch of one, in a word. */
  readonly alone: 'same' | 'changed'
}

const saliency = (batch: Readonly<Record<string, unknown>>): number[][] =>
  (batch.x as AnyCloud[]).map(({ coordinates }) =>
    Array.from({ length: coordinates.length / 3 }, (_, k) => 1 + k % 3))
const boxes = (batch: Readonly<Record<string, unknown>>): unknown =>
  (batch.x as AnyCloud[]).map((_, k) => boxesOf(k))
const objects = cloudsOf([9, 0, 17, 30, 1, 12], 7)

export const entries: readonly CloudEntry[] = [
  {
    name: 'mix3d', keeps: 'points', alone: 'same', draws: ['mix', 'pair', 'far', 'kept'],
    mixers: [
      mix3d(), mix3d({ scenes: 3, probability: 0.5, per: 'group', center: 'mean' }),
      mix3d({ groups: 'paired', ids: 'keep' }),
      mix3d({ groups: 'partial', place: 'nearby', most: 40 }), mix3d({ place: 'far' }),
      mix3d({ noise: true, ignore: 99 }), mix3d({ crops: 'small', ids: 'pointcept' }),
      mix3d({ crops: 'very-small', center: 'middle' }), mix3d({ instances: true }),
      mix3d({ voxel: 0.7, labels: 'majority' }), mix3d({ scenes: 3, labelsOf: 'alternate' })
    ]
  },
  {
    name: 'mix3d-scene', keeps: 'points', alone: 'changed',
    draws: ['shifted', 'shift', 'flip', 'distort', 'fineNoise', 'coarseNoise', 'scale', 'turnZ',
      'turnY', 'turnX', 'contrast', 'brightness', 'color', 'flipQuarters', 'cuts', 'resampled'],
    mixers: [mix3dScene(), mix3dScene({ color: false, shift: 0.5, distort: 0 }), mix3dScene({
      flipQuarters: 0.5, cuts: 20, largestCut: 1, resample: 0.2, noise: 0.1, ignore: 7
    })]
  },
  {
    name: 'pointcept-scene', keeps: 'points', alone: 'changed',
    draws: ['dropped', 'kept', 'zTurned', 'z', 'xTurned', 'x', 'yTurned', 'y', 'scale', 'flip',
      'jitter', 'distorted', 'fineNoise', 'coarseNoise', 'stretched', 'blend', 'tinted', 'tint',
      'colorJittered', 'colorNoise', 'voxel', 'crop', 'order', 'angle', 'shift', 'hue',
      'saturation', 'colorDropped', 'colorless'],
    mixers: [pointceptScene(), pointceptScene({
      angles: [Math.PI / 2, Math.PI], shift: 0.2, hue: 0.5, saturation: 0.2, dropColor: 0.5,
      take: 'pointcept', voxel: 0.5, most: 20, drop: 1, contrast: 1
    }), pointceptScene({ voxel: false, jitter: 0 })]
  },
  {
    name: 'polarmix', keeps: 'points', alone: 'changed',
    draws: ['pair', 'swap', 'alpha', 'paste', 'omega'],
    mixers: [
      polarmix(), polarmix({ instances: [2, 5], swap: 1, pairing: roll() }),
      polarmix({ instances: ['a', 3], names: { a: [1, 4] }, omega: [1], width: 4, paste: 0.5 })
    ]
  },
  {
    name: 'lasermix', keeps: 'points', alone: 'changed', draws: ['pair', 'mix', 'areas'],
    mixers: [lasermix(), lasermix({ sides: 'both', areas: [2, 7], pitch: [-40, 40] }),
      lasermix({ probability: 0.5, pairing: flip() })]
  },
  {
    name: 'box-cutmix', keeps: 'points', alone: 'changed', draws: ['pair', 'lambda', 'center'],
    mixers: [boxCutmix(), boxCutmix({ alpha: 0.3, pairing: roll() })]
  },
  {
    name: 'fmix3d', keeps: 'points', alone: 'changed',
    draws: ['pair', 'lambda', 'roundUp', 'noise'],
    mixers: [fmix3d({ side: 6 }), fmix3d({ side: 5, decay: 2, variant: 'reference' })]
  },
  {
    name: 'instance-paste', keeps: 'points', alone: 'changed',
    draws: ['object', 'center', 'scaled', 'scale', 'turned', 'turn', 'instance', 'point'],
    mixers: [instancePaste(), instancePaste({ around: 'existing', oversampling: 0.5, change: 1 })],
    options: { pools: { objects: { x: objects } } }
  },
  {
    name: 'object-sample', keeps: 'points', alone: 'changed', draws: ['object', 'turn'],
    mixers: [objectSample(), objectSample({ most: { 0: 3, 2: 4 }, turn: 3, clear: false,
      leastPoints: 9, ground: [0, 1, 2, 3] })],
    options: {
      pools: { objects: { x: objects } },
      signals: { boxes, objects: () => boxesOf(50, objects.length) }
    }
  },
  {
    name: 'point-mixup', keeps: 'count', alone: 'same', draws: ['pair', 'beta', 'subset',
      'duplicate'],
    mixers: [pointMixup(), pointMixup({ align: 'symmetry', alpha: 1, pairing: roll() }),
      pointMixup({ align: 'reference', unequal: 'rectangular' })]
  },
  {
    name: 'point-cutmix', keeps: 'count', alone: 'same',
    draws: ['mix', 'lambda', 'pair', 'points', 'query', 'subset', 'duplicate'],
    mixers: [pointCutmix({ probability: 1 }), pointCutmix({ points: 'nearest', probability: 0.7 })]
  },
  {
    name: 'rsmix', keeps: 'count', alone: 'changed',
    draws: ['mix', 'radius', 'pair', 'query', 'partnerQuery', 'subset', 'duplicate'],
    mixers: [rsmix({ probability: 1, samples: 12 }), rsmix({ points: 'nearest', samples: 9 })]
  },
  {
    name: 'sagemix', keeps: 'count', alone: 'same',
    draws: ['pair', 'anchor', 'partnerAnchor', 'alpha', 'subset', 'duplicate'],
    mixers: [sagemix(), sagemix({ sigma: 2, theta: 1 })],
    options: { signals: { saliency } }
  }
]
