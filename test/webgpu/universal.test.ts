import * as tf from '@tensorflow/tfjs-core'
import { equalsCpu } from '../../plugins/check/properties/equals-cpu.js'
import type { Property } from '../../plugins/check/property.js'
import { catalogue } from '../catalogue/catalogue.js'
import { controls, painted } from '../universal/controls.js'
import { anyBackend, properties, propertyNames } from '../../plugins/check/properties/index.js'
import { onWebgpu } from './support/on-webgpu.js'

const agrees = equalsCpu('webgpu', 1e-4)
/** A driver in software is slow, so each is tried with one set of options, not always the same. */
const there = propertyNames.filter(property => !anyBackend.has(property))

for (const entry of await catalogue()) {
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
    for (const options of entry.options) await examine('agreement', agrees, options)
    t.deepEqual(problems, [])
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
