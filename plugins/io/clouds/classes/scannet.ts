import type { ClassMap } from './types.js'

const names: Readonly<Record<number, string>> = {
  1: 'wall', 2: 'floor', 3: 'cabinet', 4: 'bed', 5: 'chair', 6: 'sofa', 7: 'table', 8: 'door',
  9: 'window', 10: 'bookshelf', 11: 'picture', 12: 'counter', 13: 'blinds', 14: 'desk',
  15: 'shelves', 16: 'curtain', 17: 'dresser', 18: 'pillow', 19: 'mirror', 20: 'floor mat',
  21: 'clothes', 22: 'ceiling', 23: 'books', 24: 'refrigerator', 25: 'television', 26: 'paper',
  27: 'towel', 28: 'shower curtain', 29: 'box', 30: 'whiteboard', 31: 'person', 32: 'night stand',
  33: 'toilet', 34: 'sink', 35: 'lamp', 36: 'bathtub', 37: 'bag', 38: 'otherstructure',
  39: 'otherfurniture', 40: 'otherprop'
}
const valid = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 24, 28, 33, 34, 36, 39]

/**
 * ScanNet: 40 ids of NYU in files, 20 classes that are trained on.
 *
 * Source: ScanNet, `BenchmarkScripts/util.py` and `scannetv2-labels.combined.tsv`.
 */
export const scanNet: ClassMap = {
  name: 'ScanNet',
  names,
  train: Object.fromEntries(valid.map((id, k) => [id, k])),
  trained: valid.map(id => names[id]),
  ignore: 0,
  things: valid.slice(2).map(id => names[id])
}

const rooms = ['ceiling', 'floor', 'wall', 'beam', 'column', 'window', 'door', 'table', 'chair',
  'sofa', 'bookcase', 'board', 'clutter']

/**
 * S3DIS: 13 classes.
 *
 * Source: Armeni et al., CVPR 2016; Pointcept, `configs/s3dis`.
 */
export const s3dis: ClassMap = {
  name: 'S3DIS',
  names: { ...rooms },
  train: Object.fromEntries(rooms.map((_, k) => [k, k])),
  trained: rooms,
  ignore: -1,
  things: rooms
}

/** ScanNet as Pointcept keeps it: the 20 trained classes by their ids. */
export const scanNetTrained: ClassMap = {
  ...scanNet,
  names: { ...scanNet.trained },
  train: Object.fromEntries(scanNet.trained.map((_, k) => [k, k])),
  ignore: -1
}
