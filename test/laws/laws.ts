import test from 'ava'
import type { Study } from './study.js'
import { studies as boxes } from './studies/boxes.js'
import { studies as clouds } from './studies/clouds.js'
import { studies as choices } from './studies/choices.js'
import { studies as embeddings } from './studies/embeddings.js'
import { studies as gammas } from './studies/gammas.js'
import { studies as keras } from './studies/keras.js'
import { studies as lambdas } from './studies/lambdas.js'
import { studies as masks } from './studies/masks.js'
import { studies as models } from './studies/models.js'
import { studies as operations } from './studies/operations.js'
import { studies as orders } from './studies/orders.js'
import { studies as partners } from './studies/partners.js'
import { studies as parts } from './studies/parts.js'
import { studies as sounds } from './studies/sounds.js'
import { studies as styles } from './studies/styles.js'

/** Every random quantity of mixers of images, sounds, clouds and rows, of pairings, and of ada. */
export const studies: readonly Study[] = [
  ...lambdas, ...orders, ...boxes, ...keras, ...choices, ...masks, ...parts, ...partners, ...gammas,
  ...styles, ...operations, ...models, ...sounds, ...clouds,
  ...embeddings
]

/** The laws must be probable, and wrong laws must not. */
const LEVEL = 1e-3

export const obeys = test.macro((t, study: Study, count: number) => {
  for (const { claim, p, wrong } of study.run(count)) {
    t.true(p > LEVEL, `${claim}: p = ${p}`)
    t.true(Object.keys(wrong).length > 0, `${claim}: has no control`)
    for (const [name, chance] of Object.entries(wrong)) {
      t.true(chance < LEVEL, `${claim}: "${name}" is not found out, p = ${chance}`)
    }
  }
})
