/** The page's style, in the page: it loads nothing. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #16181d; --soft: #5c6270; --line: #e3e5ea; --ground: #f7f8fa; --card: #fff; --accent: #3f5bd8; --tint: #eef1fd; --bad: #b42318; --badtint: #fdecea; --good: #146c43; --goodtint: #e6f4ec }
@media (prefers-color-scheme: dark) { :root { --ink: #eceef2; --soft: #9aa1b0; --line: #2a2e37; --ground: #101217; --card: #171a21; --accent: #94a6ff; --tint: #1f2540; --bad: #ff9a8d; --badtint: #3a1a17; --good: #7bd8a5; --goodtint: #14301f } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, sans-serif }
main { max-width: 68rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; display: grid; gap: 2rem }
header { display: flex; gap: .9rem; align-items: center }
header img { width: 2.5rem; height: 2.5rem }
h1 { font-size: 1.35rem; line-height: 1.2; margin: 0; letter-spacing: -.01em }
header p, .note { color: var(--soft); margin: .15rem 0 0 }
h2 { font-size: 1rem; margin: 0; display: flex; gap: .6rem; align-items: baseline }
h2 span, h2 a { color: var(--soft); font-weight: 400; font-size: .875rem }
h2 a { margin-inline-start: auto }
section { display: grid; gap: .75rem; min-width: 0 }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; overflow-x: auto }
.card:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.card > p { margin: 0; padding: 1rem 1rem 0; color: var(--soft) }
.card > pre { margin: 0; padding: 1rem 1rem 0; white-space: pre-wrap; overflow-wrap: anywhere }
.card > p code { white-space: nowrap }
.card > pre + p { padding: .35rem 1rem 1rem }
.card > .empty { padding: 1.5rem; color: var(--soft); margin: 0 }
table { border-collapse: collapse; width: 100%; text-align: start }
th, td { padding: .65rem 1rem; text-align: start; vertical-align: top; white-space: nowrap }
th { font-weight: 500; color: var(--soft); font-size: .8125rem }
tbody tr { border-top: 1px solid var(--line) }
code { font: .875em ui-monospace, monospace; user-select: all }
.code { font-size: 1.05rem; font-weight: 600; letter-spacing: .12em; color: var(--accent) }
.tag { display: inline-block; background: var(--tint); color: var(--accent); border-radius: 99px; padding: 0 .6rem; font-size: .8125rem; margin-inline-end: .3rem }
.soft { color: var(--soft) }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.25rem; margin: 0; padding: 1rem }
dt { color: var(--soft) }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0 } dd + dt { margin-top: .6rem } main { padding-top: 1.5rem } }
dd { margin: 0; overflow-wrap: anywhere }
a { color: var(--accent) }
nav { display: flex; gap: .25rem; overflow-x: auto; border-bottom: 1px solid var(--line); margin-block: -.75rem -.5rem }
nav a { color: var(--soft); text-decoration: none; padding: .5rem .75rem; border-bottom: 2px solid transparent; white-space: nowrap }
nav a:hover { color: var(--ink) }
nav a[aria-current] { color: var(--ink); border-color: var(--accent); font-weight: 500 }
.notice { margin: 0; padding: .7rem 1rem; border-radius: .6rem; overflow-wrap: anywhere }
.alert { background: var(--badtint); color: var(--bad) }
.status { background: var(--goodtint); color: var(--good) }
form { display: grid; gap: .9rem; padding: 1rem }
form.inline { display: inline; padding: 0 }
form.line { display: flex; flex-wrap: wrap; align-items: end; gap: .75rem }
form.line label { flex: 1 1 10rem }
fieldset { border: 0; border-top: 1px solid var(--line); margin: 0; padding: 1rem 0 0; display: grid; gap: .9rem; min-width: 0 }
fieldset:first-of-type { border-top: 0; padding-top: 0 }
legend { float: inline-start; font-weight: 600; padding: 0; margin-bottom: .2rem }
legend + * { clear: both }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr)); gap: .9rem }
label { display: grid; align-content: start; gap: .3rem; font-size: .875rem; color: var(--soft); min-width: 0 }
label small, legend small { font-size: .8125rem; color: var(--soft); font-weight: 400 }
.pair > label:has(textarea) { grid-column: 1 / -1 }
.tick { grid-template-columns: max-content 1fr; align-items: baseline; gap: .6rem; color: var(--ink); font-size: .9375rem }
input:not([type=checkbox]), select, textarea { font: inherit; font-size: .9375rem; color: var(--ink); background: var(--ground); border: 1px solid var(--line); border-radius: .5rem; padding: .45rem .65rem; width: 100%; min-width: 0 }
textarea { font: .8125rem/1.5 ui-monospace, monospace; resize: vertical }
input[type=checkbox] { accent-color: var(--accent); width: 1rem; height: 1rem; translate: 0 .15rem }
button { font: inherit; font-size: .875rem; font-weight: 500; padding: .4rem .85rem; border-radius: .5rem; border: 1px solid var(--line); background: var(--card); color: var(--ink); cursor: pointer; justify-self: start; white-space: nowrap }
button:hover { border-color: var(--soft) }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--card) }
button.danger { color: var(--bad) }
button:focus-visible, input:focus-visible, select:focus-visible, textarea:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
summary { cursor: pointer; padding: .85rem 1rem; font-weight: 500 }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; padding: 1rem }
.actions.column { flex-direction: column; align-items: stretch }
.actions.column form { display: grid }
.actions.column button { justify-self: stretch; text-align: start; white-space: normal; overflow-wrap: anywhere }
main.narrow { max-width: 34rem }
.actions:empty { display: none }
.pager { display: flex; gap: 1rem; margin: 0; color: var(--soft) }
.card > .payload { padding: 1rem; white-space: pre; font-size: .8125rem; max-height: 32rem; overflow: auto }
.wrap { white-space: normal; overflow-wrap: anywhere; min-width: 12rem }
.good { color: var(--good) } .bad { color: var(--bad) }
td form.inline + form.inline { margin-inline-start: .4rem }
`
