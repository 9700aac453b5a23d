import { tryAll } from '../universal/try-all.js'

tryAll(['cpu', 'wasm'])
