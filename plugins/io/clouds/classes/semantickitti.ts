import type { ClassMap } from './types.js'

/**
 * SemanticKITTI: 34 ids in files, 19 classes that are trained on; moving things count as what they
 * are.
 *
 * Source: semantic-kitti-api, `config/semantic-kitti.yaml`.
 */
export const semanticKitti: ClassMap = {
  name: 'SemanticKITTI',
  names: {
    0: 'unlabeled', 1: 'outlier', 10: 'car', 11: 'bicycle', 13: 'bus', 15: 'motorcycle',
    16: 'on-rails', 18: 'truck', 20: 'other-vehicle', 30: 'person', 31: 'bicyclist',
    32: 'motorcyclist', 40: 'road', 44: 'parking', 48: 'sidewalk', 49: 'other-ground',
    50: 'building', 51: 'fence', 52: 'other-structure', 60: 'lane-marking', 70: 'vegetation',
    71: 'trunk', 72: 'terrain', 80: 'pole', 81: 'traffic-sign', 99: 'other-object',
    252: 'moving-car', 253: 'moving-bicyclist', 254: 'moving-person', 255: 'moving-motorcyclist',
    256: 'moving-on-rails', 257: 'moving-bus', 258: 'moving-truck', 259: 'moving-other-vehicle'
  },
  train: {
    10: 0, 11: 1, 13: 4, 15: 2, 16: 4, 18: 3, 20: 4, 30: 5, 31: 6, 32: 7, 40: 8, 44: 9, 48: 10,
    49: 11, 50: 12, 51: 13, 60: 8, 70: 14, 71: 15, 72: 16, 80: 17, 81: 18, 252: 0, 253: 6, 254: 5,
    255: 7, 256: 4, 257: 4, 258: 3, 259: 4
  },
  trained: ['car', 'bicycle', 'motorcycle', 'truck', 'other-vehicle', 'person', 'bicyclist',
    'motorcyclist', 'road', 'parking', 'sidewalk', 'other-ground', 'building', 'fence',
    'vegetation', 'trunk', 'terrain', 'pole', 'traffic-sign'],
  ignore: 0,
  things: ['car', 'bicycle', 'motorcycle', 'truck', 'other-vehicle', 'person', 'bicyclist',
    'motorcyclist']
}
