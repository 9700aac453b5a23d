import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod'
import * as mini from 'zod/mini'
import type { Mixer } from '../../../core/index.js'
import { Rng, flip, mixer, mixup, token } from '../../../core/index.js'
import { cutmix, imageDomain, mixup as imageMixup } from '../../../domains/image/index.js'
import type { Cases } from './face.js'
import { half } from './face-plan.js'

/** Mixers, compositions, registries and chance. */

const options = z.object({ alpha: z.number() })
const fade = { name: 'fade', domain: 'any', paper: 'none', options, plan: () => [] }
@mixer({ name: 'fade', domain: 'any', paper: 'none', options })
class Fade implements Mixer<{ alpha: number }> {
  plan (): [] { return [] }
}
const CLOCK = token<() => number>('clock')
const configured = 'must be a configured mixer such as cutmix()'

export const runCases: Cases = {
  gather: {
    args: () => [half(), { dataset: { x: tf.zeros([3, 2]) } }, { x: tf.zeros([2, 2]) }],
    wrong: [
      [() => [half(), { dataset: 5 }, { x: tf.zeros([2, 2]) }], 'INPUT',
        'gather: "dataset" must be a batch with "x", or a reader, got 5'],
      [() => [half(), {}, null], 'INPUT',
        'gather: "batch" must be a batch with "x", or a reader, got null']
    ]
  },
  regMixupLoss: {
    args: () => [() => tf.zeros([2]), { weight: 1 }],
    wrong: [
      [() => [5], 'OPTION', 'regMixupLoss: "loss" must be a function, got 5'],
      [() => [() => tf.zeros([2]), { weight: -1 }], 'OPTION',
        'regMixupLoss: "weight" must be at least 0, got -1']
    ]
  },
  asynchronous: {
    args: () => [() => Promise.resolve(1)],
    wrong: [[() => [5], 'OPTION',
      'asynchronous: "provider" must be a function of the batch, got 5']]
  },
  rowStep: {
    args: () => ['step', { parameters: z.object({}), onRow: () => new Uint8Array(1) }],
    names: [0],
    wrong: [[() => ['step', {}], 'OPTION', 'rowStep: "onRow" must be a function, got undefined']]
  },
  rowBlend: {
    args: () => ['blend', { parameters: z.object({}), onRow: () => new Uint8Array(1) }],
    names: [0],
    wrong: [[() => ['blend', {}], 'OPTION', 'rowBlend: "onRow" must be a function, got undefined']]
  },
  Rng: {
    args: () => [7],
    wrong: [[() => [0.5], 'OPTION',
      'rng: "seed" must be a whole number of at most 53 bits, got 0.5']]
  },
  live: {
    args: () => [Rng(7)],
    wrong: [[() => [7], 'OPTION', 'live: "rng" must be made by Rng(), got 7']]
  },
  scripted: {
    args: () => [{ lambda: 0.5 }, { draws: {} }],
    wrong: [
      [() => [null], 'OPTION', 'scripted: "draws" must be an object of values by name, got null'],
      [() => [{ lambda: 'half' }], 'SCRIPT',
        'scripted draw "lambda" must be a value or a list of values, got "half"']
    ]
  },
  streamed: {
    args: () => [{ uniform: [0.5] }],
    wrong: [[() => [{ uniform: null }], 'SCRIPT',
      'scripted draw "uniform" must be a value or a list of values, got null']]
  },
  replay: {
    args: () => [half()],
    wrong: [[() => ['plan'], 'OPTION',
      'replay: "plan" must be a plan, or { draws, then }, got "plan"']]
  },
  defineMixer: {
    args: () => [fade],
    wrong: [
      [() => [{ ...fade, name: '' }], 'OPTION',
        'defineMixer: "name" must be text, and not empty, got ""'],
      [() => [{ ...fade, options: {} }], 'OPTION',
        'defineMixer "fade": "options" must be a z.object(), got an object with no keys'],
      [() => [{ ...fade, plan: 1 }], 'OPTION',
        'defineMixer "fade": "plan" must be a function, got 1']
    ]
  },
  definePairing: {
    args: () => [{ name: 'next', options, pair: () => [] }],
    wrong: [[() => [{ name: 'next', options }], 'OPTION',
      'definePairing "next": "pair" must be a function, got undefined']]
  },
  inDomain: {
    args: () => ['image', mixup],
    wrong: [
      [() => [5, mixup], 'OPTION', 'inDomain: "domain" must be the name of a domain, got 5'],
      [() => ['image', mixup()], 'OPTION', 'inDomain: "factory" must be a mixer such as mixup, ' +
        'without its call, got an object with name, domain, options, pools, signals, plan']
    ]
  },
  option: {
    args: () => [mini.number()],
    wrong: [[() => [options], 'OPTION',
      'option: "schema" must be a schema of zod/mini, got a ZodObject']]
  },
  parseOptions: {
    args: () => ['test', options, { alpha: 1 }, []],
    names: [0, 3],
    wrong: [[() => ['test', options, { alpha: '1' }], 'OPTION',
      'test: "alpha" must be a finite number, got "1"']]
  },
  oneOf: {
    args: () => [[[cutmix(), 1], imageMixup()]],
    wrong: [
      [() => [[]], 'OPTION', 'one-of: "mixers" must be a list of at least one mixer, got []'],
      [() => [[cutmix]], 'OPTION', `one-of: "mixers[0]" ${configured}, got a function`],
      [() => [[[cutmix(), -1]]], 'OPTION',
        'one-of: "weights" must be finite and at least 0, one of them above 0, got [-1]']
    ]
  },
  sequence: {
    args: () => [[cutmix(), mixup()]],
    wrong: [[() => [[cutmix(), null]], 'OPTION', `sequence: "mixers[1]" ${configured}, got null`]]
  },
  sometimes: {
    args: () => [0.5, cutmix()],
    wrong: [
      [() => [1.5, cutmix()], 'OPTION', 'sometimes: "probability" must be at most 1, got 1.5'],
      [() => [0.5, cutmix], 'OPTION', `sometimes: "mixer" ${configured}, got a function`]
    ]
  },
  targetsBy: {
    args: () => ['anchor', cutmix()],
    wrong: [
      [() => ['loudest', cutmix()], 'OPTION',
        'targetsBy: "rule" must be "anchor" or "dominant" or "union", got "loudest"'],
      [() => ['anchor', cutmix], 'OPTION', `targetsBy: "mixer" ${configured}, got a function`]
    ]
  },
  until: {
    args: () => [5, cutmix()],
    wrong: [
      [() => [0, cutmix()], 'OPTION', 'until: "step" must be a whole number of at least 1, got 0'],
      [() => [5, null], 'OPTION', `until: "mixer" ${configured}, got null`]
    ]
  },
  scheduled: {
    args: () => [mixup, () => ({ alpha: 1 })],
    wrong: [
      [() => [mixup(), () => ({})], 'OPTION',
        'scheduled: "factory" must be a mixer such as mixup, ' +
        'without its call, got an object with name, domain, options, pools, signals, plan'],
      [() => [mixup, { alpha: 1 }], 'OPTION',
        'scheduled: "schedule" must be a function of the step, got an object with alpha'],
      [() => [mixup, () => ({ alpha: -1 })], 'OPTION', 'mixup: "alpha" must be at least 0, got -1']
    ]
  },
  createMixer: {
    args: () =>
      [cutmix(), { seed: 7, targets: ['label'], domain: 'image', pools: {}, signals: {} }],
    wrong: [
      [() => [cutmix], 'OPTION', `createMixer: "mixer" ${configured}, got a function`],
      [() => [cutmix(), { seeds: 1 }], 'UNKNOWN_OPTION', 'cutmix: unknown option "seeds". ' +
        'Did you mean "seed"? Known: domain, pools, registry, seed, signals, targets'],
      [() => [cutmix(), { domain: 'audio' }], 'OPTION',
        'cutmix: "domain" must be "image", the domain of the mixer, got "audio"']
    ]
  },
  createRegistry: {
    args: () => [imageDomain],
    wrong: [
      [() => [cutmix], 'OPTION',
        'registry: "plugin" must be an object with a name and parts, got a function'],
      [() => [imageDomain, imageDomain], 'NAME_TAKEN',
        'plugin "image" is already registered by "registry"; choose another name']
    ]
  },
  definePlugin: {
    args: () => [{ name: 'mine', mixers: [mixup], pairings: [flip] }],
    wrong: [
      [() => [{ name: 'Mine' }], 'OPTION',
        'registry: "plugin" must have a name in kebab-case, such as "ring-mix", got "Mine"'],
      [() => [{ name: 'mine', mixer: [] }], 'UNKNOWN_OPTION', 'plugin "mine": unknown option ' +
        '"mixer". Did you mean "mixers"? Known: domains, mixers, name, objectives, pairings, ' +
        'schedules, services, signals, version']
    ]
  },
  factoryOf: {
    args: () => [Fade],
    wrong: [[() => [class Plain {}], 'OPTION',
      'factoryOf: "class" must be a class with @mixer, got "Plain"']]
  },
  mixer: {
    args: () => [{ ...fade, name: 'fade' }],
    wrong: [[() => [null], 'OPTION', 'mixer: "definition" must be an object, got null']]
  },
  inject: {
    args: () => [CLOCK],
    wrong: [[() => ['clock'], 'OPTION', 'inject: "token" must be made by token(), got "clock"']]
  },
  token: {
    args: () => ['clock'],
    wrong: [[() => [5], 'OPTION', 'token: "name" must be text, got 5']]
  }
}
