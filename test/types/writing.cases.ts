import test from 'ava'
import { expectTypeOf } from 'expect-type'
import * as z from 'zod'
import type {
  ConfiguredMixer, Draft, Draws, Facts, Mix, Mixer, MixerFactory, Pairing, Partners, Plugin
} from '../../core/index.js'
import {
  boxes, createMixer, createRegistry, defineMixer, definePlugin, factoryOf, inject, mixer, over,
  own, token
} from '../../core/index.js'
import { imageDomain } from '../../domains/image/index.js'

/** Mixers of one's own: types are checked where this file is compiled. */

const options = z.object({
  radius: z.number().gt(0).default(0.4),
  mode: z.enum(['ring', 'disc']).optional()
})
type Chosen = z.output<typeof options>
const about = { name: 'ring-mix', domain: 'image', paper: 'none' }
const x = { data: new Uint8Array(2 * 4 * 6), shape: [2, 4, 6, 1] }

const ringMix = defineMixer({
  ...about,
  options,
  plan (facts, chosen, draw) {
    expectTypeOf(facts).toEqualTypeOf<Facts & Pairing>()
    expectTypeOf(chosen).toEqualTypeOf<{ radius: number, mode?: 'ring' | 'disc' | undefined }>()
    expectTypeOf(draw).toEqualTypeOf<Draws>()
    expectTypeOf(facts.pair()).toEqualTypeOf<Partners>()
    expectTypeOf(draw.beta('lambda', 1)).toBeNumber()
    const side = Math.ceil(chosen.radius * facts.shape[0])
    return [own(), over(facts.pair(), { where: boxes([{ height: [0, side] }]) })]
  }
})

test('a plan sees the options of its schema, with their defaults', t => {
  expectTypeOf(ringMix).toEqualTypeOf<MixerFactory<typeof options>>()
  expectTypeOf(ringMix()).toEqualTypeOf<ConfiguredMixer>()
  const { plan } = createMixer(ringMix({ radius: 0.5 })).mix({ x })
  t.deepEqual(plan.options, { radius: 0.5, pairing: { name: 'permutation' } })
})

test('a plan that asks for what it does not get, or decides nothing, does not compile', t => {
  const wrong = [
    defineMixer({
      ...about,
      options,
      // @ts-expect-error -- not in the schema
      plan: (_facts, { alpha }) => [own({ weight: Number(alpha) })]
    }),
    defineMixer({
      ...about,
      options,
      // @ts-expect-error -- no fact has this name
      plan: ({ images }) => [own({ weight: Number(images) })]
    }),
    defineMixer({
      ...about,
      options,
      // @ts-expect-error -- a number is no draft
      plan: () => 1
    }),
    defineMixer({
      ...about,
      options,
      // @ts-expect-error -- no region
      plan: () => [own({ where: 'everywhere' })]
    })
  ]
  for (const make of wrong) t.throws(() => createMixer(make()).mix({ x }))
  // @ts-expect-error -- without a plan
  t.throws(() => createMixer(defineMixer({ ...about, options })()).mix({ x }))
})

test('the options of a mixer of one\'s own are checked where it is called', t => {
  // @ts-expect-error -- radius is a number
  t.throws(() => ringMix({ radius: 'wide' }), { message: /"radius"/ })
  // @ts-expect-error -- no such mode
  t.throws(() => ringMix({ mode: 'square' }), { message: /"mode"/ })
  // @ts-expect-error -- no such option
  t.throws(() => ringMix({ width: 1 }), { message: /unknown option "width"/ })
})

test('a registry runs a mixer by name, with options as a file gives them', t => {
  const mine = definePlugin({ name: 'mine', mixers: [ringMix] })
  expectTypeOf(mine).toExtend<Plugin>()
  const registry = createRegistry(imageDomain, mine)
  const custom = registry.create('mine/ring-mix', { radius: 0.4 }, { seed: 7 })
  expectTypeOf(custom).toEqualTypeOf<Mix>()
  t.is(custom.mix({ x }).plan.mixer, 'ring-mix')
  // @ts-expect-error -- no kind of part
  t.throws(() => registry.list('mixers'), { message: /no kind of part named "mixers"/ })
  // @ts-expect-error -- a plugin holds factories, not configured mixers
  t.throws(() => definePlugin({ name: 'theirs', mixers: [ringMix()] }), { message: /mixers/ })
})

interface Dial { turn (radius: number): number }
const DIAL = token<Dial>('dial')

@mixer({ ...about, name: 'dialled', options })
class Dialled implements Mixer<Chosen> {
  constructor (@inject(DIAL) private readonly dial: Dial) {}

  plan ({ pair }: Facts & Pairing, { radius }: Chosen, draw: Draws): Draft {
    return [own(), over(pair(), { coefficient: this.dial.turn(radius) * draw.uniform('share') })]
  }
}

test('a mixer that is a class has typed options and services', t => {
  const dialled = factoryOf<typeof options>(Dialled)
  expectTypeOf(dialled).toEqualTypeOf<MixerFactory<typeof options>>()
  expectTypeOf(factoryOf(Dialled)).parameter(0).toExtend<object | undefined>()
  // @ts-expect-error -- radius is a number
  t.throws(() => dialled({ radius: 'wide' }), { message: /"radius"/ })
  // @ts-expect-error -- radius is a number here too
  t.throws(() => factoryOf(Dialled)({ radius: 'wide' }), { message: /"radius"/ })

  const registry = createRegistry(imageDomain, definePlugin({ name: 'mine', mixers: [dialled] }))
  registry.bind(DIAL, { turn: radius => radius / 2 })
  const turnsText = { turn: (radius: string) => radius }
  // @ts-expect-error -- a dial turns numbers
  createRegistry().bind(DIAL, turnsText)
  const { plan } = registry.create('dialled', { radius: 0.5 }).mix({ x })
  t.is(plan.layers[1].coefficient, 0.25 * plan.draws.share[0])
})

test('a class that is no mixer for the schema does not compile', t => {
  const describe = mixer({ ...about, name: 'described', options })
  class OtherOptions {
    plan (_facts: Facts, { alpha }: { alpha: number }): Draft { return [own({ weight: alpha })] }
  }
  class NoDraft { plan (): string { return 'mixed' } }
  // @ts-expect-error -- asks for an option that the schema lacks
  describe(OtherOptions)
  // @ts-expect-error -- plans text
  describe(NoDraft)

  class Takes {
    // @ts-expect-error -- the service is a dial
    constructor (@inject(DIAL) readonly dial: number) {}
  }
  t.truthy(Takes)
})
