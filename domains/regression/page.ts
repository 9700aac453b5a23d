import { definePlugin } from '../../core/index.js'
import { regression } from './batch.js'

/** What `#registered/regression` means in browsers: see `domains/image/page.ts`. */
export const registered = definePlugin({ name: 'regression', domains: [regression] })
