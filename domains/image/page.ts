import { definePlugin } from '../../core/index.js'
import { image } from './batch.js'

/**
 * What `#registered/image` means in browsers: a mixer that is known by name is loaded whether it is
 * used or not, so that pages import theirs.
 */
export const registered = definePlugin({ name: 'image', domains: [image] })
