import { elasticDistortion, noiseGrid,
  smoothNoise } from '../../../domains/pointcloud/index.js'
import type { Adapter } from '../adapter.js'
import { array, numbers } from '../given.js'
import { reals } from '../points/clouds.js'

/** Elastic distortion by the noise of the case. */
export const elasticDistortionAdapter: Adapter = (inputs, params) => {
  const [granularity, magnitude] = ['granularity', 'magnitude'].map(n => numbers(params, n)[0])
  const given = array(inputs, 'points')
  const noise = array(inputs, 'noise')
  const points = reals(given)
  const grid = noiseGrid(points, granularity)
  const smooth = smoothNoise(noise.data, grid.shape)
  let next = 0
  const moved = elasticDistortion(points, { granularity, magnitude }, () => noise.data[next++])
  return {
    smoothed_noise: { shape: [...grid.shape, 3], data: Array.from(smooth) },
    points: { shape: given.shape, data: Array.from(moved) }
  }
}
