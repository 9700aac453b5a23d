import { images, shapes } from '../batches.js'
import { property } from '../property.js'
import { same } from '../same.js'
import { STEPS, mixOf } from '../trials.js'

/** The same seed gives the same plan at a step, whatever was planned before it. */
export const sameSeed = property(function * (entry, options) {
  for (const shape of shapes) {
    const batch = { x: images(shape) }
    const [forth, back, other] = [0, 1, 2].map(() => mixOf(entry, options))
    const steps = Array.from({ length: STEPS }, (_, step) => step)
    const inOrder = steps.map(() => forth.plan(batch))
    const backwards = [...steps].reverse().map(step => back.plan(batch, { step })).reverse()
    const again = steps.map(step => other.plan(batch, { step: Math.min(step, 3) }))
    for (const step of steps) {
      if (!same(inOrder[step], backwards[step])) yield `step ${step} depends on the ones before`
      if (!same(again[step], inOrder[Math.min(step, 3)])) yield `a repeated step ${step} differs`
    }
  }
})
