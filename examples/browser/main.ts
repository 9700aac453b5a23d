/** Mixes two images that are dropped on the page, live. Built by `npm run example:browser`. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import * as tf from '@tensorflow/tfjs-core'
import type { Plan } from '../../core/index.js'
import {
  createMixer, derangement, describe, scripted, stringify, useBackend
} from '../../core/index.js'
import { cutmix, kerasCutmix, kerasMixup, mixup } from '../../domains/image/index.js'
import { drawOn, onImage, pixelsOf } from './pictures.js'

const SIDE = 256
/** Each with the other, always. */
const pairing = derangement()
const mixers = new Map([
  ['CutMix', cutmix({ pairing })],
  ['mixup', mixup({ pairing })],
  ["Keras' CutMix", kerasCutmix({ pairing })],
  ["Keras' MixUp", kerasMixup({ pairing })]
])

const find = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T
const choice = find<HTMLSelectElement>('mixer')
const lambda = find<HTMLInputElement>('lambda')
const photos: Float32Array[] = []
let step = 0
let last: Plan | undefined

/** Mixes by chance, or as the last time but for λ. */
async function mixAgain (keep: boolean): Promise<void> {
  const chosen = mixers.get(choice.value)
  if (photos[0] === undefined || photos[1] === undefined || chosen === undefined) return
  const mix = createMixer(chosen, { seed: 1, targets: { label: { classes: 2 } } })
  const x = tf.tidy(() => tf.stack(photos.map(each => tf.tensor3d(each, [SIDE, SIDE, 3]))))
  const batch = { x, label: [0, 1] }
  const draws = keep && last !== undefined
    ? scripted({ ...last.draws, lambda: last.draws.lambda.map(() => Number(lambda.value)) })
    : undefined
  const plan = mix.plan(batch, draws === undefined ? { step: step++ } : { draws })
  const mixed = mix.apply(batch, plan)
  const { label } = mixed
  const [pixels, labels] = [await mixed.x.data<'float32'>(), await label.data<'float32'>()]
  tf.dispose([x, mixed.x, label])
  last = plan
  tell(plan, pixels, labels)
}

function tell (plan: Plan, pixels: Float32Array, labels: Float32Array): void {
  const size = SIDE * SIDE * 3
  for (const i of [0, 1]) {
    drawOn(find(`mixed-${i}`), pixels.subarray(i * size, (i + 1) * size))
    const [a, b] = labels.subarray(2 * i, 2 * i + 2)
    find(`label-${i}`).textContent = `${percent(a)} A, ${percent(b)} B`
  }
  const [drawn] = plan.draws.lambda
  lambda.value = String(drawn)
  find('lambda-shown').textContent = drawn.toFixed(2)
  find('told').textContent = describe(plan)
  find('plan').textContent = stringify(plan)
}

function percent (share: number): string {
  return `${Math.round(100 * share)} %`
}

/** Does something, and shows an error where it can be read. */
function attempt (work: () => Promise<void>): void {
  const problem = find('problem')
  work().then(() => { problem.textContent = '' },
    (error: unknown) => { problem.textContent = (error as Error).message })
}

for (const name of mixers.keys()) choice.add(new Option(name))
for (const i of [0, 1]) {
  const canvas = find<HTMLCanvasElement>(`source-${i}`)
  onImage(canvas.closest('label') as HTMLLabelElement, file => {
    attempt(async () => {
      photos[i] = await pixelsOf(file, canvas)
      await mixAgain(false)
    })
  })
}
choice.addEventListener('change', () => { attempt(() => mixAgain(false)) })
lambda.addEventListener('input', () => { attempt(() => mixAgain(true)) })
find('redraw').closest('form')?.addEventListener('submit', event => {
  event.preventDefault()
  attempt(() => mixAgain(false))
})

setWasmPaths('./')
attempt(async () => { document.body.dataset.backend = await useBackend('wasm') })
