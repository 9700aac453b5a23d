import { fail } from '../../../../core/errors.js'
import type { Field, ScalarType } from '../records.js'
import { Incoming, lineOf, type Reading } from '../stream/incoming.js'
import { checkBytes } from '../table.js'

export const pcdEncodings = ['ascii', 'binary', 'binary_compressed'] as const
export type PcdEncoding = typeof pcdEncodings[number]

export interface PcdHeader {
  readonly fields: readonly Field[]
  readonly size: number
  readonly encoding: PcdEncoding
  /** Where the data begin. */
  readonly start: number
}

const types: Readonly<Record<string, ScalarType>> = {
  I1: 'int8', I2: 'int16', I4: 'int32', I8: 'int64', U1: 'uint8', U2: 'uint16', U4: 'uint32',
  U8: 'uint64', F4: 'float32', F8: 'float64'
}
const keys = [
  'VERSION', 'FIELDS', 'COLUMNS', 'SIZE', 'TYPE', 'COUNT', 'WIDTH', 'HEIGHT', 'VIEWPOINT',
  'POINTS', 'DATA'
]

/**
 * Reads the header of a PCD file, versions 0.5 to 0.7.
 *
 * @throws FORMAT
 */
export function readPcdHeader (bytes: Uint8Array, source: string): PcdHeader {
  checkBytes(bytes, 'readPcdHeader')
  const reading = pcdHeader(Incoming.whole(bytes, source)).next()
  return reading.value as PcdHeader
}

/** The same, as far as the bytes are there. */
export function * pcdHeader (incoming: Incoming): Reading<PcdHeader> {
  const { source } = incoming
  const said = new Map<string, string[]>()
  while (!said.has('DATA')) {
    const line = yield * lineOf(incoming)
    const [key, ...values] = line.trim().split(/\s+/)
    if (key === '' || key.startsWith('#')) continue
    if (!keys.includes(key) || said.has(key)) {
      throw fail('FORMAT', source, `is no PCD file: its header must have ${
        keys.join(', ')}, each once, got "${line.slice(0, 60)}"`)
    }
    said.set(key, values)
  }
  checkVersion(said.get('VERSION') ?? [], source)
  const encoding = pcdEncodings.find(each => each === said.get('DATA')?.[0])
  if (encoding === undefined) {
    throw fail('FORMAT', source, `must have its data as ${
      pcdEncodings.join(', ')}, got "${said.get('DATA')?.join(' ')}"`)
  }
  return { fields: fieldsOf(said, source), size: sizeOf(said, source), encoding,
    start: incoming.place }
}

function checkVersion ([version]: readonly string[], source: string): void {
  if (!/^0?\.[567]$/.test(String(version)))
    throw fail('FORMAT', source, `must be of version 0.5 to 0.7, got "${version}"`)
}

function fieldsOf (said: ReadonlyMap<string, readonly string[]>, source: string): Field[] {
  const names = said.get('FIELDS') ?? said.get('COLUMNS') ?? []
  const [sizes, letters] = [said.get('SIZE') ?? [], said.get('TYPE') ?? []]
  const counts = said.get('COUNT') ?? names.map(() => '1')
  if (names.length === 0 ||
    [sizes, letters, counts].some(({ length }) => length !== names.length)) {
    throw fail('FORMAT', source, `must have a size, a type and a count for each of ${
      names.length} fields, got ${sizes.length}, ${letters.length} and ${counts.length}`)
  }
  return names.map((name, k) => {
    const type = `${letters[k]}${sizes[k]}`
    if (!Object.hasOwn(types, type)) {
      throw fail('FORMAT', source,
        `must have fields of the types ${Object.keys(types).join(', ')}, got ${type} in "${name}"`)
    }
    const count = wholeOf(counts[k], `the count of "${name}"`, source)
    if (count < 1) throw fail('FORMAT', source, `must have 1 "${name}" at least, got ${count}`)
    if (name !== '_' && names.indexOf(name) !== k)
      throw fail('FORMAT', source, `must have "${name}" once, got it twice`)
    return { name, type: types[type], count }
  })
}

function sizeOf (said: ReadonlyMap<string, readonly string[]>, source: string): number {
  const of = (key: string): number | undefined => {
    const values = said.get(key)
    return values === undefined ? undefined : wholeOf(values[0], key, source)
  }
  const [width, height, points] = [of('WIDTH'), of('HEIGHT') ?? 1, of('POINTS')]
  const size = points ?? (width === undefined ? undefined : width * height)
  if (size === undefined || (width !== undefined && width * height !== size)) {
    throw fail('FORMAT', source,
      `must have as many points as its width times its height, got ${points} and ${
        width} × ${height}`)
  }
  return size
}

function wholeOf (text: string | undefined, what: string, source: string): number {
  const value = /^\d+$/.test(text ?? '') ? Number(text) : NaN
  if (!Number.isSafeInteger(value))
    throw fail('FORMAT', source, `must have ${what} as a whole number, got "${text}"`)
  return value
}
