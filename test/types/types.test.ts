import './mixing.cases.js'
import './writing.cases.js'
