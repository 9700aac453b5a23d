import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * The WAV of a clip in base64: from the project, or from the data beside a folder of golden files.
 * Nothing for one that is in neither.
 */
export function clipOf (name: string, golden: string): string | undefined {
  const here = path.dirname(golden)
  const data = [['..', '..'], ['..']].map(up => path.join(here, ...up, 'data', 'audio'))
  const folders = data.flatMap(folder =>
    [folder, path.join(folder, 'synth'), path.join(folder, 'real')])
  const places = ['examples/data/audio', ...folders, here]
    .map(folder => path.join(folder, `${name}.wav`))
  const found = places.find(existsSync)
  return found === undefined ? undefined : readFileSync(found).toString('base64')
}
