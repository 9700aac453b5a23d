import { access } from 'node:fs/promises'
import test from 'ava'
import * as tf from '@tensorflow/tfjs-core'
import * as core from '../../core/index.js'
import {
  createRegistry, defaultRegistry, defineMixer, definePlugin, own, useBackend
} from '../../core/index.js'
import { imageDomain } from '../../domains/image/index.js'
import * as imageExports from '../../domains/image/index.js'
import { audioDomain } from '../../domains/audio/index.js'
import { embeddingDomain } from '../../domains/embedding/index.js'
import { regressionDomain } from '../../domains/regression/index.js'
import * as z from 'zod'
import { propertyNames } from '../../plugins/check/properties/index.js'
import { drawsOf } from '../../plugins/check/properties/named-draws.js'
import { images } from '../../plugins/check/batches.js'
import { mixOf, readsPrevious } from '../../plugins/check/trials.js'
import { catalogue, gaps } from './catalogue.js'
import { mixerEntry } from './entry.js'

await useBackend('cpu')
const entries = await catalogue()
const domains = [imageDomain, audioDomain, embeddingDomain, regressionDomain]

// Clouds are no tensors: their mixers have a catalogue and universal tests of their own, which
// hold that every one of them has an entry (`test/pointcloud/universal.test.ts`)
test('every registered mixer has an entry, and every entry its mixer', t => {
  t.deepEqual(gaps(entries, defaultRegistry), [])
})

const stray = defineMixer({
  name: 'stray', domain: 'image', paper: 'none', options: z.object({}), plan: () => [own()]
})

test('a mixer without an entry is missed', t => {
  const more = definePlugin({ name: 'more', mixers: [stray] })
  t.deepEqual(gaps(entries, createRegistry(...domains, more)), [
    'the mixer "more/stray" has no entry in the catalogue'
  ])
})

test('an entry without a mixer, with another one, or twice is missed', t => {
  const about = { options: [{}], draws: [] }
  const unknown = mixerEntry('more/stray', stray, about)
  const cutmix = mixerEntry('image/cutmix', stray, about)
  const registry = createRegistry(...domains)
  t.deepEqual(gaps([...entries, unknown], registry), [
    'the entry "more/stray" has no such mixer in the registry'
  ])
  t.deepEqual(gaps([...entries.filter(({ name }) => name !== cutmix.name), cutmix], registry), [
    'the entry "image/cutmix" has no such mixer in the registry'
  ])
  t.deepEqual(gaps([...entries, entries[0]], registry), [
    `there are two entries of "${entries[0].name}"`
  ])
})

test('every composition is one that core or a domain exports', t => {
  const exported = [...Object.values(core), ...Object.values(imageExports)] as unknown[]
  for (const { name, made } of entries) {
    if (made.kind === 'composition') t.true(exported.includes(made.compose), name)
  }
})

test('option sets reach every option of a mixer', t => {
  for (const { name, made, options, untriedDefaults, untried = {} } of entries) {
    if (made.kind !== 'mixer') continue
    const known = Object.keys(made.factory.description.options._zod.def.shape)
    const reached = options.flatMap(each => Object.keys(each as object))
    t.deepEqual(known.filter(option => !reached.includes(option)), Object.keys(untried), name)
    t.true(untriedDefaults !== undefined ||
      options.some(each => Object.keys(each as object).length === 0), `${name}: defaults`)
  }
})

test('the draws that an entry names are those that are drawn', t => {
  const x = images({ size: 5, height: 9, width: 8, channels: 1 })
  for (const entry of entries) {
    const drawn = new Set<string>()
    for (const options of entry.options) {
      const mix = mixOf(entry, options)
      if (readsPrevious(entry, options)) tf.dispose(mix.mix({ x }).batch.x)
      for (let step = 0; step < 60; step++) {
        drawsOf(mix.plan({ x }, { step })).forEach(name => drawn.add(name))
      }
    }
    t.deepEqual([...drawn].sort(), [...entry.draws].sort(), entry.name)
    // A mixer that never asks for partners must not have the option: it would be of no effect
    if (entry.made.kind === 'mixer' && entry.made.factory.description.pairing === undefined)
      t.true(drawn.has('pair'), `${entry.name}: its pairing is "own"`)
  }
  x.dispose()
})

test('the golden files that entries name have an adapter', async t => {
  for (const { name, goldens } of entries) {
    for (const golden of goldens) {
      const file = `../golden/adapters/${golden.replaceAll('_', '-')}.js`
      await t.notThrowsAsync(access(new URL(file, import.meta.url)), `${name}: ${golden}`)
    }
  }
})

test('exemptions are of known properties and say why', t => {
  for (const { exemptions } of entries) {
    for (const { property, reason } of exemptions) {
      t.true(propertyNames.includes(property))
      t.regex(reason, /\w+ \w+ \w+/)
    }
  }
})
