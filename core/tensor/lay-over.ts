import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fail } from '../errors.js'
import type { HostMask } from './blend-mask.js'
import { blendMask } from './blend-mask.js'
import { checkOptions } from './check-options.js'
import type { OverOptions } from './over.js'
import type { PasteBoxesOptions } from './paste-boxes.js'
import { pasteBoxes } from './paste-boxes.js'
import type { PasteResizedOptions } from './paste-resized.js'
import { pasteResized } from './paste-resized.js'
import { reusing } from './reuse.js'

/** A mask, and how its source shows in it. */
export interface MaskOptions extends OverOptions { readonly mask: Tensor | HostMask }

/** One source, and where it shows: in boxes, in boxes `from` a part of it, or by a mask. */
export type OverLayer<T extends Tensor = Tensor> = { readonly source: T } &
  (PasteBoxesOptions | PasteResizedOptions | MaskOptions)

/**
 * Lays any number of sources over a base, one after the other: several boxes a sample, several
 * masks, parts that are resized, of one source or of many. A sample that has fewer boxes than
 * others has empty ones.
 *
 * The same as `pasteBoxes`, `pasteResized` and `blendMask` by turns, with the same gradients. Where
 * none is recorded, layers after the first are written into what it made on wasm: one pass over
 * memory, and what the regions hold.
 *
 * @param base - float32 `[n, …]`; int32 and bool too where nothing is mixed
 * @param layers - at least one; `baseRows` of a later one are rows of what has been laid
 * @returns as `base`, or as many rows as `baseRows` name
 * @throws TENSOR as these operations do, and for layers that are no list of them
 */
export function layOver<T extends Tensor> (base: T, layers: ReadonlyArray<OverLayer<T>>): T {
  checkLayers(layers)
  return tf.tidy(() => layers.reduce<T>((there, layer, l) => l > 0 && layer.baseRows === undefined
    ? reusing(there, () => lay(there, layer))
    : lay(there, layer), base))
}

function checkLayers (layers: unknown): void {
  if (!Array.isArray(layers) || layers.length === 0)
    throw fail('TENSOR', 'layOver', 'layers', 'must be a list of at least one layer', layers)
  layers.forEach((layer, l) => { checkOptions(layer, 'layOver', `layers[${l}]`) })
}

function lay<T extends Tensor> (there: T, { source, ...layer }: OverLayer<T>): T {
  if ('mask' in layer) return blendMask(there, source, layer.mask, layer)
  return 'from' in layer
    ? pasteResized(there, source, layer)
    : pasteBoxes(there, source, layer)
}
