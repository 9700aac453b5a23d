import test from 'ava'
import { createRegistry, inject, token } from '../../core/registry/index.js'
import { DIAL, Fade, Half, Straight, fade, planOf, rejects, strength, type Dial } from './parts.js'

interface Clock { now (): number }
const CLOCK = token<Clock>('clock')

class Timed implements Dial {
  constructor (@inject(CLOCK) private readonly clock: Clock) {}
  strength (): number { return this.clock.now() }
}

test('services are built from other services, each of them once', t => {
  let built = 0
  class Counting implements Clock {
    constructor () { built += 1 }
    now (): number { return 0.125 }
  }
  const { services } = createRegistry().bind(CLOCK, Counting).bind(DIAL, Timed)
  t.is(strength(planOf(fade(), services)), 0.125)
  t.is(services.get(CLOCK), services.get(CLOCK))
  t.is(services.get(DIAL), services.get(DIAL))
  t.is(built, 1)
})

test('a service that nothing provides is named, with the class that needs it', t => {
  const registry = createRegistry()
  const remedy = 'which nothing provides; bind it in the registry'
  rejects(t, 'NO_SERVICE', `Fade: needs the service "dial", ${remedy}`,
    () => planOf(fade(), registry.services))
  rejects(t, 'NO_SERVICE', `services: needs the service "dial", ${remedy}`,
    () => registry.services.get(DIAL))
  registry.bind(DIAL, Timed)
  for (const act of [() => planOf(fade(), registry.services), () => registry.services.get(DIAL)]) {
    rejects(t, 'NO_SERVICE', `Timed: needs the service "clock", ${remedy}`, act)
  }
  registry.bind(CLOCK, { now: () => 0.25 })
  t.is(strength(planOf(fade(), registry.services)), 0.25)
})

test('a service that is rebound may need other services than the one before', t => {
  const INNER = token<object>('inner')
  const MISSING = token<object>('missing')
  class Inner { constructor (@inject(DIAL) readonly dial: Dial) {} }
  class Outer {
    constructor (@inject(INNER) readonly inner: object, @inject(MISSING) readonly last: object) {}
  }
  const registry = createRegistry().bind(DIAL, Straight).bind(INNER, Inner)
  const remedy = 'which nothing provides; bind it in the registry'
  const build = (): unknown => registry.services.get(Outer)
  rejects(t, 'NO_SERVICE', `Outer: needs the service "missing", ${remedy}`, build)
  registry.rebind(DIAL, Timed).bind(MISSING, {})
  rejects(t, 'NO_SERVICE', `Timed: needs the service "clock", ${remedy}`, build)
})

test('services that need each other are an error that shows the circle', t => {
  class Winding implements Clock {
    constructor (@inject(DIAL) private readonly dial: Dial) {}
    now (): number { return this.dial.strength(0) }
  }
  const { services } = createRegistry().bind(CLOCK, Winding).bind(DIAL, Timed)
  rejects(t, 'SERVICE_CYCLE', 'services need each other in a circle: ' +
    'Timed needs Winding needs Timed; inject one of them elsewhere', () => services.get(Fade))
})

test('two tokens of one name are two services', t => {
  const OTHER = token<Dial>('dial')
  const { services } = createRegistry().bind(DIAL, Straight).bind(OTHER, Half)
  t.true(services.get(DIAL) instanceof Straight)
  t.true(services.get(OTHER) instanceof Half)
})

test('one class can provide two services', t => {
  const OTHER = token<Dial>('other dial')
  const { services } = createRegistry().bind(DIAL, Half).bind(OTHER, Half)
  t.not(services.get(DIAL), services.get(OTHER))
})

test('a class is built unless a plugin says it is a value; functions, null and 0 are values', t => {
  const ROUND = token<(x: number) => number>('round')
  const NOTHING = token<number | null>('nothing')
  const ZERO = token<number>('zero')
  const MAKER = token<typeof Half>('maker')
  const registry = createRegistry({ name: 'makers', services: [{ token: MAKER, value: Half }] })
  const { services } = registry.bind(ROUND, Math.round).bind(NOTHING, null).bind(ZERO, 0)
  t.is(services.get(ROUND), Math.round)
  t.is(services.get(NOTHING), null)
  t.is(services.get(ZERO), 0)
  t.is(services.get(MAKER), Half)
})

test('binding twice names who bound it; rebinding what is not there is an error', t => {
  const registry = createRegistry({ name: 'dials', services: [{ token: DIAL, build: Straight }] })
  rejects(t, 'SERVICE_BOUND',
    'registry: the service "dial" is already bound by "dials"; rebind it to replace it',
    () => registry.bind(DIAL, Half))
  rejects(t, 'NO_SERVICE',
    'registry: needs the service "clock", which nothing provides; bind it in the registry',
    () => registry.rebind(CLOCK, { now: () => 1 }))
  t.true(registry.services.get(DIAL) instanceof Straight)
})

test('what cannot be a service is refused when it is bound', t => {
  const registry = createRegistry()
  rejects(t, 'OPTION', 'registry: "token" must be made by token(), got "dial"',
    () => registry.bind('dial' as never, Straight))
  rejects(t, 'OPTION', 'registry: "dial" must be a value or a class, got undefined',
    () => registry.bind(DIAL, undefined as never))
  rejects(t, 'OPTION',
    'registry: "dial" must be there when it is bound: await it first, got a Promise',
    () => registry.bind(DIAL, Promise.resolve(new Half()) as never))
  rejects(t, 'NOT_INJECTED', 'Loose: parameter 1 of the constructor has no @inject(token), ' +
    'and types are gone at run time', () => {
    class Loose extends Half { constructor (readonly clock: Clock) { super() } }
    registry.bind(DIAL, Loose)
  })
  rejects(t, 'OPTION', 'services: "key" must be a token or a class, got "dial"',
    () => registry.services.get('dial' as never))
  t.throws(() => registry.services.get(DIAL), { message: /^services: needs the service "dial"/ })
})

test('what is bound of another type than its token does not compile', t => {
  const registry = createRegistry()
  // @ts-expect-error -- a clock is no dial
  registry.bind(DIAL, { now: () => 1 })
  // @ts-expect-error -- neither is a class of clocks
  registry.rebind(DIAL, class { now (): number { return 1 } })
  t.pass()
})

test('an error of a constructor comes through as it is', t => {
  class Failing implements Dial {
    constructor () { throw new RangeError('no dial today') }
    strength (): number { return 0 }
  }
  const { services } = createRegistry().bind(DIAL, Failing)
  t.throws(() => services.get(Fade), { instanceOf: RangeError, message: 'no dial today' })
})
