/**
 * How fast operations are on wasm, beside C:
 * `node dist/test/bench/tensor/main.js [rounds] [group]`.
 *
 * Prints a line for every case and ends with all figures as JSON. One thread; cases run by turns,
 * each beside its bound, and outputs are made anew every time.
 */
import os from 'node:os'
import * as tf from '@tensorflow/tfjs-core'
import { useBackend } from '../../../core/index.js'
import { startBounds } from './bounds.js'
import type { Scene, Shape } from './case.js'
import { bytes } from './groups/bytes.js'
import { mask } from './groups/mask.js'
import { mix } from './groups/mix.js'
import { mixers } from './groups/mixers.js'
import { paste } from './groups/paste.js'
import type { Measured } from './measure.js'
import { measure } from './measure.js'

const rounds = Number(process.argv[2] ?? 30)
const wanted = process.argv[3]
const shapes: readonly Shape[] = [[128, 224, 224, 3], [256, 32, 32, 3]]

function sceneOf (shape: Shape): Scene {
  const [rows] = shape
  const size = shape.reduce((product, length) => product * length, 1)
  const shares = Float64Array.from({ length: rows }, (_, i) => 0.3 + i / rows / 2)
  return {
    shape,
    x: tf.tensor4d(Float32Array.from({ length: size }, (_, j) => j % 251 / 251), [...shape]),
    bytes: Uint8Array.from({ length: size }, (_, j) => j % 251),
    partner: Int32Array.from({ length: rows }, (_, i) => rows - 1 - i),
    shares,
    rest: shares.map(share => 1 - share)
  }
}

function told ({ name, bound, limit, aim, time, boundTime, ratio }: Measured): string {
  const ms = (value: number): string => value.toFixed(value < 1 ? 3 : 2)
  const [lower, upper] = (ratio ?? time).quarters
  const against = ratio === undefined || boundTime === undefined
    ? ''
    : `, C ${bound} ${ms(boundTime.median)} ms: ${ratio.median.toFixed(2)} ` +
      `(${lower.toFixed(2)} … ${upper.toFixed(2)}) of at most ${limit}` +
      (aim === undefined ? '' : `, aim ${aim}`)
  return `${name.padEnd(42)} ${ms(time.median)} ms${against}`
}

await useBackend('wasm')
const groups = [mix, paste, mask, bytes, mixers]
const figures = []
for (const shape of shapes) {
  const bounds = startBounds(shape)
  const scene = sceneOf(shape)
  console.log(`\n${shape.join(' × ')}${bounds === undefined ? ' (no C compiler: no bounds)' : ''}`)
  for (const group of groups.filter(({ name }) => wanted === undefined || name === wanted)) {
    const measured = await measure(group.cases(scene), bounds, rounds)
    measured.forEach(each => { console.log(told(each)) })
    figures.push(...measured.map(each => ({ shape, group: group.name, ...each })))
  }
  bounds?.stop()
  tf.disposeVariables()
  scene.x.dispose()
}
const [{ model }] = os.cpus()
console.log(JSON.stringify({
  machine: { model, cores: os.cpus().length, node: process.version, tfjs: tf.version_core },
  backend: tf.getBackend(),
  figures
}))
