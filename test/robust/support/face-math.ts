import type { Cases } from './face.js'
import { half } from './face-plan.js'

/** Assignment and statistics. */

const points = (): unknown => ({ data: Float64Array.of(0, 1, 2, 3, 5, 4), shape: [3, 2] })
const wanted = 'must be numbers, or { data, shape: [n] or [n, d] }'

const network = (): object => ({
  source: [3, 0], sink: [0, 2], from: Int32Array.of(0), to: Int32Array.of(1), forward: [1]
})
const labelling = (): object => ({
  labels: 2, costs: Float64Array.of(0, 1, 1, 0), from: Int32Array.of(0), to: Int32Array.of(1),
  weights: Float64Array.of(0.5)
})

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
  minimumCut: {
    args: () => [network()],
    wrong: [
      [() => [{ ...network(), source: [1, -1] }], 'INPUT',
        'minimumCut: "source" must be at least 0, got -1'],
      [() => [{ ...network(), sink: [1] }], 'INPUT',
        'minimumCut: "sink" must be 2 numbers, got [1]'],
      [() => [{ ...network(), to: Int32Array.of(2) }], 'INPUT',
        'minimumCut: "to" must name nodes below 2, got 2'],
      [() => [{ ...network(), forward: [NaN] }], 'INPUT',
        'minimumCut: "forward" must be at least 0, got NaN']
    ]
  },
  cutOrderedLabels: {
    args: () => [labelling()],
    wrong: [
      [() => [{ ...labelling(), labels: 0 }], 'INPUT',
        'cutOrderedLabels: "labels" must be a whole number of at least 1, got 0'],
      [() => [{ ...labelling(), weights: Float64Array.of(-1) }], 'INPUT',
        'cutOrderedLabels: "weights" must be finite and at least 0, got -1']
    ]
  },
  swapLabels: {
    args: () => [{ ...labelling(), distances: Float64Array.of(0, 1, 1, 0) }],
    wrong: [
      [() => [{ ...labelling(), distances: Float64Array.of(0, 1, 2, 0) }], 'INPUT',
        'swapLabels: "distances" must be symmetric, finite, at least 0, and 0 between a label ' +
        'and itself, got 1'],
      [() => [{ ...labelling(), distances: new Float64Array(4), start: Int32Array.of(0, 2) }],
        'INPUT', 'swapLabels: "start" must be 2 labels below 2, got 2']
    ]
  },
  gridPairs: {
    args: () => [2, 3],
    wrong: [[() => [2, 0.5], 'INPUT',
      'gridPairs: "columns" must be a whole number from 1 to 65536, got 0.5']]
  },
  sinkhorn: {
    args: () => [{ data: [0, 1, 1, 0], shape: [2, 2] }, { epsilon: 0.5 }],
    wrong: [
      [() => [{ data: [0, 1], shape: [2, 2] }], 'INPUT',
        'sinkhorn: "costs" must be { data, shape: [rows, columns] }, got shape [2, 2]'],
      [() => [{ data: [0, 1, 1, 0], shape: [2, 2] }, { epsilon: 0 }], 'OPTION',
        'sinkhorn: "epsilon" must be greater than 0, got 0']
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
  decoupledMixup: {
    args: () => [half(), { eta: 0.2, form: 'openmixup' }],
    wrong: [
      [() => [half(), { eta: [1] }], 'OPTION',
        'decoupledMixup: "eta" must be a number, or 2 of them, one a part of the plan, got [1]'],
      [() => [half(), { form: 'mine' }], 'OPTION',
        'decoupledMixup: "form" must be "paper" or "openmixup", got "mine"']
    ]
  },
  sampleWeights: {
    args: () => [half()],
    wrong: [[() => [{}], 'PLAN', 'plan: it must be a plan, got an object with no keys']]
  }
}
