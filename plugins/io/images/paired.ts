import type { Labelled } from './labelled.js'
import type { Found } from './walk.js'

/** The sub-folder that images may lie in, beside what belongs to them. */
const IMAGES = 'images/'

/** The images of a folder: those below `images/`, if there is such a folder. */
export function imagesOf ({ images }: Found): readonly string[] {
  const below = images.filter(image => image.startsWith(IMAGES))
  return below.length > 0 ? below : images
}

/** What an image and the file that belongs to it share: a path, but for beginning and end. */
export function restOf (image: string): string {
  const inner = image.startsWith(IMAGES) ? image.slice(IMAGES.length) : image
  return inner.replace(/\.[^./]*$/, '')
}

/**
 * Images and their masks, matched by name: `images/a/01.jpg` and `masks/a/01.png`.
 *
 * @param masks - the folder of the masks, within that of the images
 */
export function byMasks (found: Found, masks: string): Labelled[] {
  const prefix = `${masks.replace(/\/+$/, '')}/`
  const known = new Map(found.images.filter(image => image.startsWith(prefix))
    .map(mask => [mask.slice(prefix.length).replace(/\.[^./]*$/, ''), mask]))
  return imagesOf(found).filter(image => !image.startsWith(prefix)).map(image => {
    const mask = known.get(restOf(image))
    return mask === undefined ? { path: image, problem: 'has no mask' } : { path: image, mask }
  })
}
