import test from 'ava'
import * as z from 'zod'
import * as api from '../../core/index.js'
import { RemixtureError } from '../../core/index.js'
import { settingsSchema } from '../../core/run/settings.js'
import * as image from '../../domains/image/index.js'
import { catalogue } from '../catalogue/catalogue.js'
import { images, release, softLabels } from './support/batches.js'
import { thrownNow } from './support/refuses.js'
import { valuesOf } from './support/schema-values.js'

/** What takes options by a schema: every mixer and pairing of the public face, and the targets. */
interface Taker {
  readonly who: string
  readonly schema: z.core.$ZodObject
  readonly make: (options: unknown) => unknown
  /** Its partners are not for the user to choose. */
  readonly own?: boolean
}

/** What gives the signals and pools that a mixer needs. */
const entryOf = new Map((await catalogue()).map(entry => [entry.name.split('/')[1], entry]))

/** The images of a batch as its mixing pictures. */
const pictures: api.MixOptions['pools'] = { pictures: batch => batch }

const exported = Object.entries({ ...api, ...image })

const mixers = exported.flatMap(([, part]): Taker[] => {
  const { description } = Object(part) as Partial<api.MixerFactory>
  return description === undefined
    ? []
    : [{
      who: description.name,
      schema: description.options,
      make: part as Taker['make'],
      own: description.pairing === 'own'
    }]
})
const pairings = exported.flatMap(([, part]): Taker[] => {
  const { definition } = Object(part) as Partial<api.PairingFactory>
  return definition === undefined
    ? []
    : [{ who: definition.name, schema: definition.options, make: part as Taker['make'] }]
})
const targets: Taker = {
  who: 'cutmix: target "label"',
  schema: settingsSchema,
  make: label => api.createMixer(image.cutmix(), { targets: { label } as never })
}
const takers = [...mixers, ...pairings, targets]

test('mixers and pairings are found among all that is exported', t => {
  const names = takers.map(({ who }) => who)
  for (const name of ['mixup', 'manifold-mixup', 'cutmix', 'timm', 'keras-cutmix', 'flip', 'roll'])
    t.true(names.includes(name), name)
})

for (const { who, schema, make } of takers) {
  test(`${who} refuses whatever its schema does, and says what is wrong with which option`, t => {
    const before = describe(schema)
    for (const [option, inner] of Object.entries(schema._zod.def.shape)) {
      for (const [what, value] of valuesOf(inner).wrong) {
        const error = thrownNow(() => make({ [option]: value }))
        t.true(error instanceof RemixtureError, `${option}: ${what}: ${String(error)}`)
        const { code, message } = error as RemixtureError
        t.true(['OPTION', 'UNKNOWN_OPTION', 'UNKNOWN_TARGET'].includes(code), message)
        t.true(message.startsWith(`${who}: `), message)
        t.true(message.includes(option), message)
        if (code === 'OPTION') t.regex(message, / must .+, got \S/, `${option}: ${what}`)
        t.notRegex(message, /undefined:|\[object|Invalid|expected/, message)
      }
    }
    t.is(describe(schema), before)
  })

  test(`${who} takes the values at the bounds of its schema`, t => {
    for (const [option, inner] of Object.entries(schema._zod.def.shape)) {
      for (const value of valuesOf(inner).right) {
        t.is(thrownNow(() => make(fitting(who, option, value))), undefined,
          `${option}: ${String(value)}`)
      }
    }
    t.is(thrownNow(() => make({})), undefined)
  })

  test(`${who} refuses options it does not know, and options that are none`, t => {
    for (const name of ['nobodyKnowsThis', '__proto__', 'constructor', 'toString', '', ' ']) {
      const error = thrownNow(() => make(JSON.parse(`{ "${name}": 1 }`))) as RemixtureError
      t.is(error.code, 'UNKNOWN_OPTION', name)
      t.true(error.message.startsWith(`${who}: unknown option "${name}"; `), error.message)
      for (const known of Object.keys(schema._zod.def.shape)) t.true(error.message.includes(known))
    }
    for (const options of [null, 5, NaN, 'alpha', true, [], () => 1, Symbol('s'), 3n]) {
      const error = thrownNow(() => make(options)) as RemixtureError
      t.is(error.code, 'OPTION')
      t.regex(error.message, /"options" must be an object, got /)
    }
  })
}

test('a mixer that says it has its own partners cannot ask for others', t => {
  const asking = api.defineMixer({
    name: 'asking', domain: 'any', paper: 'none', pairing: 'own', options: z.object({}),
    plan: ({ pair }) => [api.own(), api.over(pair())]
  })
  const error = thrownNow(() => api.createMixer(asking()).plan({ x: onHost(2) })) as RemixtureError
  t.is(error.code, 'PLAN')
  t.regex(error.message, /must not ask for partners where "pairing" is "own"/)
})

test('a near miss of an option is told', t => {
  const error = thrownNow(() => image.cutmix({ alphas: 1 } as never)) as RemixtureError
  t.is(error.message,
    'cutmix: unknown option "alphas". Did you mean "alpha"? Known: alpha, pairing, per')
})

for (const { who, schema, make, own } of mixers) {
  test(`${who} mixes batches of one, two and many rows at the bounds of its options`, async t => {
    await api.useBackend('cpu')
    // Distances are those of classes, which soft labels do not tell
    const bounds = Object.entries(schema._zod.def.shape)
      .filter(([option]) => option !== 'distances')
      .flatMap(([option, inner]) =>
        valuesOf(inner).right.map(value => fitting(who, option, value)))
    for (const options of [{}, ...bounds]) {
      for (const size of [1, 2, 5]) {
        const mixer = make(options) as api.ConfiguredMixer
        const { signals = {}, pools = pictures } = entryOf.get(who) ?? {}
        const mix = api.createMixer(mixer, { targets: ['label'], signals, pools })
        // Its distances are taken on the host, of real targets too
        const batch = who === 'local-mixup'
          ? { x: onHost(size), label: Float32Array.from({ length: size }, (_, i) => i) }
          : { x: images(size), label: softLabels(size) }
        const { batch: mixed, plan } = mix.mix(batch)
        const where = `${size} rows, ${JSON.stringify(options)}`
        const numbers = Object.values(mixed).flatMap(value => [...numbersIn(value)])
        t.true(numbers.length > 0 && numbers.every(Number.isFinite), where)
        t.deepEqual(api.parse(api.stringify(plan)), plan, where)
        release(mixed)
        release(batch)
      }
    }
  })

  test(`${who} takes pairings that are configured, and nothing else`, t => {
    if (own) {
      for (const pairing of [api.flip(), null, 5, 'flip']) {
        const { message } = thrownNow(() => make({ pairing })) as RemixtureError
        t.true(message.startsWith(`${who}: unknown option "pairing"`), message)
      }
      return
    }
    t.is(thrownNow(() => make({ pairing: api.flip() })), undefined)
    for (const pairing of [null, 5, 'flip', api.flip, {}, { pair: () => 1 }, [], image.cutmix()]) {
      const error = thrownNow(() => make({ pairing })) as RemixtureError
      t.is(error.code, 'OPTION')
      t.true(error.message.startsWith(
        `${who}: "pairing" must be a configured pairing`), error.message)
    }
  })
}

function onHost (size: number): api.HostArray<Float32Array> {
  return { data: new Float32Array(size * 6).map((_, i) => i), shape: [size, 2, 3, 1] }
}

function numbersIn (value: unknown): ArrayLike<number> & Iterable<number> {
  return api.isTensor(value) ? value.dataSync() : (value as api.HostArray<Float32Array>).data
}

function describe (schema: z.core.$ZodObject): string {
  return JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
}

/** Options with one value, and with others it cannot do without. */
function fitting (who: string, option: string, value: unknown): Record<string, unknown> {
  const needed = who === 'timm' && option === 'mixupAlpha' ? { cutmixAlpha: 1 } : {}
  return { ...needed, [option]: value }
}
