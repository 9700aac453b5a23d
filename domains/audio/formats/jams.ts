import * as z from 'zod/mini'
import { fail } from '../../../core/errors.js'
import type { Beat } from './beats.js'

const number = z.number()
const list = z.array(z.object({ time: number, value: z.unknown() }))
/** Older files hold a list for every field. */
const columns = z.object({ time: z.array(number), value: z.array(z.unknown()) })
const schema = z.object({
  annotations: z.array(z.object({ namespace: z.string(), data: z.union([list, columns]) }))
})

/** The beats of a JAMS file (Humphrey et al., 2014): `beat_position`, or else `beat`. */
export function jamsBeats (text: string, source: string): Beat[] {
  const parsed = schema.safeParse(jsonOf(text, source))
  if (!parsed.success) throw fail('FORMAT', source, 'is no JAMS file: it must have annotations')
  const { annotations } = parsed.data
  const chosen = annotations.find(({ namespace }) => namespace === 'beat_position') ??
    annotations.find(({ namespace }) => namespace === 'beat')
  if (chosen === undefined) throw fail('FORMAT', source, 'has no annotation of beats')
  const { data } = chosen
  const entries = Array.isArray(data)
    ? data
    : data.time.map((time, k) => ({ time, value: data.value[k] }))
  return entries.map(({ time, value }) => {
    const place = typeof value === 'object' && value !== null && 'position' in value
      ? value.position
      : value
    return { time, ...typeof place === 'number' ? { place } : {} }
  })
}

function jsonOf (text: string, source: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw fail('FORMAT', source, 'is no JAMS file: it must be JSON')
  }
}

/** Beats as a JAMS file. */
export function jamsText (beats: readonly Beat[], duration: number): string {
  const data = beats.map(({ time, place }) =>
    ({ time, duration: 0, value: place ?? null, confidence: null }))
  return `${JSON.stringify({
    file_metadata: { title: '', artist: '', release: '', duration, identifiers: {},
      jams_version: '0.3.4' },
    annotations: [{ namespace: 'beat', time: 0, duration, data, sandbox: {},
      annotation_metadata: { data_source: 'program', annotation_tools: 'remixture',
        annotation_rules: '', annotator: {}, corpus: '', curator: { name: '', email: '' },
        validation: '', version: '' } }],
    sandbox: {}
  }, undefined, 2)}\n`
}
