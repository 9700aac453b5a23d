import './look.cases.js'
import './settings.cases.js'
