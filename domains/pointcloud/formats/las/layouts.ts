import type { Field, ScalarType } from '../records.js'

/**
 * The records of LAS 1.0 to 1.4, formats 0 to 10, field by field.
 *
 * Source: ASPRS, LAS Specification 1.4 R15, tables 7 to 17.
 */
const field = (name: string, type: ScalarType): Field => ({ name, type, count: 1 })

const position = [field('X', 'int32'), field('Y', 'int32'), field('Z', 'int32'),
  field('intensity', 'uint16')]
const legacy = [...position, field('flags', 'uint8'), field('classes', 'uint8'),
  field('scan_angle_rank', 'int8'), field('user_data', 'uint8'),
  field('point_source_id', 'uint16')]
/** Formats 6 to 10, before what they add. */
export const modern = [...position, field('returns', 'uint8'), field('flags', 'uint8'),
  field('classification', 'uint8'), field('user_data', 'uint8'), field('scan_angle', 'int16'),
  field('point_source_id', 'uint16'), field('gps_time', 'float64')]
const time = [field('gps_time', 'float64')]
const colour = [field('red', 'uint16'), field('green', 'uint16'), field('blue', 'uint16')]
const near = [field('nir', 'uint16')]
const wave = [field('wavepacket_index', 'uint8'), field('wavepacket_offset', 'uint64'),
  field('wavepacket_size', 'uint32'), field('return_point_wave_location', 'float32'),
  field('x_t', 'float32'), field('y_t', 'float32'), field('z_t', 'float32')]

/** What a record of format 0, 1, 2 … holds. */
export const recordFormats: ReadonlyArray<readonly Field[]> = [
  legacy,
  [...legacy, ...time],
  [...legacy, ...colour],
  [...legacy, ...time, ...colour],
  [...legacy, ...time, ...wave],
  [...legacy, ...time, ...colour, ...wave],
  modern,
  [...modern, ...colour],
  [...modern, ...colour, ...near],
  [...modern, ...wave],
  [...modern, ...colour, ...near, ...wave]
]

/** Numbers of some bits of a field. */
export interface Bits {
  readonly name: string
  readonly of: string
  readonly shift: number
  readonly bits: number
}

const bits = (of: string, ...parts: ReadonlyArray<readonly [name: string, bits: number]>): Bits[] =>
  parts.map(([name, bits], k) =>
    ({ name, of, bits, shift: parts.slice(0, k).reduce((sum, [, each]) => sum + each, 0) }))

/** What formats 0 to 5 pack into bits. */
export const legacyBits: readonly Bits[] = [
  ...bits('flags', ['return_number', 3], ['number_of_returns', 3], ['scan_direction_flag', 1],
    ['edge_of_flight_line', 1]),
  ...bits('classes', ['classification', 5], ['synthetic', 1], ['key_point', 1], ['withheld', 1])
]

/** What formats 6 to 10 pack into bits. */
export const modernBits: readonly Bits[] = [
  ...bits('returns', ['return_number', 4], ['number_of_returns', 4]),
  ...bits('flags', ['synthetic', 1], ['key_point', 1], ['withheld', 1], ['overlap', 1],
    ['scanner_channel', 2], ['scan_direction_flag', 1], ['edge_of_flight_line', 1])
]
