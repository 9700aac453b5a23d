import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isWithheld } from '../left-out.js'

/**
 * The WAV of a clip in base64: from the project, or from the data beside a folder of golden files.
 * Nothing for one that may not be handed on and is in neither.
 *
 * @throws Error for a clip that is in neither
 */
export function clipOf (name: string, golden: string): string | undefined {
  const data = path.join(path.dirname(golden), '..', '..', 'data', 'audio')
  const places = ['examples/data/audio', data, path.join(data, 'synth'), path.join(data, 'real'),
    path.dirname(golden)].map(folder => path.join(folder, `${name}.wav`))
  const found = places.find(existsSync)
  if (found === undefined && isWithheld(name)) return undefined
  if (found === undefined) throw new Error(`the clip "${name}" is nowhere`)
  return readFileSync(found).toString('base64')
}
