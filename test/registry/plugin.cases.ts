import test from 'ava'
import { flip } from '../../core/pairing/index.js'
import { createRegistry, definePlugin, token } from '../../core/registry/index.js'
import { DIAL, Fade, Half, Straight, domain, fade, named, rejects, still } from './parts.js'

test('a plugin is what was defined, with the exact types of its parts', t => {
  const content = { name: 'mine', mixers: [fade] } as const
  const plugin = definePlugin(content)
  t.is(plugin, content)
  const name: 'mine' = plugin.name
  t.is(createRegistry(plugin).get('mixer', `${name}/fade`), plugin.mixers[0])
})

const wrong: Array<[what: string, plugin: object, message: string]> = [
  ['no name', {},
    'registry: "plugin" must have a name in kebab-case, such as "ring-mix", got undefined'],
  ['a name with a slash', { name: 'a/b' },
    'registry: "plugin" must have a name in kebab-case, such as "ring-mix", got "a/b"'],
  ['a number for a version', { name: 'x', version: 1 },
    'plugin "x": "version" must be text, got 1'],
  ['a record of mixers', { name: 'x', mixers: { fade } },
    'plugin "x": "mixers" must be a list, got an object with fade'],
  ['a hole', { name: 'x', mixers: [fade, , still] },
    'plugin "x": "mixers[1]" must be a mixer factory made by defineMixer() or factoryOf(), ' +
    'got undefined'],
  ['a function', { name: 'x', mixers: [fade, still, () => fade()] },
    'plugin "x": "mixers[2]" must be a mixer factory made by defineMixer() or factoryOf(), ' +
    'got a function'],
  ['a configured mixer', { name: 'x', mixers: [still()] },
    'plugin "x": "mixers[0]" must be a mixer factory, not a configured mixer: leave out its ' +
    'call, got an object with name, domain, options, pools, signals, plan'],
  ['a class', { name: 'x', mixers: [Fade] },
    'plugin "x": "mixers[0]" must be a mixer factory: use factoryOf(Fade), got a function'],
  ['a mixer of another style of name', { name: 'x', mixers: [named('ringMix')] },
    'plugin "x": "mixers[0]" must have a name in kebab-case, such as "ring-mix", got "ringMix"'],
  ['a mixer for a pairing', { name: 'x', pairings: [fade] },
    'plugin "x": "pairings[0]" must be a pairing factory made by definePairing(), got a function'],
  ['a configured pairing', { name: 'x', pairings: [flip()] },
    'plugin "x": "pairings[0]" must be a pairing factory, not a configured pairing: leave out ' +
    'its call, got an object with name, options, pools, pair'],
  ['half a domain', { name: 'x', domains: [{ ...domain('y'), paint: undefined }] },
    'plugin "x": "domains[0]" must be a domain: { name, axes, facts, paint, targets }, ' +
    'got an object with name, axes, facts, paint, targets'],
  ['a domain without a name', { name: 'x', domains: [domain('')] },
    'plugin "x": "domains[0]" must have a name in kebab-case, such as "ring-mix", got ""'],
  ['a list of signals', { name: 'x', signals: [() => 1] },
    'plugin "x": "signals" must be an object of functions by name, got [a function]'],
  ['a signal whose name has a slash', { name: 'x', signals: { 'a/b': () => 1 } },
    'plugin "x": "signals" must have names without spaces and slashes, got "a/b"'],
  ['a signal that is none', { name: 'x', signals: { saliency: 1 } },
    'plugin "x": "signals.saliency" must be a function, got 1'],
  ['an objective that is none', { name: 'x', objectives: { loss: null } },
    'plugin "x": "objectives.loss" must be a function, got null'],
  ['a schedule that is none', { name: 'x', schedules: { 'warm-up': [1] } },
    'plugin "x": "schedules.warm-up" must be a function, got [1]'],
  ['a service without a token', { name: 'x', services: [{ value: 1 }] },
    'plugin "x": "services[0]" must be a service: { token, value } or { token, build }, ' +
    'got an object with value'],
  ['a service that is nothing', { name: 'x', services: [{ token: DIAL }] },
    'plugin "x": "services[0]" must be a value or a class, got an object with token'],
  ['a service that is two', { name: 'x', services: [{ token: DIAL, value: 1, build: Half }] },
    'plugin "x": "services[0]" must have a value or a class to build, not both, ' +
    'got an object with token, value, build'],
  ['a service built by an arrow', { name: 'x', services: [{ token: DIAL, build: () => 1 }] },
    'plugin "x": "services[0]" must be built by a class, got an object with token, build'],
  ['a service to come', { name: 'x', services: [{ token: DIAL, value: Promise.resolve(1) }] },
    'plugin "x": "services[0]" must be there when it is bound: await it first, ' +
    'got an object with token, value']
]

for (const [what, plugin, message] of wrong) {
  test(`a plugin with ${what} is refused by definePlugin, load and createRegistry`, t => {
    const registry = createRegistry()
    for (const act of [definePlugin, registry.load, createRegistry]) {
      rejects(t, 'OPTION', message, () => act(plugin as never))
    }
  })
}

test('what is no object is no plugin', t => {
  for (const [plugin, shown] of [[undefined, 'undefined'], ['x', '"x"'], [[], '[]']] as const) {
    rejects(t, 'OPTION', `registry: "plugin" must be an object with a name and parts, got ${shown}`,
      () => createRegistry(plugin as never))
  }
})

test('a field that plugins lack is named, with the nearest', t => {
  rejects(t, 'UNKNOWN_OPTION', 'plugin "x": unknown option "mixer". Did you mean "mixers"? ' +
    'Known: domains, mixers, name, objectives, pairings, schedules, services, signals, version',
  () => definePlugin({ name: 'x', mixer: [fade] } as never))
})

test('a plugin brings one service a token, and a class that can be built', t => {
  const twice = [{ token: DIAL, build: Straight }, { token: DIAL, build: Half }]
  rejects(t, 'SERVICE_BOUND',
    'plugin "x": the service "dial" is already bound by "x"; rebind it to replace it',
    () => definePlugin({ name: 'x', services: twice }))
  class Loose extends Half { constructor (readonly size: number) { super() } }
  t.throws(() => definePlugin({ name: 'x', services: [{ token: DIAL, build: Loose }] }),
    { code: 'NOT_INJECTED' })
})

test('a plugin that fails leaves nothing behind', t => {
  const OTHER = token<number>('other')
  const registry = createRegistry({ name: 'dials', services: [{ token: DIAL, build: Half }] })
  const services = [{ token: OTHER, value: 1 }, { token: DIAL, build: Straight }]
  rejects(t, 'SERVICE_BOUND',
    'plugin "late": the service "dial" is already bound by "dials"; rebind it to replace it',
    () => registry.load({ name: 'late', mixers: [fade], services }))
  const mixers = [fade, Fade as never]
  t.throws(() => registry.load({ name: 'late', mixers, services: [services[0]] }))
  t.deepEqual(registry.list('mixer'), [])
  registry.load({ name: 'late', mixers: [still], services: [{ token: OTHER, value: 2 }] })
  t.is(registry.services.get(OTHER), 2)
  t.true(registry.services.get(DIAL) instanceof Half)
})

class NoDial { now (): number { return 1 } }

test('a service of another type than its token does not compile', t => {
  const NUMBER = token<number>('number')
  definePlugin({ name: 'x', services: [{ token: NUMBER, value: 1 }, { token: DIAL, build: Half }] })
  // @ts-expect-error -- the token is of a number
  definePlugin({ name: 'x', services: [{ token: NUMBER, value: 'one' }] })
  // @ts-expect-error -- the class builds no dial
  definePlugin({ name: 'x', services: [{ token: DIAL, build: NoDial }] })
  t.pass()
})
