import { fail } from '../../../core/errors.js'
import { checkBytes } from './table.js'

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
  checkBytes(bytes, 'readLabel')
  if (bytes.length % 4 !== 0)
    throw fail('FORMAT', source, `must have a multiple of 4 bytes, got ${bytes.length}`)
  const size = bytes.length / 4
  if (points !== undefined && size !== points)
    throw fail('FORMAT', source, `must have a label for each of ${points} points, got ${size}`)
  const [segment, instance] = [new Uint16Array(size), new Uint16Array(size)]
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let k = 0; k < size; k++) {
    segment[k] = view.getUint16(4 * k, true)
    instance[k] = view.getUint16(4 * k + 2, true)
  }
  return { segment, instance }
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
