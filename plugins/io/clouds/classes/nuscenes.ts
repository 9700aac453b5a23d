import type { ClassMap } from './types.js'

/**
 * nuScenes lidarseg: 32 ids in files, 16 classes that are trained on.
 *
 * Source: nuscenes-devkit, lidarseg, "challenge classes".
 */
export const nuScenes: ClassMap = {
  name: 'nuScenes',
  names: {
    0: 'noise', 1: 'animal', 2: 'human.pedestrian.adult', 3: 'human.pedestrian.child',
    4: 'human.pedestrian.construction_worker', 5: 'human.pedestrian.personal_mobility',
    6: 'human.pedestrian.police_officer', 7: 'human.pedestrian.stroller',
    8: 'human.pedestrian.wheelchair', 9: 'movable_object.barrier', 10: 'movable_object.debris',
    11: 'movable_object.pushable_pullable', 12: 'movable_object.trafficcone',
    13: 'static_object.bicycle_rack', 14: 'vehicle.bicycle', 15: 'vehicle.bus.bendy',
    16: 'vehicle.bus.rigid', 17: 'vehicle.car', 18: 'vehicle.construction',
    19: 'vehicle.emergency.ambulance', 20: 'vehicle.emergency.police', 21: 'vehicle.motorcycle',
    22: 'vehicle.trailer', 23: 'vehicle.truck', 24: 'flat.driveable_surface', 25: 'flat.other',
    26: 'flat.sidewalk', 27: 'flat.terrain', 28: 'static.manmade', 29: 'static.other',
    30: 'static.vegetation', 31: 'vehicle.ego'
  },
  train: {
    2: 6, 3: 6, 4: 6, 6: 6, 9: 0, 12: 7, 14: 1, 15: 2, 16: 2, 17: 3, 18: 4, 21: 5, 22: 8, 23: 9,
    24: 10, 25: 11, 26: 12, 27: 13, 28: 14, 30: 15
  },
  trained: ['barrier', 'bicycle', 'bus', 'car', 'construction_vehicle', 'motorcycle', 'pedestrian',
    'traffic_cone', 'trailer', 'truck', 'driveable_surface', 'other_flat', 'sidewalk', 'terrain',
    'manmade', 'vegetation'],
  ignore: 0,
  things: ['barrier', 'bicycle', 'bus', 'car', 'construction_vehicle', 'motorcycle', 'pedestrian',
    'traffic_cone', 'trailer', 'truck']
}
