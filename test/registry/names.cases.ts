import test from 'ava'
import { flip, permutation, roll } from '../../core/pairing/index.js'
import { createRegistry } from '../../core/registry/index.js'
import { domain, doubleFade, fade, named, plainFade, rejects, still } from './parts.js'

const image = { name: 'image', domains: [domain('image')], mixers: [fade, doubleFade] }
const audio = { name: 'audio', domains: [domain('audio')], mixers: [still, plainFade] }

test('a part is found by its qualified name, or the short one where only one plugin has it', t => {
  const registry = createRegistry(image, audio)
  t.is(registry.get('mixer', 'image/fade'), fade)
  t.is(registry.get('mixer', 'audio/fade'), plainFade)
  t.is(registry.get('mixer', 'still'), still)
  t.is(registry.get('domain', 'image/image'), image.domains[0])
  t.is(registry.domain('audio'), audio.domains[0])
})

test('parts of every kind are found', t => {
  const [saliency, loss, warm] = [() => 1, () => 2, () => ({})]
  const registry = createRegistry({
    name: 'all',
    version: '1.0.0',
    pairings: [flip, roll],
    signals: { saliency },
    objectives: { loss },
    schedules: { warm }
  })
  t.is(registry.get('pairing', 'all/flip'), flip)
  t.is(registry.get('signal', 'saliency'), saliency)
  t.is(registry.get('objective', 'all/loss'), loss)
  t.is(registry.get('schedule', 'warm'), warm)
})

test('a short name of several plugins lists the candidates', t => {
  rejects(t, 'AMBIGUOUS_NAME',
    'mixer "fade" is registered by several plugins; say which: "audio/fade", "image/fade"',
    () => createRegistry(image, audio).get('mixer', 'fade'))
})

test('a short name of several plugins is clear where all mean one part', t => {
  const registry = createRegistry(
    { name: 'core', pairings: [flip, roll] }, { name: 'tables', pairings: [flip] })
  t.is(registry.get('pairing', 'flip'), flip)
  t.is(registry.get('pairing', 'tables/flip'), flip)
  t.is(registry.list('pairing').length, 3)
})

test('an unknown name lists those that are known, and the nearest', t => {
  const registry = createRegistry(image, audio)
  rejects(t, 'UNKNOWN_NAME',
    'no mixer named "stil". Did you mean "still"? Known: double-fade, fade, still',
    () => registry.get('mixer', 'stil'))
  rejects(t, 'UNKNOWN_NAME',
    'no mixer named "image/fad". Did you mean "image/fade"? ' +
    'Known: audio/fade, audio/still, image/double-fade, image/fade',
    () => registry.get('mixer', 'image/fad'))
  rejects(t, 'UNKNOWN_NAME', 'no plugin named "imag". Did you mean "image"? Known: audio, image',
    () => registry.get('mixer', 'imag/fade'))
  rejects(t, 'UNKNOWN_NAME', 'no plugin named "mine"; none are known',
    () => createRegistry().configure('mine/fade'))
  rejects(t, 'UNKNOWN_NAME', 'no domain named "video"; known: audio, image',
    () => registry.domain('video'))
  rejects(t, 'UNKNOWN_NAME', 'no pairing named "flip"; none are known',
    () => registry.get('pairing', 'flip'))
  rejects(t, 'UNKNOWN_NAME', 'no mixer named undefined; known: double-fade, fade, still',
    () => registry.get('mixer', undefined as never))
  rejects(t, 'UNKNOWN_NAME', 'no kind of part named "mixers". Did you mean "mixer"? ' +
    'Known: domain, mixer, objective, pairing, schedule, signal',
  () => registry.list('mixers' as never))
})

test('names that objects have of their own are unknown too', t => {
  const registry = createRegistry(image)
  for (const name of ['constructor', '__proto__', 'toString', 'image/constructor']) {
    t.throws(() => registry.get('mixer', name), { code: 'UNKNOWN_NAME' })
  }
  t.throws(() => registry.get('mixer', '__proto__/fade'), { code: 'UNKNOWN_NAME' })
})

test('a listing has the parts of a kind, sorted by qualified name', t => {
  const registry = createRegistry(image, audio)
  t.deepEqual(registry.list('mixer'), [
    { name: 'audio/fade', plugin: 'audio', part: plainFade },
    { name: 'audio/still', plugin: 'audio', part: still },
    { name: 'image/double-fade', plugin: 'image', part: doubleFade },
    { name: 'image/fade', plugin: 'image', part: fade }
  ])
  t.deepEqual(registry.list('domain').map(each => each.name), ['audio/audio', 'image/image'])
  t.deepEqual(registry.list('schedule'), [])
})

test('a listing can be of one plugin, and of what works in one domain', t => {
  const registry = createRegistry(image, audio, { name: 'core', pairings: [permutation] })
  const mixers = (filter: object): string[] => registry.list('mixer', filter).map(each => each.name)
  t.deepEqual(mixers({ plugin: 'audio' }), ['audio/fade', 'audio/still'])
  t.deepEqual(mixers({ domain: 'image' }), ['audio/fade', 'image/double-fade', 'image/fade'])
  t.deepEqual(mixers({ domain: 'audio', plugin: 'image' }), ['image/fade'])
  t.deepEqual(mixers({ plugin: 'none' }), [])
  t.deepEqual(registry.list('domain', { domain: 'image' }).map(each => each.name), ['image/image'])
  t.is(registry.list('pairing', { domain: 'image' }).length, 1)
})

test('a listing cannot change the registry', t => {
  const registry = createRegistry(image)
  ;(registry.list('mixer') as unknown[]).length = 0
  t.is(registry.list('mixer').length, 2)
})

test('a taken name throws, of a plugin and of a part', t => {
  const registry = createRegistry(image)
  rejects(t, 'NAME_TAKEN',
    'plugin "image" is already registered by "registry"; choose another name',
    () => registry.load({ name: 'image', mixers: [still] }))
  rejects(t, 'NAME_TAKEN',
    'mixer "twice/same" is already registered by "twice"; choose another name',
    () => registry.load({ name: 'twice', mixers: [named('same'), named('other'), named('same')] }))
  registry.load({ name: 'kinds', mixers: [named('same')], signals: { same: () => 1 } })
  t.deepEqual(registry.list('mixer').map(each => each.name),
    ['image/double-fade', 'image/fade', 'kinds/same'])
})
