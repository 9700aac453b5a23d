import './asynchronous.cases.js'
import './parts.cases.js'
import './pools.cases.js'
