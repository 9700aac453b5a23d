/** Numbers as JavaScript holds them. */
export type NumberArray = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array
  | Uint32Array | BigInt64Array | BigUint64Array | Float32Array | Float64Array

/** A type of numbers in a file: what holds it here, and its bytes there. */
interface Held {
  readonly holds: new (buffer: ArrayBuffer) => NumberArray
  readonly bytes: 1 | 2 | 4 | 8
}

/**
 * The types of numbers that files may have. Half precision is held in single; a truth is a byte,
 * 0 or 1.
 */
export const numberTypes = {
  bool: { holds: Uint8Array, bytes: 1 },
  int8: { holds: Int8Array, bytes: 1 },
  uint8: { holds: Uint8Array, bytes: 1 },
  int16: { holds: Int16Array, bytes: 2 },
  uint16: { holds: Uint16Array, bytes: 2 },
  int32: { holds: Int32Array, bytes: 4 },
  uint32: { holds: Uint32Array, bytes: 4 },
  int64: { holds: BigInt64Array, bytes: 8 },
  uint64: { holds: BigUint64Array, bytes: 8 },
  float16: { holds: Float32Array, bytes: 2 },
  float32: { holds: Float32Array, bytes: 4 },
  float64: { holds: Float64Array, bytes: 8 }
} as const satisfies Record<string, Held>

export type NumberType = keyof typeof numberTypes

/** What holds a type here. */
export type HeldAs = { [Type in NumberType]: InstanceType<typeof numberTypes[Type]['holds']> }

/** The type of an array by what it is; undefined for anything else. */
export function typeOf (data: unknown): Exclude<NumberType, 'bool' | 'float16'> | undefined {
  for (const type of listed) if (data instanceof numberTypes[type].holds) return type
  return undefined
}

const listed = [
  'int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'int64', 'uint64', 'float32', 'float64'
] as const

/** Half precision (IEEE 754 binary16) to a number, exactly. */
export function fromHalf (bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >>> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  return exponent === 0
    ? sign * fraction * 2 ** -24
    : sign * (1024 + fraction) * 2 ** (exponent - 25)
}

/** The half-precision number next to `value`, ties to even; too large ones become infinite. */
export function toHalf (value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0
  const size = Math.abs(value)
  if (Number.isNaN(size)) return 0x7e00
  if (size >= 65520) return sign | 0x7c00
  // The spacing of numbers is that of the smallest normal ones below 2 ** -14.
  const exponent = Math.max(-14, Math.floor(Math.log2(size || 1e-300)))
  const steps = roundEven(size / 2 ** (exponent - 10))
  // A mantissa that rounds up to 2048 carries into the exponent by itself.
  return sign | (steps < 1024 ? steps : steps + ((exponent + 14) << 10))
}

function roundEven (value: number): number {
  const below = Math.floor(value)
  const rest = value - below
  if (rest !== 0.5) return Math.round(value)
  return below % 2 === 0 ? below : below + 1
}
