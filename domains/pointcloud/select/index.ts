import { bands } from './bands.js'
import { cells } from './cells.js'
import { cuboids } from './cuboids.js'
import { sector } from './sector.js'
import type { Selector } from './selector.js'
import { values } from './values.js'

/** What `points` regions may name. */
export const selectors: Readonly<Record<string, Selector>> = { bands, cells, cuboids, sector,
  values }
