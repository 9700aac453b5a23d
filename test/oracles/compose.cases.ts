import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import fc from 'fast-check'
import type { Batch, ConfiguredMixer, Facts, Mix, Plan } from '../../core/index.js'
import {
  Rng, createMixer, defaultRegistry, live, mixup, oneOf, plain, replay, reservoir, scheduled,
  sequence, sometimes, targetsBy, until, useBackend
} from '../../core/index.js'
import { cutmix, timm } from '../../domains/image/index.js'
import { images, rowLabels } from '../../plugins/check/batches.js'
import { distance, same } from '../../plugins/check/same.js'
import { read } from '../universal/read.js'
import { seed } from './arbitraries.js'
import { examine } from './examine.js'

const SHAPE = { size: 4, height: 5, width: 6, channels: 1 }
const facts: Facts = {
  size: 4,
  shape: [5, 6, 1],
  axes: ['height', 'width'],
  frame: [5, 6],
  step: 0,
  pools: { batch: { size: 4 } },
  signals: {}
}

/** The plan of a mixer, with or without the way through compositions. */
function planOf (mixer: ConfiguredMixer, of: number, step = 0): Plan {
  return mixer.plan({ ...facts, step }, live(Rng(of)), defaultRegistry.services)
}

/** The name of a leaf, told by its alpha. */
const leaf = (k: number): ConfiguredMixer => mixup({ alpha: 1 + k })
const alphaOf = ({ options }: Plan): number => options.alpha as number

test('one-of logs the branch that it takes, and never one of weight 0', t => {
  const weights = fc.array(fc.constantFrom(0, 0.5, 2), { minLength: 1, maxLength: 5 })
    .filter(list => list.some(weight => weight > 0))
  examine(t, 300, [weights, seed], (list, of) => {
    const { branch = [], ...plan } = planOf(oneOf(list.map((weight, k) => [leaf(k), weight])), of)
    if (branch.length !== 1) return `the branch is ${branch.join()}`
    if (list[branch[0]] === 0) return `takes branch ${branch[0]} of weight 0`
    return alphaOf(plan) === 1 + branch[0] ? undefined : 'logs another branch than it takes'
  })
})

test('the way through nested compositions is logged from the outside in', t => {
  const nested = oneOf([
    oneOf([leaf(0), leaf(1)]),
    sometimes(0.5, oneOf([leaf(2), leaf(3), leaf(4)])),
    leaf(5)
  ])
  const ways: Record<string, number> = {
    '0,0': 0, '0,1': 1, '1,0,0': 2, '1,0,1': 3, '1,0,2': 4, 2: 5
  }
  const taken = new Set<string>()
  examine(t, 300, [seed], of => {
    const plan = planOf(nested, of)
    const way = String(plan.branch)
    taken.add(way)
    if (way === '1,1') return plan.mixer === 'plain' ? undefined : `${way} leads to ${plan.mixer}`
    return alphaOf(plan) === 1 + ways[way] ? undefined : `${way} leads to α = ${alphaOf(plan)}`
  })
  t.deepEqual([...taken].sort(), [...Object.keys(ways), '1,1'].sort())
})

test('any composition is made again from its recorded draws', t => {
  const some: fc.Arbitrary<ConfiguredMixer> = fc.letrec<{ mixer: ConfiguredMixer }>(tie => ({
    mixer: fc.oneof({ maxDepth: 3 },
      fc.constantFrom(
        leaf(0), cutmix(), cutmix({ per: 'sample' }), timm({ mode: 'half' }), plain()),
      fc.array(tie('mixer'), { minLength: 1, maxLength: 3 }).map(list => oneOf(list)),
      fc.array(tie('mixer'), { minLength: 1, maxLength: 3 }).map(list => sequence(list)),
      tie('mixer').map(mixer => sometimes(0.5, mixer)),
      tie('mixer').map(mixer => until(2, mixer)))
  })).mixer
  examine(t, 300, [some, seed, fc.nat(3)], (mixer, of, step) => {
    const plan = planOf(mixer, of, step)
    const draws = replay(plan)
    const again = mixer.plan({ ...facts, step }, draws, defaultRegistry.services)
    if (draws.unused().length > 0) return `${draws.unused().join()} are left over`
    return same(again, plan) && same(planOf(mixer, of, step), plan) ? undefined : 'is another plan'
  })
})

test('a sequence gives what its mixers give one after the other', async t => {
  await useBackend('cpu')
  const lists: ConfiguredMixer[][] = [
    [cutmix(), mixup({ per: 'sample' })],
    [timm({ mode: 'half' }), cutmix({ per: 'sample' }), mixup()],
    [oneOf([sequence([mixup(), cutmix()]), plain()]), cutmix()]
  ]
  examine(t, 60, [fc.constantFrom(...lists), seed], (list, of) => tf.tidy(() => {
    const batch = { x: images(SHAPE, of), label: tf.tensor2d(rowLabels(4)) }
    const mix = createMixer(sequence(list), { seed: of })
    const { batch: mixed, plan } = mix.mix(batch)
    const stepwise = inTurn(mix, batch, plan)
    const far = Math.max(
      distance(read(mixed.x), read(stepwise.x)), distance(read(mixed.label), read(stepwise.label)))
    return far <= 1e-6 ? undefined : `the sequence is ${far} from its mixers`
  }))
})

type Labelled = Batch & { readonly x: tf.Tensor4D, readonly label: tf.Tensor }

/** Every plan of a chain carried out alone, on what the one before gave. */
function inTurn (mix: Mix, batch: Labelled, { then, ...plan }: Plan): Labelled {
  const mixed = mix.apply(batch, plan)
  return then === undefined ? mixed : inTurn(mix, mixed, then)
}

test('until mixes before its step and never from then on', t => {
  examine(t, 100, [fc.integer({ min: 1, max: 6 }), fc.nat(8), seed], (last, step, of) => {
    const plan = planOf(until(last, leaf(0)), of, step)
    const wanted = step < last ? ['mixup', '0'] : ['plain', '1']
    return String([plan.mixer, plan.branch]) === String(wanted)
      ? undefined
      : `step ${step} of ${last} is ${plan.mixer}`
  })
})

test('targets follow the rule that is asked for, and pictures stay', t => {
  const mixers = [cutmix({ per: 'sample' }), mixup({ per: 'sample' }),
    sequence([cutmix(), mixup({ per: 'sample' })])]
  examine(t, 40, [fc.constantFrom(...mixers), seed], (mixer, of) => {
    const classes = [0, 2, 1, 0]
    const options = { seed: of, targets: { label: { classes: 3 } } }
    const x = images(SHAPE)
    const mixed = (by: ConfiguredMixer): [picture: number[], labels: number[][]] => {
      const { batch } = createMixer(by, options).mix({ x, label: classes })
      const [pictures, label] = [[...batch.x.dataSync()], batch.label.arraySync() as number[][]]
      tf.dispose([batch.x, batch.label])
      return [pictures, label]
    }
    const [picture, shares] = mixed(mixer)
    const found = (['anchor', 'dominant', 'union'] as const).map(rule => {
      const [shown, labels] = mixed(targetsBy(rule, mixer))
      if (!same(shown, picture)) return `${rule} changes the picture`
      const wrong = labels.findIndex((label, row) => {
        const share = shares[row]
        const isOne = label.filter(each => each === 1).length === 1 &&
          label.filter(each => each === 0).length === 2
        if (rule === 'anchor') return !(isOne && label[classes[row]] === 1)
        if (rule === 'union') return label.some((each, k) => each !== Number(share[k] > 0))
        // The greatest of two parts has half of all, and in a chain half of that at least
        const least = mixer.name === 'sequence' ? 1 / 4 : 1 / 2
        return !isOne || share[label.indexOf(1)] < least - 1e-6
      })
      return wrong < 0 ? undefined : `${rule} gives row ${wrong} ${labels[wrong].join()}`
    })
    x.dispose()
    return found.find(each => each !== undefined)
  })
})

test('scheduled plans with the options of the step, and logs them', t => {
  const mixer = scheduled(mixup, step => ({ alpha: step + 1, per: 'batch' as const }))
  examine(t, 40, [fc.nat(20), seed], (step, of) => {
    const plan = planOf(mixer, of, step)
    return same(plan, planOf(mixup({ alpha: step + 1 }), of, step))
      ? undefined
      : `α is ${alphaOf(plan)} at step ${step}`
  })
})

test('options of a schedule are checked when its step comes', t => {
  const mixer = scheduled(mixup, step => ({ alpha: 1 - step }))
  t.is(alphaOf(planOf(mixer, 0, 1)), 0)
  t.throws(() => planOf(mixer, 0, 2), { code: 'OPTION', message: /"alpha"/ })
})

test('a composition asks for the pools of all of its parts', t => {
  const held = oneOf([mixup(), sequence([cutmix({ pairing: reservoir() }), plain()])])
  t.deepEqual(held.pools, ['reservoir'])
  t.is(held.domain, 'image')
})

test('compositions refuse what is no mixer, no weight and no common domain', t => {
  const elsewhere = { ...mixup(), domain: 'audio' }
  const refused: ReadonlyArray<readonly [make: () => unknown, message: RegExp]> = [
    [() => oneOf([]), /"mixers/],
    [() => sequence([]), /"mixers/],
    [() => oneOf([[mixup(), -1]]), /"weights"/],
    [() => oneOf([[mixup(), 0]]), /"weights"/],
    [() => oneOf([[mixup(), NaN]]), /"weights"/],
    [() => oneOf([[mixup(), Infinity]]), /"weights"/],
    [() => oneOf([mixup as never]), /"mixers/],
    [() => sequence([undefined as never]), /"mixers/],
    [() => oneOf([cutmix(), elsewhere]), /"mixers/],
    [() => sometimes(1.5, mixup()), /"probability"/],
    [() => until(0, mixup()), /"step"/]
  ]
  for (const [make, message] of refused) t.throws(make, { code: 'OPTION', message })
})
