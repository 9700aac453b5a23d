import { backends, chosen } from '../backends.js'
import { tryAll } from './try-all.js'

// What cpu and wasm give is compared by a property; test/full tries all of them on wasm too
tryAll(chosen ? backends : ['cpu'])
