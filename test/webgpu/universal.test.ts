import * as tf from '@tensorflow/tfjs-core'
import { equalsCpu } from '../../plugins/check/properties/equals-cpu.js'
import type { Property } from '../../plugins/check/property.js'
import { catalogue } from '../catalogue/catalogue.js'
import { paintsAlone, runsOn } from '../catalogue/entry.js'
import { controls, painted } from '../universal/controls.js'
import { cellsOf, noise, shapes } from '../../plugins/check/batches.js'
import { mixOf, STEPS } from '../../plugins/check/trials.js'
import { anyBackend, properties, propertyNames } from '../../plugins/check/properties/index.js'
import { onWebgpu } from './support/on-webgpu.js'

const agrees = equalsCpu('webgpu', 1e-4)
/** A driver in software is slow, so each is tried with one set of options, not always the same. */
const there = propertyNames.filter(property => !anyBackend.has(property))

const entries = await catalogue()

for (const entry of entries.filter(each => runsOn('webgpu', each))) {
  onWebgpu(`${entry.name} has every property, and agrees with cpu within 1e-4`, async t => {
    const problems: string[] = []
    const examine = async (name: string, property: Property, options: unknown): Promise<void> => {
      const verdict = await property(entry, options)
      if (!verdict.holds) problems.push(`${name} with ${JSON.stringify(options)}: ${verdict.why}`)
    }
    for (const [turn, name] of there.entries()) {
      const options = entry.options[turn % entry.options.length]
      const exempt = entry.exemptions.some(({ property, when }) =>
        property === name && (when?.(options) ?? true))
      if (!exempt) await examine(name, properties[name], options)
    }
    const compared = paintsAlone(entry) ? entry.options : []
    for (const options of compared) await examine('agreement', agrees, options)
    t.deepEqual(problems, [])
  })
}

for (const entry of entries.filter(each => !runsOn('webgpu', each))) {
  onWebgpu(`${entry.name} refuses tensors there, and mixes bytes on the host`, t => {
    const mix = mixOf(entry, entry.options[0])
    const { height, width, channels, size } = shapes[0]
    const shape = [size, height, width, channels] as [number, number, number, number]
    const bytes = Uint8Array.from(noise(cellsOf(shapes[0]), 1, 0, 256))
    for (let step = 0; step < STEPS; step++) {
      const plan = mix.plan({ x: tf.zeros(shape) }, { step })
      const message = /^backend "webgpu" has no/
      t.throws(() => mix.apply({ x: tf.zeros(shape) }, plan), { message })
      t.is(mix.apply({ x: { data: bytes, shape } }, plan).x.data.length % bytes.length, 0)
    }
    return Promise.resolve()
  })
}

onWebgpu('a mixer that lacks a property is found out', async t => {
  for (const property of there) {
    for (const { entry, says } of controls[property]) {
      const verdict = await properties[property](entry, {})
      t.regex(verdict.holds ? 'it holds' : verdict.why, says, property)
    }
  }
  const apart = painted(x => tf.add(x, tf.getBackend() === 'webgpu' ? 2e-4 : 0))
  const verdict = await agrees(apart, {})
  t.regex(verdict.holds ? 'it holds' : verdict.why, /webgpu is .* from cpu/)
}, 1)
