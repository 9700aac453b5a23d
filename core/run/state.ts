import * as tf from '@tensorflow/tfjs-core'
import * as z from 'zod/mini'
import type { Batch, HostArray, Json } from '../contract/index.js'
import { fail } from '../errors.js'
import { isHostArray, kindOf } from '../paint/host-array.js'
import { fromBase64, toBase64 } from '../plan/base64.js'
import { isTensor } from '../tensor/is-tensor.js'

/** Where a mixer stands, as plain JSON. */
export interface MixState {
  readonly version: 1
  readonly mixer: string
  readonly seed: number
  /** The next step. */
  readonly step: number
  /** The outputs of the last step, for mixers that look back. */
  readonly previous?: Readonly<Record<string, Json>>
}

const shape = z.array(z.int().check(z.gte(0)))
const entrySchema = z.union([
  z.strictObject({ tensor: z.string(), dtype: z.enum(['float32', 'int32', 'bool']), shape }),
  z.strictObject({
    host: z.string(),
    kind: z.enum(['Uint8Array', 'Int32Array', 'Float32Array', 'Float64Array']),
    shape
  }),
  z.strictObject({ json: z.json() })
])
type Entry = z.output<typeof entrySchema>

const stateSchema = z.strictObject({
  version: z.literal(1),
  mixer: z.string(),
  seed: z.int(),
  step: z.int().check(z.gte(0)),
  previous: z.optional(z.record(z.string(), entrySchema)
    .check(z.refine(previous => Object.hasOwn(previous, 'x'))))
})

export async function writeState (
  mixer: string, seed: number, step: number, previous: Batch | undefined
): Promise<MixState> {
  const state = { version: 1 as const, mixer, seed, step }
  if (previous === undefined) return state
  const entries = Object.entries(previous).map(async ([name, value]) =>
    [name, await write(value)] as const
  )
  return { ...state, previous: Object.fromEntries(await Promise.all(entries)) }
}

async function write (value: unknown): Promise<Entry> {
  if (isTensor(value)) {
    const data = await value.data() as Float32Array
    return { tensor: toBase64(bytesOf(data)), dtype: value.dtype as 'float32', shape: value.shape }
  }
  if (!isHostArray(value)) return { json: value as z.core.util.JSONType }
  const kind = kindOf(value.data).name as 'Uint8Array'
  return { host: toBase64(bytesOf(value.data)), kind, shape: [...value.shape] }
}

/**
 * @throws STATE for what is no state of this mixer and seed
 */
export function readState (
  state: unknown, mixer: string, seed: number
): { readonly step: number, readonly previous: Batch | undefined } {
  const parsed = stateSchema.safeParse(state)
  if (!parsed.success) {
    const { path } = parsed.error.issues[0]
    throw fail('STATE',
      `must be what state() gave${path.length === 0 ? '' : `, but "${path.join('.')}" is not`}`,
      state)
  }
  const { data } = parsed
  if (data.mixer !== mixer) throw fail('STATE', `must be of the mixer "${mixer}"`, data.mixer)
  if (data.seed !== seed) throw fail('STATE', `must be of the seed ${seed}`, data.seed)
  if (data.previous === undefined) return { step: data.step, previous: undefined }
  const entries = Object.entries(data.previous)
  // All are read before a tensor is made: an error leaves none behind.
  const read = entries.map(([name, entry]) => [name, entryOf(entry, `previous.${name}`)] as const)
  return { step: data.step, previous: batchOf(read) }
}

/** What an entry holds: plain JSON, or numbers and their shape; those of a tensor have a dtype. */
type Read = { readonly json: unknown } | Numbers & { readonly dtype?: 'float32' | 'int32' | 'bool' }
type Numbers = HostArray<Uint8Array | Int32Array | Float32Array | Float64Array>

function entryOf (entry: Entry, where: string): Read {
  if ('json' in entry) return entry
  if ('host' in entry)
    return { data: numbersOf(entry.host, entry.kind, entry.shape, where), shape: entry.shape }
  const { tensor, dtype, shape } = entry
  const kind = { float32: 'Float32Array', int32: 'Int32Array', bool: 'Uint8Array' } as const
  return { data: numbersOf(tensor, kind[dtype], shape, where), shape, dtype }
}

function batchOf (entries: ReadonlyArray<readonly [string, Read]>): Batch {
  return Object.fromEntries(entries.map(([name, read]) => {
    if ('json' in read) return [name, read.json]
    const { data, shape, dtype } = read
    return [name, dtype === undefined ? { data, shape } : tf.tensor(data, [...shape], dtype)]
  })) as unknown as Batch
}

const kinds = { Uint8Array, Int32Array, Float32Array, Float64Array }

function numbersOf (
  text: string, kind: keyof typeof kinds, shape: readonly number[], where: string
): Numbers['data'] {
  const bytes = fromBase64(text)
  const count = shape.reduce((product, side) => product * side, 1)
  if (bytes?.length === count * kinds[kind].BYTES_PER_ELEMENT)
    return new kinds[kind](bytes.slice().buffer)
  throw fail('STATE', `"${where}" must be base64 of ${count} numbers, a ${kind}`, text)
}

function bytesOf (data: ArrayBufferView): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}
