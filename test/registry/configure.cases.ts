import test from 'ava'
import { derangement, flip, permutation, roll } from '../../core/pairing/index.js'
import { createRegistry } from '../../core/registry/index.js'
import { DIAL, Straight, fade, plainFade, planOf, rejects } from './parts.js'

const pairings = { name: 'core', pairings: [permutation, derangement, flip, roll] }

function registered (): ReturnType<typeof createRegistry> {
  return createRegistry(pairings, { name: 'mine', mixers: [plainFade] }).bind(DIAL, Straight)
}

test('a mixer is configured by name, with the same options as its factory takes', t => {
  const registry = registered()
  const { services } = registry
  const configured = registry.configure('mine/fade', { alpha: 0.3, pairing: flip() })
  const direct = plainFade({ alpha: 0.3, pairing: flip() })
  t.deepEqual(planOf(configured, services), planOf(direct, services))
  t.deepEqual(registry.configure('fade').options, plainFade().options)
})

test('a pairing is given by name, with its options or without', t => {
  const registry = registered()
  const rows = (pairing: unknown): number[] => {
    const [, layer] = planOf(registry.configure('fade', { pairing }), registry.services).layers
    return [...layer.source?.rows as Int32Array]
  }
  t.deepEqual(rows('flip'), [4, 3, 2, 1, 0])
  t.deepEqual(rows('core/flip'), [4, 3, 2, 1, 0])
  t.deepEqual(rows('roll'), [4, 0, 1, 2, 3])
  t.deepEqual(rows({ name: 'roll', by: 2 }), [3, 4, 0, 1, 2])
  t.deepEqual(rows(roll({ by: -1 })), [1, 2, 3, 4, 0])
})

test('the options that a plan logs configure the mixer that made it', t => {
  const registry = registered()
  const pairing = { name: 'derangement', attempts: 2, otherwise: 'keep' }
  const first = planOf(registry.configure('fade', { alpha: 0.7, pairing }), registry.services, 3)
  const logged = JSON.parse(JSON.stringify(first.options)) as Record<string, unknown>
  t.deepEqual(logged, { alpha: 0.7, pairing })
  t.deepEqual(planOf(registry.configure(first.mixer, logged), registry.services, 3), first)
})

test('options in which nothing is a pairing are left to the mixer', t => {
  const registry = registered()
  rejects(t, 'OPTION', 'fade: "options" must be an object, got 5',
    () => registry.configure('fade', 5 as never))
  rejects(t, 'OPTION', 'fade: "options" must be an object, got null',
    () => registry.configure('fade', null as never))
  rejects(t, 'UNKNOWN_OPTION', 'fade: unknown option "alph". ' +
    'Did you mean "alpha"? Known: alpha, pairing', () => registry.configure('fade', { alph: 1 }))
  rejects(t, 'OPTION', 'fade: "alpha" must be greater than 0, got 0',
    () => registry.configure('fade', { alpha: 0, pairing: 'flip' }))
})

test('a pairing that is none is an error', t => {
  const registry = registered()
  const allowed = 'must be a pairing: a name, or { name } with its options'
  for (const [pairing, shown] of [
    [5, '5'], [null, 'null'], [['flip'], '["flip"]'], [{ by: 2 }, 'an object with by'],
    [flip, 'a function']
  ] as const) {
    rejects(t, 'OPTION', `fade: "pairing" ${allowed}, got ${shown}`,
      () => registry.configure('fade', { pairing }))
  }
  rejects(t, 'UNKNOWN_NAME', 'no pairing named "flop". ' +
    'Did you mean "flip"? Known: derangement, flip, permutation, roll',
  () => registry.configure('fade', { pairing: 'flop' }))
  rejects(t, 'UNKNOWN_OPTION', 'roll: unknown option "bye". Did you mean "by"? Known: by',
    () => registry.configure('fade', { pairing: { name: 'roll', bye: 2 } }))
})

test('a mixer that is a class is configured by name as any other', t => {
  const classes = { name: 'classes', mixers: [fade] }
  const registry = createRegistry(pairings, classes).bind(DIAL, Straight)
  const byName = registry.configure('fade', { alpha: 2, pairing: 'roll' })
  t.deepEqual(planOf(byName, registry.services),
    planOf(plainFade({ alpha: 2, pairing: roll() }), registry.services))
})
