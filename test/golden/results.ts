import * as tf from '@tensorflow/tfjs-core'

/** Numbers with a shape. */
export interface Numbers {
  readonly shape: readonly number[]
  readonly data: ArrayLike<number>
  /** Whole numbers by their type, which must be met exactly. */
  readonly exact: boolean
}

export type Result = Numbers | string | boolean | null
/** Results by their place in the file: `images`, `boxes[0].lam`. */
export type Results = ReadonlyMap<string, Result>

/** Takes a value from a file or an adapter apart. Tensors are read. */
export async function resultsOf (value: object): Promise<Results> {
  const found = new Map<string, Result>()
  for (const [name, entry] of Object.entries(value)) await collect(entry, name, found)
  return found
}

async function collect (value: unknown, place: string, found: Map<string, Result>): Promise<void> {
  const whole = value instanceof tf.Tensor ? await numbersIn(value) : plainResult(value)
  if (whole !== undefined) {
    found.set(place, whole)
    return
  }
  const isList = Array.isArray(value)
  for (const [name, entry] of Object.entries(Object(value) as object)) {
    await collect(entry, isList ? `${place}[${name}]` : `${place}.${name}`, found)
  }
}

async function numbersIn (tensor: tf.Tensor): Promise<Numbers> {
  return { shape: tensor.shape, data: await tensor.data(), exact: tensor.dtype !== 'float32' }
}

/** A value that is one result, or nothing for one that holds several. */
function plainResult (value: unknown): Result | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return { shape: [], data: [value], exact: false }
  if (ArrayBuffer.isView(value)) {
    const data = value as Float64Array
    return { shape: [data.length], data, exact: false }
  }
  if (Array.isArray(value)) return listed(value)
  const { shape, data, dtype } = Object(value) as Record<string, unknown>
  if (!Array.isArray(shape) || (!Array.isArray(data) && !ArrayBuffer.isView(data))) return undefined
  const size = (shape as number[]).reduce((product, length) => product * length, 1)
  const flat = data as number[]
  if (flat.length !== size) throw new Error(`[${shape.join(', ')}] does not hold ${flat.length}`)
  return { shape: shape as number[], data: flat, exact: /^u?int|^bool/.test(String(dtype)) }
}

/** Numbers in nested lists of one length; files give no type, so these are real numbers. */
function listed (list: readonly unknown[]): Numbers | undefined {
  const rows = list.map(entry => Array.isArray(entry) ? listed(entry) : entry)
  if (rows.every(row => typeof row === 'number')) {
    return { shape: [rows.length], data: rows, exact: false }
  }
  const inner = rows.filter((row): row is Numbers => typeof row === 'object' && row !== null)
  const shape = inner[0]?.shape ?? []
  const even = inner.every(row => String(row.shape) === String(shape))
  if (inner.length < rows.length || !even) return undefined
  const data = inner.flatMap(row => Array.from(row.data))
  return { shape: [rows.length, ...shape], data, exact: false }
}

export function isNumbers (result: Result | undefined): result is Numbers {
  return typeof result === 'object' && result !== null
}
