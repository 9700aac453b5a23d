import * as z from 'zod/mini'
import { defineMixer } from '../define/mixer.js'
import { own } from '../plan/layers.js'

/** Mixes nothing: every row as it is. What a composition falls back to. */
export const plain = defineMixer({
  name: 'plain',
  domain: 'any',
  paper: 'none',
  options: z.object({}),
  plan: () => [own()]
})
