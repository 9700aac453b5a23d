import test from 'ava'
import * as z from 'zod'
import { toJson } from '../../core/plan/json.js'
import { wireSchema } from '../../core/plan/wire-schema.js'
import { planJsonSchema } from '../../plugins/report/index.js'
import committed from '../../core/plan/plan.schema.json' with { type: 'json' }
import { versionOne } from './fixtures/version-1.js'
import { planWith, stepped } from './samples.js'

test('the committed JSON Schema is the one the code gives', t => {
  t.deepEqual(committed as unknown, JSON.parse(JSON.stringify(planJsonSchema())))
})

test('the JSON Schema refuses keys it does not know, at every level', t => {
  const open: string[] = []
  const visit = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return
    const { properties, additionalProperties } = node as Record<string, unknown>
    if (properties !== undefined && additionalProperties !== false) open.push(path)
    for (const [key, inner] of Object.entries(node)) visit(inner, `${path}/${key}`)
  }
  visit(committed, '')
  // Steps and rules take parameters, which have types of their own
  t.deepEqual(open, ['/$defs/rule', '/$defs/step'])
})

const damage: Record<string, (plan: Record<string, unknown>) => unknown> = {
  'is sound': plan => plan,
  'lacks its size': ({ size: _, ...rest }) => rest,
  'has a key more': plan => ({ ...plan, sizes: 1 }),
  'has a size in text': plan => ({ ...plan, size: '2' }),
  'has half an axis': plan => ({ ...plan, frame: [4, 1.5] }),
  'has layers that are no list': plan => ({ ...plan, layers: {} }),
  'has a layer that is null': plan => ({ ...plan, layers: [null] }),
  'has a layer with a key more': plan => ({ ...plan, layers: [{ wheight: 1 }] }),
  'has an unknown blend': plan => ({ ...plan, layers: [{ blend: 'under' }] }),
  'has a region of no kind': plan => ({ ...plan, layers: [{ where: { axes: [] } }] }),
  'has a typed array in text': plan => ({ ...plan, layers: [{ outputs: { int32: 3 } }] }),
  'has two tags': plan => ({ ...plan, layers: [{ outputs: { int32: [], uint8: '' } }] }),
  'has a plain list for a column': plan => ({ ...plan, layers: [{ outputs: [0, 1] }] }),
  'has a null parameter': plan => ({ ...plan, after: [{ step: 'crop', at: null }] }),
  'has a step without a name': plan => ({ ...plan, after: [{ at: 1 }] }),
  'has options that are a list': plan => ({ ...plan, options: [] }),
  'has another version': plan => ({ ...plan, version: 2 })
}

for (const [what, change] of Object.entries(damage)) {
  test(`the JSON Schema and the code agree on a plan that ${what}`, t => {
    const plan = change(toJson(planWith({ after: stepped({ by: 2 }) })) as Record<string, unknown>)
    const external = z.fromJSONSchema(committed as never)
    t.is(wireSchema.safeParse(plan).success, what === 'is sound')
    t.is(external.safeParse(plan).success, what === 'is sound')
  })
}

test('the JSON Schema takes every plan of version 1', t => {
  const external = z.fromJSONSchema(committed as never)
  for (const plan of versionOne) t.true(external.safeParse(toJson(plan)).success, plan.mixer)
})
