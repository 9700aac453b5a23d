import './ada.cases.js'
import './tables.cases.js'
import './trajectory.cases.js'
