import * as tf from '@tensorflow/tfjs-core'
import { z } from 'zod'
import type { Batch, HostArray, Json } from '../contract/index.js'
import { fail } from '../errors.js'
import { fromBase64, toBase64 } from '../plan/base64.js'
import { mapBatch } from './held.js'
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

const entrySchema = z.union([
  z.strictObject({ tensor: z.string(), dtype: z.enum(['float32', 'int32', 'bool']),
    shape: z.array(z.int().gte(0)) }),
  z.strictObject({ host: z.string(), kind: z.enum(['Uint8Array', 'Int32Array', 'Float32Array']),
    shape: z.array(z.int().gte(0)) }),
  z.strictObject({ json: z.json() })
])
type Entry = z.output<typeof entrySchema>

const stateSchema = z.strictObject({
  version: z.literal(1),
  mixer: z.string(),
  seed: z.int(),
  step: z.int().gte(0),
  previous: z.record(z.string(), entrySchema).optional()
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
  const { data, shape } = Object(value) as Partial<HostArray<Uint8Array>>
  if (data === undefined) return { json: value as z.core.util.JSONType }
  const kind = data.constructor.name as 'Uint8Array'
  return { host: toBase64(bytesOf(data)), kind, shape: [...shape ?? []] }
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
  if (data.mixer !== mixer || data.seed !== seed) {
    throw fail('STATE', `must be of mixer "${mixer}" and seed ${seed}`,
      `"${data.mixer}" and ${data.seed}`)
  }
  const previous = data.previous as Batch | undefined
  return { step: data.step,
    previous: previous && mapBatch(previous, entry => read(entry as Entry)) }
}

function read (entry: Entry): unknown {
  if ('json' in entry) return entry.json
  if ('host' in entry) return { data: numbersOf(entry.host, entry.kind), shape: entry.shape }
  const kind = { float32: 'Float32Array', int32: 'Int32Array', bool: 'Uint8Array' } as const
  return tf.tensor(numbersOf(entry.tensor, kind[entry.dtype]), entry.shape, entry.dtype)
}

const kinds = { Uint8Array, Int32Array, Float32Array }

function numbersOf (text: string, kind: keyof typeof kinds): Uint8Array | Int32Array
  | Float32Array {
  const bytes = fromBase64(text)
  if (bytes === undefined || bytes.length % kinds[kind].BYTES_PER_ELEMENT !== 0) {
    throw fail('STATE', `must hold base64 of a ${kind}`, text)
  }
  return new kinds[kind](bytes.slice().buffer)
}

function bytesOf (data: ArrayBufferView): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}
