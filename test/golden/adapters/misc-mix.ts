import * as tf from '@tensorflow/tfjs-core'
import type { Layer } from '../../../core/index.js'
import { roll, scripted } from '../../../core/index.js'
import {
  alignDistribution, filterGains, fixMatchMask, mixMatchBatch, rootMeanSquares, sharpen, snrMix,
  teacherDecay, warmUp
} from '../../../domains/audio/index.js'
import type { Adapter } from '../adapter.js'
import { carryOut } from '../carry-out.js'
import { entry, numbers } from '../given.js'

/** Mixes at an SNR, gains of FilterAugment, and what semi-supervised methods compute. */
export const miscMix: Adapter = (inputs, params, decisions) => {
  const kind = String(params.kind)
  if (Object.hasOwn(kinds, kind)) return kinds[kind](inputs, params, decisions)
  throw new Error(`has no adapter for "${kind}"`)
}

const rows = (given: Readonly<Record<string, unknown>>, name: string): number[][] =>
  entry<number[][]>(given, name)!

const kinds: Readonly<Record<string, Adapter>> = {
  snr_mix: (inputs, _params, decisions) => {
    const [a, b] = ['a', 'b'].map(name => Float32Array.from(numbers(inputs, name)))
    const [snr] = numbers(decisions, 'snr_db')
    const x = { data: Float32Array.of(...a, ...b), shape: [2, a.length] }
    const { plan, mixed } = carryOut({
      mixer: snrMix({ pairing: roll(), snr: [snr, snr + 1] }),
      draws: scripted({ mix: [1, 1], snr: [snr, snr] }),
      batch: { x },
      signals: { rms: rootMeanSquares }
    })
    return {
      gain_b: ((plan.layers as Layer[])[1].coefficient as Float64Array)[0],
      mixed: (mixed.x as typeof x).data.subarray(0, a.length)
    }
  },

  filter_augment: (_inputs, params, decisions) => ({
    filter_gain: filterGains(numbers(decisions, 'boundaries'), numbers(decisions, 'band_db'),
      entry<'linear' | 'step'>(params, 'type')!)
  }),

  'ssl.sharpen': (inputs, params) => ({ out: sharpen(rows(inputs, 'p'), entry(params, 'T')) }),

  'ssl.distribution_alignment': inputs => ({
    out: alignDistribution(rows(inputs, 'p'), numbers(inputs, 'mean_labelled'),
      numbers(inputs, 'mean_unlabelled'))
  }),

  'ssl.mixmatch': (inputs, _params, decisions) => {
    const of = (x: string, label: string) => ({
      x: hostOf(rows(inputs, x)), label: rows(inputs, label)
    })
    const { labelled, guessed } = mixMatchBatch(of('xs', 'ys'), of('xu', 'yu'), {}, scripted({
      order: numbers(decisions, 'perm'), lambda: numbers(decisions, 'lambda_drawn')
    }))
    return {
      xs_mix: tf.tensor(labelled.x.data, [...labelled.x.shape]),
      ys_mix: labelled.label.map(row => [...row]),
      xu_mix: tf.tensor(guessed.x.data, [...guessed.x.shape]),
      yu_mix: guessed.label.map(row => [...row])
    }
  },

  'ssl.fixmatch': (inputs, params) => {
    const { mask, label } = fixMatchMask(rows(inputs, 'p'), entry(params, 'threshold'))
    return { mask, label }
  },

  'ssl.ema': inputs => ({ alpha: teacherDecay(numbers(inputs, 'step')[0]) }),
  'ssl.warmup_linear': inputs => ({ coef: warm(inputs, 'linear') }),
  'ssl.warmup_exp': inputs => ({ coef: warm(inputs, 'exponential') })
}

function hostOf (list: readonly number[][]): { data: Float32Array, shape: number[] } {
  return { data: Float32Array.from(list.flat()), shape: [list.length, list[0].length] }
}

function warm (inputs: Readonly<Record<string, unknown>>, kind: 'linear' | 'exponential'): number {
  return warmUp(numbers(inputs, 'step')[0], numbers(inputs, 'len')[0], kind)
}
