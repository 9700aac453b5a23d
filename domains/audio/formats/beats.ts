import { fail } from '../../../core/errors.js'
import { checkLeast, checkOneOf } from '../checks.js'
import type { BeatTimes } from '../signals/beat-map.js'
import { checkBeats } from '../signals/beat-map.js'
import { jamsBeats, jamsText } from './jams.js'

/** How beats are written: Audacity's labels, JAMS, or lines of a time and a place in the bar. */
export type BeatFormat = 'audacity' | 'jams' | 'csv'

/** A beat as files have it: its time in seconds, and its place in the bar, the first being 1. */
export interface Beat { readonly time: number, readonly place?: number }

/**
 * Reads beats that somebody has corrected. Audacity: lines of a start, an end and a label; JAMS:
 * its annotation `beat_position`, or else `beat`; CSV: lines of a time and, perhaps, a place, by
 * commas, semicolons, tabs or spaces, under a heading or not. The beat of place 1 begins a bar, as
 * does one that is labelled "downbeat".
 *
 * @param source - names the file in errors
 * @throws FORMAT for what is no such file, and for times that are below 0 or do not rise
 */
export function parseBeats (
  text: string, format: BeatFormat, source = 'parseBeats'
): BeatTimes {
  if (typeof text !== 'string') throw fail('INPUT', source, 'text', 'must be text', text)
  checkOneOf(format, Object.keys(readers), source, 'format')
  const beats = readers[format](text.replace(/^\ufeff/, ''), source)
  beats.forEach(({ time }, k) => {
    if (!(time >= 0 && Number.isFinite(time)))
      throw fail('FORMAT', source, `has a beat at ${time}: it must be 0 s or later`)
    if (k > 0 && time <= beats[k - 1].time)
      throw fail('FORMAT', source, `has a beat at ${time} s after one at ${beats[k - 1].time} s`)
  })
  return {
    beats: Float64Array.from(beats, ({ time }) => time),
    downbeats: Float64Array.from(beats.filter(({ place }) => place === 1), ({ time }) => time)
  }
}

/**
 * Writes beats, to be corrected in an editor of sounds and read again. Times have six digits.
 *
 * @param duration - of the sound, in seconds, which JAMS wants to know; by default up to the last
 *   beat
 * @throws OPTION for what is no format; INPUT for times that are below 0, not finite, or fall, and
 *   for such a duration
 */
export function formatBeats (times: BeatTimes, format: BeatFormat, duration?: number): string {
  checkOneOf(format, Object.keys(readers), 'formatBeats', 'format')
  const beats = placed(checkBeats(times, 'formatBeats'))
  if (duration !== undefined) checkLeast(duration, 'formatBeats', 'duration', ' s')
  if (format === 'jams') return jamsText(beats, duration ?? beats.at(-1)?.time ?? 0)
  const label = ({ place }: Beat): string => place === undefined ? 'beat' : String(place)
  if (format === 'csv') {
    return `time,place\n${beats.map(beat =>
      `${seconds(beat.time)},${beat.place ?? ''}\n`).join('')}`
  }
  return beats.map(beat =>
    `${seconds(beat.time)}\t${seconds(beat.time)}\t${label(beat)}\n`).join('')
}

/** Beats with their places, counted from the downbeat before them; before the first from none. */
function placed ({ beats, downbeats }: BeatTimes): Beat[] {
  const firsts = Array.from(downbeats)
  let place: number | undefined
  return Array.from(beats, time => {
    const begins = firsts.some(first => Math.abs(first - time) < 1e-3)
    place = begins ? 1 : place === undefined ? undefined : place + 1
    return { time, ...place === undefined ? {} : { place } }
  })
}

function seconds (time: number): string {
  return time.toFixed(6)
}

function audacityBeats (text: string, source: string): Beat[] {
  // Lines that begin with a backslash hold the frequencies of the label before
  return lines(text).filter(({ line }) => !line.startsWith('\\')).map(({ line, number }) => {
    const [start, end, label = ''] = cellsOf(line)
    if (end === undefined)
      throw fail('FORMAT', source, `line ${number} must have a start and an end`)
    return beatOf(start, label, number, source)
  })
}

function csvBeats (text: string, source: string): Beat[] {
  const rows = lines(text).map(({ line, number }) => ({ cells: cellsOf(line.trim()), number }))
  const body = rows.length > 0 && !isNumber(rows[0].cells[0]) ? rows.slice(1) : rows
  return body.map(({ cells: [time, label = ''], number }) => beatOf(time, label, number, source))
}

/** Between semicolons or tabs commas are those of decimals, as some countries write them. */
function cellsOf (line: string): string[] {
  return line.split(/[;\t]/.test(line) ? /\s*[;\t]\s*/ : /[,\s]+/)
    .map(cell => cell.replace(/^(["'])(.*)\1$/, '$2').replace(/^(\d+),(\d+)$/, '$1.$2'))
}

function beatOf (time: string, label: string, line: number, source: string): Beat {
  if (!isNumber(time))
    throw fail('FORMAT', source, `line ${line} must begin with a time in seconds`)
  const word = label.trim().toLowerCase()
  // "2.3" is the third beat of the second bar, as some editors count
  const place = ['downbeat', 'db', 'd'].includes(word) ? 1 : Number(/(\d+)$/.exec(word)?.[1])
  return { time: Number(time), ...Number.isFinite(place) ? { place } : {} }
}

function isNumber (text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text))
}

function lines (text: string): Array<{ readonly line: string, readonly number: number }> {
  return text.split(/\r\n|\r|\n/).map((line, k) => ({ line: line.trimEnd(), number: k + 1 }))
    .filter(({ line }) => line.trim() !== '' && !line.startsWith('#'))
}

const readers: Readonly<Record<BeatFormat, (text: string, source: string) => Beat[]>> = {
  audacity: audacityBeats, jams: jamsBeats, csv: csvBeats
}
