import './lock.cases.js'
import './mix-folder.cases.js'
import './replay.cases.js'
