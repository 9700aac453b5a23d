import './formats.cases.js'
import './hostile.cases.js'
