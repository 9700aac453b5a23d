import * as tf from '@tensorflow/tfjs-core'
import { equalsCpu } from '../../plugins/check/properties/equals-cpu.js'
import { catalogue } from '../catalogue/catalogue.js'
import { controls, painted } from '../universal/controls.js'
import { anyBackend, properties, propertyNames } from '../universal/properties/index.js'
import { survey } from '../universal/survey.js'
import { onWebgpu } from './support/on-webgpu.js'

const agrees = equalsCpu('webgpu', 1e-4)
const there = propertyNames.filter(property => !anyBackend.has(property))

for (const entry of await catalogue()) {
  onWebgpu(`${entry.name} has every property, and agrees with cpu within 1e-4`, async t => {
    const problems: string[] = []
    const ms: Record<string, number> = {}
    for (const property of there) { const t0 = performance.now(); problems.push(...(await survey(entry, property)).problems); ms[property] = Math.round(performance.now() - t0) }
    t.log(ms)
    for (const options of entry.options) {
      const verdict = await agrees(entry, options)
      if (!verdict.holds) problems.push(`${JSON.stringify(options)}: ${verdict.why}`)
    }
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
