import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import type { Batch, Mix, Plan } from '../../core/index.js'
import { createMixer, createRegistry, flip, mixup, reservoir, token } from '../../core/index.js'
import { cutmix, imageDomain } from '../../domains/image/index.js'
import type { Case, Harmless } from './support/face.js'
import { testFunction } from './support/face-tests.js'
import { images, labels, release } from './support/batches.js'

/** The methods of what createMixer and createRegistry give, as the functions of the face. */

const settings = { targets: { label: { classes: 5 } } }
const mixer = (): Mix => createMixer(cutmix({ pairing: flip() }), settings)
const batch = (): Batch => ({ x: images(), label: labels() })
const plan = (): Plan => {
  const given = batch()
  const made = mixer().plan(given)
  release(given)
  return made
}
const state = { version: 1, mixer: 'cutmix', seed: 0, step: 3 }
const sampler = (): Mix => createMixer(mixup({ pairing: reservoir() }), settings)
const sample = (): Batch => ({ x: tf.ones([4, 4]), label: 2 })
const inLine = 'Did you mean "step"? Known: draws, step, training'

const ofMix: Record<string, Case | Harmless> = {
  name: { harmless: 'a text' },
  domain: { harmless: 'a text' },
  state: { harmless: 'takes nothing' },
  dispose: { harmless: 'takes nothing' },
  plan: {
    args: () => [batch(), { step: 1, training: true }],
    wrong: [
      [() => [null], 'INPUT', 'cutmix: "batch" must be an object with "x", got null'],
      [() => [batch(), { steps: 1 }], 'UNKNOWN_OPTION',
        `cutmix: unknown option "steps". ${inLine}`],
      [() => [batch(), { step: -1 }], 'OPTION',
        'cutmix: "step" must be a whole number of at least 0, got -1'],
      [() => [batch(), { draws: { lambda: 0.5 } }], 'OPTION', 'cutmix: "draws" must be draws ' +
        'such as replay(plan) or scripted({ … }), got an object with lambda'],
      [() => [batch(), { training: 'no' }], 'OPTION',
        'cutmix: "training" must be true or false, got "no"']
    ]
  },
  mix: {
    args: () => [batch(), { step: 1, training: true }],
    wrong: [
      [() => [{ label: labels() }], 'INPUT',
        'cutmix: "batch" must be an object with "x", got an object with label'],
      [() => [batch(), { step: NaN }], 'OPTION',
        'cutmix: "step" must be a whole number of at least 0, got NaN']
    ]
  },
  apply: {
    args: () => [batch(), plan()],
    wrong: [[() => [batch(), { ...plan(), size: 0 }], 'PLAN',
      'plan: size must be from 1 to 4194304, got 0']]
  },
  applyInParts: {
    args: () => [batch(), plan(), 1],
    wrong: [
      [() => [batch(), plan(), 0], 'OPTION',
        'cutmix: "rows" must be a whole number of at least 1, got 0'],
      [() => [batch(), {}, 1], 'PLAN', 'plan: it must be a plan, got an object with no keys']
    ]
  },
  refine: {
    args: () => [plan(), {}],
    wrong: [
      [() => [{}, {}], 'PLAN', 'plan: it must be a plan, got an object with no keys'],
      [() => [plan(), null], 'OPTION', 'cutmix: "signals" must be an object, got null']
    ]
  },
  forDataset: {
    args: () => [{ xs: images(), ys: { label: tf.tensor1d(labels(), 'int32') } }],
    wrong: [
      [() => [{ xs: images(), ys: 5 }], 'INPUT',
        'cutmix: "ys" must be an object with label, got 5'],
      [() => [[1]], 'INPUT', 'cutmix: "element" must be { xs, ys } or a batch with "x", got [1]'],
      [() => [{ xs: { a: 1 } }], 'INPUT', 'cutmix: "xs" must be one tensor, got an object with a']
    ]
  },
  batches: {
    args: () => [[batch()], { training: true }],
    wrong: [
      [() => [5], 'INPUT', 'cutmix: "source" must be an iterable or an async iterable, got 5'],
      [() => [[{ y: 1 }]], 'INPUT',
        'cutmix: "batch" must be an object with "x", got an object with y'],
      [() => [batch(), { size: 0 }], 'OPTION',
        'cutmix: "size" must be a whole number of at least 1, got 0'],
      [() => [{ x: 5 }, { size: 2 }], 'INPUT', 'cutmix: "source" must hold tensors, lists or ' +
        '{ data, shape }, so that batches can be taken from it, got an object with x']
    ]
  },
  samples: {
    args: () => [[sample()], { hold: 3 }],
    wrong: [
      [() => [[sample()], { hold: 0 }], 'OPTION',
        'mixup: "hold" must be a whole number of at least 1, got 0'],
      [() => [[5]], 'INPUT', 'mixup: "sample" must be an object with "x", got 5'],
      [() => [{}], 'INPUT',
        'mixup: "source" must be an iterable or an async iterable, got an object with no keys']
    ]
  },
  restore: {
    args: () => [state],
    wrong: [
      [() => [{ ...state, seed: 7 }], 'STATE', 'state: must be of the seed 0, got 7'],
      [() => [{ ...state, mixer: 'mixup' }], 'STATE',
        'state: must be of the mixer "cutmix", got "mixup"'],
      [() => [{ ...state, step: -1 }], 'STATE',
        'state: must be what state() gave, but "step" is not, ' +
        'got an object with version, mixer, seed, step']
    ]
  }
}

type Call = (...args: readonly never[]) => unknown
/** Generators begin with their first value. */
const calls: Record<string, (mix: Mix) => Call> = {
  batches: mix => async (...args) => await first((mix.batches as Call)(...args)),
  samples: () => async (...args) => await first((sampler().samples as Call)(...args)),
  forDataset: mix => mix.forDataset()
}

async function first (generator: unknown): Promise<void> {
  const values = generator as AsyncGenerator
  await values.next()
  await values.return(undefined)
}

const CLOCK = token<() => number>('clock')
const registry = (): ReturnType<typeof createRegistry> => createRegistry(imageDomain)
const mixers = imageDomain.mixers?.map(({ description }) => description.name).sort().join(', ')

const ofRegistry: Record<string, Case | Harmless> = {
  services: { harmless: 'an object; its get is tested below' },
  load: {
    args: () => [{ name: 'mine', pairings: [flip] }],
    wrong: [[() => [imageDomain], 'NAME_TAKEN',
      'plugin "image" is already registered by "registry"; choose another name']]
  },
  bind: {
    args: () => [CLOCK, () => 1],
    wrong: [
      [() => ['clock', 1], 'OPTION', 'registry: "token" must be made by token(), got "clock"'],
      [() => [CLOCK, Promise.resolve(1)], 'OPTION',
        'registry: "clock" must be there when it is bound: await it first, got a Promise']
    ]
  },
  rebind: {
    args: () => [CLOCK, () => 1],
    wrong: [[() => [token('other'), 1], 'NO_SERVICE',
      'registry: needs the service "other", which nothing provides; bind it in the registry']]
  },
  configure: {
    args: () => ['cutmix', { pairing: 'flip' }],
    wrong: [
      [() => ['cutmax'], 'UNKNOWN_NAME',
        `no mixer named "cutmax". Did you mean "cutmix"? Known: ${mixers}`],
      [() => ['cutmix', { pairing: 'flap' }], 'UNKNOWN_NAME', 'no pairing named "flap". ' +
        'Did you mean "flip"? Known: cmixup, derangement, flip, from-dataset, greedy-cycle, ' +
        'kmixup, nearest, permutation, previous, reservoir, roll, within-groups'],
      [() => ['cutmix', 5], 'OPTION', 'cutmix: "options" must be an object, got 5']
    ]
  },
  create: {
    args: () => ['cutmix', { alpha: 1 }, { seed: 1 }],
    wrong: [
      [() => ['cutmix', { alpha: 0 }], 'OPTION', 'cutmix: "alpha" must be greater than 0, got 0'],
      [() => ['cutmix', {}, { sed: 1 }], 'UNKNOWN_OPTION', 'cutmix: unknown option "sed". ' +
        'Did you mean "seed"? Known: domain, pools, registry, seed, signals, targets']
    ]
  },
  get: {
    args: () => ['mixer', 'cutmix'],
    wrong: [[() => ['mixture', 'cutmix'], 'UNKNOWN_NAME',
      'no kind of part named "mixture"; known: ' +
      'domain, mixer, objective, pairing, schedule, signal']]
  },
  domain: {
    args: () => ['image'],
    wrong: [[() => ['images'], 'UNKNOWN_NAME',
      'no domain named "images". Did you mean "image"? Known: image']]
  },
  list: {
    args: () => ['mixer', { domain: 'image' }],
    wrong: [[() => ['mixers'], 'UNKNOWN_NAME', 'no kind of part named "mixers". ' +
      'Did you mean "mixer"? Known: domain, mixer, objective, pairing, schedule, signal']]
  }
}

test('every method of a mixer that runs and of a registry has a case', t => {
  t.deepEqual(Object.keys(ofMix).sort(), Object.keys(mixer()).sort())
  t.deepEqual(Object.keys(ofRegistry).sort(), Object.keys(registry()).sort())
})

for (const [name, known] of Object.entries(ofMix)) {
  if ('harmless' in known) continue
  const act = (...args: readonly unknown[]): unknown => {
    const mix = mixer()
    const call = calls[name]?.(mix) ?? mix[name as 'plan']
    return (call as (...args: readonly unknown[]) => unknown)(...args)
  }
  testFunction(`mix.${name}`, act, known)
}

for (const [name, known] of Object.entries(ofRegistry)) {
  if ('harmless' in known) continue
  const act = (...args: readonly unknown[]): unknown => {
    const fresh = registry()
    if (name === 'rebind') fresh.bind(CLOCK, () => 0)
    return (fresh[name as 'get'] as (...args: readonly unknown[]) => unknown)(...args)
  }
  testFunction(`registry.${name}`, act, known)
}

testFunction('services.get', key => registry().bind(CLOCK, () => 7).services.get(key as never), {
  args: () => [CLOCK],
  wrong: [
    [() => [token('other')], 'NO_SERVICE',
      'services: needs the service "other", which nothing provides; bind it in the registry'],
    [() => ['clock'], 'OPTION', 'services: "key" must be a token or a class, got "clock"']
  ]
})
