import type { Group } from '../case.js'
import { bytes } from './bytes.js'
import { mask } from './mask.js'
import { mix, mixShort } from './mix.js'
import { mixers } from './mixers.js'
import { paste } from './paste.js'
import { rows } from './rows.js'

/** In the order of the page. */
export const groups: readonly Group[] = [mix, paste, mask, bytes, mixers, mixShort, rows]
