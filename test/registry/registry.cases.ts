import test from 'ava'
import { readFile, readdir } from 'node:fs/promises'
import { createRegistry, defaultRegistry, token, type Registry } from '../../core/registry/index.js'
import {
  DIAL, Fade, Half, Straight, domain, fade, named, planOf, rejects, still, strength
} from './parts.js'

const content = {
  name: 'used',
  domains: [domain('used')],
  mixers: [fade],
  services: [{ token: DIAL, build: Straight }]
}
const EXTRA = token<number>('extra')

const uses: Array<[what: string, use: (registry: Registry) => unknown]> = [
  ['configuring a mixer', registry => registry.configure('fade')],
  ['getting a part', registry => registry.get('mixer', 'fade')],
  ['getting a domain', registry => registry.domain('used')],
  ['getting a service', registry => registry.services.get(DIAL)],
  ['building a class', registry => registry.services.get(Fade)],
  ['a plan of a class mixer', registry => planOf(fade(), registry.services)]
]

for (const [what, use] of uses) {
  test(`configuring ends with ${what}`, t => {
    const registry = createRegistry(content)
    use(registry)
    const end = 'must happen before the first use; make a new one instead'
    rejects(t, 'FROZEN', `registry: loading the plugin "late" ${end}`,
      () => registry.load({ name: 'late', mixers: [still] }))
    rejects(t, 'FROZEN', `registry: binding the service "extra" ${end}`,
      () => registry.bind(EXTRA, 1))
    rejects(t, 'FROZEN', `registry: rebinding the service "dial" ${end}`,
      () => registry.rebind(DIAL, Half))
    t.deepEqual(registry.list('mixer').map(each => each.name), ['used/fade'])
    t.true(registry.services.get(DIAL) instanceof Straight)
  })
}

test('listing, reading services and asking for what is not there end nothing', t => {
  const registry = createRegistry(content)
  registry.list('mixer')
  t.truthy(registry.services)
  t.throws(() => registry.get('mixer', 'unknown'))
  t.throws(() => registry.domain('unknown'))
  t.throws(() => registry.configure('fade', { alpha: -1 }))
  t.throws(() => registry.services.get(EXTRA))
  registry.load({ name: 'late', mixers: [still] }).bind(EXTRA, 1).rebind(DIAL, Half)
  t.is(registry.get('mixer', 'late/still'), still)
  t.is(strength(planOf(fade(), registry.services)), 0.5)
})

test('two registries never see each other', t => {
  const one = createRegistry(content)
  const other = createRegistry()
  t.deepEqual(other.list('mixer'), [])
  t.throws(() => other.services.get(DIAL), { code: 'NO_SERVICE' })
  one.configure('fade')
  other.load({ ...content, services: [] }).bind(DIAL, Half)
  t.true(one.services.get(DIAL) instanceof Straight)
  t.true(other.services.get(DIAL) instanceof Half)
  const configured = fade()
  t.not(strength(planOf(configured, one.services)), 0.5)
  t.is(strength(planOf(configured, other.services)), 0.5)
  t.deepEqual(defaultRegistry.list('mixer', { plugin: 'used' }), [])
})

test('the default registry stays open for what is new, not for what replaces', t => {
  defaultRegistry.load({ name: 'first', mixers: [fade] }).bind(DIAL, Straight)
  defaultRegistry.rebind(DIAL, Half)
  t.is(strength(planOf(defaultRegistry.configure('fade'), defaultRegistry.services)), 0.5)
  rejects(t, 'FROZEN', 'default registry: rebinding the service "dial" must happen before the ' +
    'first use; make a new one instead', () => defaultRegistry.rebind(DIAL, Straight))
  defaultRegistry.load({
    name: 'second', mixers: [named('later')], services: [{ token: EXTRA, value: 7 }]
  })
  t.is(defaultRegistry.configure('later').name, 'later')
  t.is(defaultRegistry.services.get(EXTRA), 7)
  rejects(t, 'NAME_TAKEN',
    'plugin "second" is already registered by "default registry"; choose another name',
    () => defaultRegistry.load({ name: 'second' }))
  rejects(t, 'SERVICE_BOUND', 'default registry: the service "dial" is already bound by ' +
    '"default registry"; rebind it to replace it', () => defaultRegistry.bind(DIAL, Straight))
})

test('the public types of the registry know neither the container nor the polyfill', async t => {
  const folder = new URL('../../core/registry/', import.meta.url)
  const opened = new Set<string>()
  const open = async (name: string): Promise<void> => {
    if (opened.has(name)) return
    opened.add(name)
    const text = await readFile(new URL(name, folder), 'utf8')
    t.notRegex(text, /(from|import)\s*\(?\s*['"](@?inversify|reflect-metadata)/, name)
    const nearby = [...text.matchAll(/['"]\.\/([\w-]+)\.js['"]/g)].map(match => `${match[1]}.d.ts`)
    for (const each of nearby) await open(each)
  }
  await open('index.d.ts')
  t.true(opened.has('registry.d.ts'))
  const sources = (await readdir(folder, { recursive: true })).filter(name => name.endsWith('.js'))
  const texts = await Promise.all(sources.map(name => readFile(new URL(name, folder), 'utf8')))
  t.is(texts.filter(text => text.includes('\'reflect-metadata')).length, 1)
})
