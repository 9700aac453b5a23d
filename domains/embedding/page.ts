import { definePlugin } from '../../core/index.js'
import { embedding } from './batch.js'

/** What `#registered/embedding` means in browsers: see `domains/image/page.ts`. */
export const registered = definePlugin({ name: 'embedding', domains: [embedding] })
