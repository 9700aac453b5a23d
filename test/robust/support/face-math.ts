import type { Cases } from './face.js'
import { half } from './face-plan.js'

/** Assignment and statistics. */

const points = (): unknown => ({ data: Float64Array.of(0, 1, 2, 3, 5, 4), shape: [3, 2] })
const wanted = 'must be numbers, or { data, shape: [n] or [n, d] }'

export const mathCases: Cases = {
  assign: {
    args: () => [[1, 2, 3, 4]],
    wrong: [
      [() => [[1, 2, 3]], 'INPUT',
        'assign: "matrix" must hold n × n numbers, n of at least 1, got [1, 2, 3]'],
      [() => [[1, NaN, 3, 4]], 'INPUT',
        'assign: "matrix" must hold finite numbers only, got NaN'],
      [() => [[1, Infinity, 3, 4]], 'INPUT',
        'assign: "matrix" must hold finite numbers only, got Infinity']
    ]
  },
  assignPoints: {
    args: () => [points(), points(), { cost: 'distance' }],
    wrong: [
      [() => [points(), { data: [1, 2], shape: [1, 2] }], 'INPUT',
        'assignPoints: "b" must have shape [3, 2], got shape [1, 2]'],
      [() => [[1], points()], 'INPUT',
        'assignPoints: "a" must be { data, shape: [n, d] }, got [1]'],
      [() => [{ data: [NaN], shape: [1] }, { data: [1], shape: [1] }], 'INPUT',
        'assignPoints: "a" must hold finite numbers only, got NaN'],
      [() => [points(), points(), { block: 0 }], 'OPTION',
        'assignPoints: "block" must be a whole number of at least 1, got 0']
    ]
  },
  suggestBandwidth: {
    args: () => [points(), { rule: 'cross-validation' }],
    wrong: [
      [() => [[]], 'INPUT', `suggestBandwidth: "points" ${wanted}, got []`],
      [() => [[1, NaN]], 'INPUT',
        'suggestBandwidth: "points" must hold finite numbers only, got NaN']
    ]
  },
  kernelDensity: {
    args: () => [points(), { bandwidth: 1 }],
    wrong: [
      [() => [points(), { bandwidth: 0 }], 'OPTION',
        'kernelDensity: "bandwidth" must be greater than 0, got 0'],
      [() => [{ data: [1, 2], shape: [3] }], 'INPUT',
        `kernelDensity: "points" ${wanted}, got shape [3]`]
    ]
  },
  kMeans: {
    args: () => [points(), { clusters: 2 }],
    wrong: [[() => [points(), { clusters: 0 }], 'OPTION',
      'kMeans: "clusters" must be a whole number of at least 1, got 0']]
  },
  covariance: {
    args: () => [points()],
    wrong: [[() => [null], 'INPUT', `covariance: "points" ${wanted}, got null`]]
  },
  principalComponents: {
    args: () => [points(), { components: 1 }],
    wrong: [[() => [points(), { components: 3 }], 'OPTION',
      'principalComponents: "components" must be at most 2, got 3']]
  },
  whitening: {
    args: () => [points(), { kind: 'pca' }],
    wrong: [[() => [points(), { epsilon: -1 }], 'OPTION',
      'whitening: "epsilon" must be at least 0, got -1']]
  },
  sampleWeights: {
    args: () => [half()],
    wrong: [[() => [{}], 'PLAN', 'plan: it must be a plan, got an object with no keys']]
  }
}
