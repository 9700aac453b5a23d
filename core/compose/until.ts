import type { ConfiguredMixer } from '../contract/index.js'
import { parseOptions } from '../define/options.js'
import { count } from '../define/schemas.js'
import * as z from 'zod/mini'
import { checkMixer } from './family.js'
import { plain } from './plain.js'
import { refineBranch, through } from './one-of.js'

/**
 * A mixer that acts before a step and leaves batches as they are from then on: early-stopped mixup.
 *
 * @param step - the first step that is not mixed, at least 1
 * @throws OPTION for a step that is not a whole number of at least 1, and for what is no
 *   configured mixer
 */
export function until<Live = never> (
  step: number, mixer: ConfiguredMixer<Live>
): ConfiguredMixer<Live> {
  parseOptions('until', z.object({ step: count }), { step })
  checkMixer('until', 'mixer', mixer)
  const choices = [mixer, plain() as ConfiguredMixer<Live>]
  return {
    ...mixer,
    name: 'until',
    options: { step, mixer: { name: mixer.name, options: mixer.options } },
    plan: (facts, draw, services) => {
      const chosen = facts.step < step ? 0 : 1
      return through(chosen, choices[chosen].plan(facts, draw, services))
    },
    refine: (...asked) => refineBranch(choices, ...asked)
  }
}
