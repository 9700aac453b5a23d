import { backends, chosen } from '../backends.js'
import { tryAll } from './try-all.js'

// One set of options each, so that this is quick; test/full tries all of them, on wasm too
if (chosen) tryAll(backends)
else tryAll(['cpu'], 'one')
