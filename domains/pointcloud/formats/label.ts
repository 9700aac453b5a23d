import { fail } from '../../../core/errors.js'
import { placed, readRecords } from './records.js'
import type { Incoming } from './stream/incoming.js'
import { recordTables, wholeTable, type Tables } from './stream/tables.js'

/** Labels of SemanticKITTI: a class and an instance of it for every point, as they are on disk. */
export interface RawLabels {
  readonly segment: Uint16Array
  readonly instance: Uint16Array
}

/**
 * Reads a `.label` file of SemanticKITTI: 32 bits a point, the lower 16 its class, the upper 16 its
 * instance.
 *
 * @param points - how many there must be; absent, any number
 * @param source - names the file in errors
 * @throws FORMAT for a size that is no multiple of 4, and for another number of labels
 */
export function readLabel (
  bytes: Uint8Array, points?: number, source = 'readLabel'
): RawLabels {
  const { size, columns: { segment, instance } } =
    wholeTable(bytes, 'readLabel', source, labelTables)
  if (points !== undefined && size !== points)
    throw fail('FORMAT', source, `must have a label for each of ${points} points, got ${size}`)
  return { segment: segment.data as Uint16Array, instance: instance.data as Uint16Array }
}

const { fields, stride } = placed([
  { name: 'segment', type: 'uint16', count: 1 }, { name: 'instance', type: 'uint16', count: 1 }
])

/** The same as a table, block by block. */
export function labelTables (incoming: Incoming, block: number): Tables {
  return recordTables(incoming, block, {
    stride,
    columns: (bytes, records) => readRecords(bytes, records, fields),
    tooFew: left =>
      fail('FORMAT', incoming.source, `must have a multiple of 4 bytes, got ${left}`)
  })
}

/**
 * Writes labels as SemanticKITTI has them.
 *
 * @param instance - 0 everywhere if absent
 * @throws INPUT for lists of different lengths, and for numbers outside of 0 … 65,535
 */
export function writeLabel (
  segment: ArrayLike<number>, instance?: ArrayLike<number>
): Uint8Array {
  for (const [name, list] of Object.entries({ segment, instance })) {
    const listed = Array.isArray(list) || (ArrayBuffer.isView(list) && 'length' in list)
    if (!listed && !(name === 'instance' && list === undefined))
      throw fail('INPUT', 'writeLabel', name, 'must be a list of whole numbers', list)
  }
  if (instance !== undefined && instance.length !== segment.length) {
    throw fail('INPUT', 'writeLabel', 'instance', `must be ${segment.length} numbers`, instance)
  }
  const bytes = new Uint8Array(segment.length * 4)
  const view = new DataView(bytes.buffer)
  for (let k = 0; k < segment.length; k++) {
    view.setUint16(4 * k, sixteen(segment[k], 'segment'), true)
    view.setUint16(4 * k + 2, instance === undefined ? 0 : sixteen(instance[k], 'instance'), true)
  }
  return bytes
}

function sixteen (value: number, name: string): number {
  if (!Number.isInteger(value) || value < 0 || value > 0xffff)
    throw fail('INPUT', 'writeLabel', name, 'must be whole numbers from 0 to 65,535', value)
  return value
}
