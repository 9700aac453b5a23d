import test from 'ava'
import * as z from 'zod'
import { RemixtureError, count, interval, nonnegative, positive,
  probability } from '../../core/index.js'
import { headOf, headsIn, jsonSchemaOf, optionRows, readHeads } from '../../plugins/report/index.js'
import { peer } from '../../plugins/peer.js'

test('options are told by what they allow, their default and their meaning', t => {
  const schema = z.object({
    alpha: positive.default(1).describe('the λ'),
    mode: z.enum(['a', 'b']).default('a'),
    low: nonnegative.default(0),
    share: probability.default(0.5),
    layers: count.default(3),
    range: interval.optional(),
    list: z.array(z.string()).default([]),
    deep: z.object({ on: z.boolean() }).optional()
  })
  t.deepEqual(optionRows(schema).map(({ name, type, default: value }) => [name, type, value]), [
    ['alpha', 'number > 0', '1'],
    ['mode', 'a | b', '"a"'],
    ['low', 'number ≥ 0', '0'],
    ['share', 'number 0 … 1', '0.5'],
    ['layers', 'whole number ≥ 1', '3'],
    ['range', '[number 0 … 1, number 0 … 1]', undefined],
    ['list', 'list of string', '[]'],
    ['deep', '{ on: boolean }', undefined]
  ])
  t.is(optionRows(schema)[0].description, 'the λ')
  t.is((jsonSchemaOf(schema) as { properties: { alpha: { exclusiveMinimum: number } } })
    .properties.alpha.exclusiveMinimum, 0)
})

test('the head of a mixer is the comment above it, in paragraphs', t => {
  const text = [
    '/** Something else. */', 'const a = 1', '/**', ' * Mixes: it does', ' * so.', ' *',
    ' * By * and /.', ' * - one', ' *   more', ' * - two', ' */',
    'export const b = defineMixer({', "  name: 'b-mix',"
  ].join('\n')
  t.deepEqual(headsIn(text),
    [['b-mix', ['Mixes: it does so.', 'By * and /.', '- one more', '- two']]])
  t.deepEqual(headsIn('export const c = defineMixer({ name: \'c\' })'), [])
})

test('every mixer of this package has a head', async t => {
  const heads = await readHeads()
  for (const name of ['mixup', 'manifold-mixup', 'plain', 'cutmix', 'timm', 'keras-cutmix']) {
    t.regex(heads.get(name)?.[0] ?? '', /\w+ \w+ \w+.*\.$/)
  }
})

test('mixers of one name in two domains have heads of their own', async t => {
  const heads = await readHeads()
  t.regex(headOf(heads, 'embedding/mixup')[0], /embeddings/)
  t.notRegex(headOf(heads, 'image/mixup')[0], /embeddings/)
  t.deepEqual(headOf(heads, 'audio/mixup'), headOf(heads, 'image/mixup'))
  t.deepEqual(headOf(heads, 'image/nothing'), [])
})

test('a package that is not there gives one sentence with the line that installs it', async t => {
  const name: string = '@remixture-tests/is-not-there'
  const error = await t.throwsAsync(peer('the chart', name, () => import(name)),
    { instanceOf: RemixtureError })
  t.is(error?.code, 'MISSING_PEER')
  t.is(error?.message, `the chart needs "${name}"; install it by "npm install ${name}"`)
})

test('a package that is there and fails says so itself', async t => {
  const load = (): Promise<never> => Promise.reject(new Error('broken'))
  await t.throwsAsync(peer('the chart', 'sharp', load), { message: 'broken' })
})
