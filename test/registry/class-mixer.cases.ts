import test from 'ava'
import * as z from 'zod'
import type { Draft, Facts, Mixer, Token } from '../../core/contract/index.js'
import { own } from '../../core/plan/layers.js'
import { createRegistry, factoryOf, inject, mixer, token } from '../../core/registry/index.js'
import {
  DIAL, DoubleFade, Fade, Half, Straight, doubleFade, fade, facts, options, planOf, plainFade,
  rejects, strength
} from './parts.js'

const bare = { domain: 'any', paper: 'none', options: z.object({}) }

test('a class with an injected service plans as the same mixer written with defineMixer', t => {
  const { services } = createRegistry().bind(DIAL, Straight)
  for (const seed of [1, 2, 3]) {
    const plan = planOf(fade({ alpha: 0.4 }), services, seed)
    t.deepEqual(plan, planOf(plainFade({ alpha: 0.4 }), services, seed))
    t.is(plan.layers.length, 2)
  }
  t.notDeepEqual(planOf(fade(), services, 1), planOf(fade(), services, 2))
})

test('rebinding a token changes both mixers that use it, and neither class', t => {
  const before = createRegistry().bind(DIAL, Straight)
  const after = createRegistry().bind(DIAL, Straight).rebind(DIAL, Half)
  for (const make of [fade, doubleFade]) {
    t.not(strength(planOf(make(), before.services)), 0.5)
    t.is(strength(planOf(make(), after.services)), 0.5)
  }
})

test('a service can be bound as a value', t => {
  const { services } = createRegistry().bind(DIAL, { strength: () => 0.25 })
  t.is(strength(planOf(fade(), services)), 0.25)
})

test('a factory of a class has the description, and checks options, as any other', t => {
  t.is(fade.description.name, 'fade')
  t.is(fade.description.options, options)
  t.deepEqual(fade().options, plainFade().options)
  rejects(t, 'OPTION', 'fade: "alpha" must be greater than 0, got -1', () => fade({ alpha: -1 }))
})

test('a class mixer is built once for every registry', t => {
  const [one, other] = [createRegistry(), createRegistry()]
  for (const registry of [one, other]) registry.bind(DIAL, Straight)
  t.is(one.services.get(Fade), one.services.get(Fade))
  t.not(one.services.get(Fade), other.services.get(Fade))
  t.true(one.services.get(DoubleFade) instanceof DoubleFade)
})

test('a refinement is the class\'s own', t => {
  @mixer({ ...bare, name: 'refined' })
  class Refined implements Mixer<object> {
    constructor (@inject(DIAL) private readonly dial: Straight) {}
    plan (): Draft { return [own()] }
    refine: NonNullable<Mixer<object>['refine']> = plan =>
      ({ ...plan, layers: [own({ weight: this.dial.strength(0.25) })] })
  }
  const { services } = createRegistry().bind(DIAL, Straight)
  const configured = factoryOf(Refined)()
  const plan = planOf(configured, services)
  const refined = configured.refine(plan, {}, () => t.fail(), services)
  t.deepEqual(refined.layers, [{ weight: 0.75 }])
})

test('a constructor parameter without @inject is an error where the class is defined', t => {
  const message = 'Loose: parameter 2 of the constructor has no @inject(token), ' +
    'and types are gone at run time'
  rejects(t, 'NOT_INJECTED', message, () => {
    @mixer({ ...bare, name: 'loose' })
    class Loose implements Mixer<object> {
      constructor (@inject(DIAL) readonly dial: Straight, readonly other: Straight) {}
      plan (): Draft { return [own()] }
    }
    return Loose
  })
  rejects(t, 'NOT_INJECTED', message.replace('2', '1'), () => {
    @mixer({ ...bare, name: 'loose' })
    class Loose implements Mixer<object> {
      constructor (readonly other: Straight | undefined, @inject(DIAL) readonly dial: Straight) {}
      plan (): Draft { return [own()] }
    }
    return Loose
  })
})

test('a parameter before one with @inject needs it too, whether it has a default or not', t => {
  class Gap implements Mixer<object> {
    constructor (readonly times = 3, @inject(DIAL) readonly dial?: Straight) {}
    plan (): Draft { return [own()] }
  }
  rejects(t, 'NOT_INJECTED', 'Gap: parameter 1 of the constructor has no @inject(token), ' +
    'and types are gone at run time', () => { mixer({ ...bare, name: 'gap' })(Gap) })
})

test('a last parameter that has a default may stay without @inject', t => {
  @mixer({ ...bare, name: 'lenient' })
  class Lenient implements Mixer<object> {
    constructor (@inject(DIAL) readonly dial: Straight, readonly times = 3) {}
    plan (): Draft { return [own()] }
  }
  const { services } = createRegistry().bind(DIAL, Straight)
  t.is(services.get(Lenient).times, 3)
})

test('a class that takes over a constructor gets its services, one with its own does not', t => {
  @mixer({ ...bare, name: 'heir', options })
  class Heir extends Fade {}
  const SIZE = token<number>('size')
  @mixer({ ...bare, name: 'other-heir', options })
  class OtherHeir extends Fade {
    constructor (@inject(SIZE) readonly size: number) { super({ strength: () => size }) }
  }
  const { services } = createRegistry().bind(DIAL, Half).bind(SIZE, 0.125)
  t.is(strength(planOf(factoryOf(Heir)(), services)), 0.5)
  t.is(strength(planOf(factoryOf(OtherHeir)(), services)), 0.125)
  t.is(factoryOf(Heir).description.name, 'heir')
  t.is(factoryOf(Fade).description.name, 'fade')
})

test('a class that extends a mixer is none before it is described', t => {
  class Undescribed extends Fade {}
  rejects(t, 'OPTION', 'factoryOf: "class" must be a class with @mixer, got "Undescribed"',
    () => factoryOf(Undescribed))
  rejects(t, 'OPTION', 'factoryOf: "class" must be a class with @mixer, got undefined',
    () => factoryOf(undefined as never))
})

test('a class is described once', t => {
  rejects(t, 'OPTION',
    'Fade: "@mixer" must be given once: the class is "fade" already, got "again"',
    () => { mixer({ name: 'again', domain: 'any', paper: 'none', options })(Fade) })
})

test('only a token can be injected, once, into a parameter of a constructor', t => {
  rejects(t, 'OPTION', 'inject: "token" must be made by token(), got "dial"',
    () => inject('dial' as never))
  class Twice { constructor (readonly dial: Straight) { t.fail() } }
  const OTHER = token<Straight>('other')
  inject(DIAL as Token<Straight>)(Twice, undefined, 0)
  const message = 'Twice: "parameter 1" must have one service: it has "dial" already, got "other"'
  rejects(t, 'OPTION', message, () => { inject(OTHER)(Twice, undefined, 0) })
  rejects(t, 'OPTION', 'inject(dial): "parameter 1" must be one of a constructor, got "plan"',
    () => { inject(DIAL)(Fade.prototype as never, 'plan' as never, 0 as never) })
})

test('a class that plans with other options, or takes another service, does not compile', t => {
  const OTHER = token<number>('number')
  const describe = mixer({ name: 'typed', domain: 'any', paper: 'none', options })
  class WithoutPlan {}
  class MoreOptions {
    plan (_facts: Facts, { alpha, beta }: { alpha: number, beta: number }): Draft {
      return beta > alpha ? [] : [own()]
    }
  }
  class OtherType {
    plan (_facts: Facts, { alpha }: { alpha: string }): Draft {
      return alpha === '' ? [] : [own()]
    }
  }
  class OtherResult { plan (): number { return 1 } }
  class FewerOptions { plan (): Draft { return [own()] } }
  // @ts-expect-error -- has no plan
  describe(WithoutPlan)
  // @ts-expect-error -- needs an option that the schema lacks
  describe(MoreOptions)
  // @ts-expect-error -- takes alpha for text
  describe(OtherType)
  // @ts-expect-error -- plans a number
  describe(OtherResult)
  describe(FewerOptions)

  class Takes {
    // @ts-expect-error -- the service is a number
    constructor (@inject(OTHER) readonly dial: Straight) {}
  }
  // @ts-expect-error -- alpha is a number
  t.throws(() => fade({ alpha: 'one' }))
  // @ts-expect-error -- not an option
  t.throws(() => fade({ gamma: 1 }))
  const exact = factoryOf<typeof options>(Fade)
  t.is(exact({ alpha: 2 }).options.alpha, 2)
  // @ts-expect-error -- another schema
  factoryOf<typeof otherOptions>(Fade)
  t.truthy(Takes)
  t.is(facts.size, 5)
})

const otherOptions = z.object({ alpha: z.string() })
void otherOptions
