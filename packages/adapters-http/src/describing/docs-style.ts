/** The style sheet of the docs page. */
export const DOCS_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #fbfbfa; --card: #ffffff; --ink: #1c2226; --soft: #56626a; --line: #e2e5e6; --tint: #f1f4f4;
  --accent: #0b6b6b; --get: #0b5cad; --post: #17713a; --delete: #b3261e; --ok: #17713a; --warn: #8a5a00; --bad: #b3261e;
  --sans: system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif;
  --mono: ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #12171a; --card: #181f23; --ink: #e4e9eb; --soft: #9aa8b0; --line: #2b353b; --tint: #1f282d;
    --accent: #5cc7c0; --get: #7db7f5; --post: #75d095; --delete: #ff9d94; --ok: #75d095; --warn: #e6b85c; --bad: #ff9d94;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1.5rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 var(--sans); -webkit-text-size-adjust: 100%; }
a { color: var(--accent); text-underline-offset: .2em; }
a:focus-visible, pre:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
code, pre { font-family: var(--mono); font-size: .875em; }
p code, td code, .aside code { background: var(--tint); border-radius: .25rem; padding: .1em .3em; overflow-wrap: anywhere; }
var { font-style: normal; color: var(--accent); }
ul { list-style: none; margin: 0; padding: 0; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; }

.page { display: grid; grid-template-columns: 17rem minmax(0, 1fr); max-width: 90rem; margin: 0 auto; }
nav {
  position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto;
  padding: 2rem 1rem 2rem 1.5rem; font-size: .875rem;
}
nav a { display: flex; align-items: center; gap: .5rem; padding: .2rem .5rem; border-radius: .375rem; color: var(--soft); text-decoration: none; }
nav a:hover { background: var(--tint); color: var(--ink); }
nav .brand { font-size: 1.125rem; font-weight: 700; color: var(--ink); margin-bottom: 1rem; }
nav .brand span { font-weight: 400; color: var(--soft); }
nav .group { margin-top: 1rem; font-weight: 600; color: var(--ink); }
nav ul ul a { font-family: var(--mono); font-size: .75rem; }
nav ul ul span:last-child { min-width: 0; overflow-wrap: anywhere; }
nav ul ul.names a { font-family: inherit; }

main { padding: 2.5rem 2rem 6rem; min-width: 0; border-left: 1px solid var(--line); }
header { max-width: 44rem; }
h1, h2, h3, h4 { line-height: 1.25; letter-spacing: -.01em; text-wrap: balance; }
h1 { margin: .25rem 0 .5rem; font-size: 2.75rem; letter-spacing: -.03em; }
h2 { margin: 4rem 0 .25rem; font-size: 1.75rem; letter-spacing: -.02em; }
h3 { margin: 0; font-size: 1.25rem; }
h4 { margin: 1.75rem 0 .5rem; font-size: .75rem; text-transform: uppercase; letter-spacing: .07em; color: var(--soft); }
.eyebrow { margin: 0; font-size: .8125rem; color: var(--soft); }
.summary { margin: 0; font-size: 1.25rem; color: var(--soft); }
.lead { margin: 0; max-width: 44rem; color: var(--soft); }
article { margin-top: 1.5rem; padding: 1.5rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
article > p { max-width: 44rem; margin: .75rem 0 0; }
.route { display: flex; align-items: center; gap: .625rem; font-size: 1.0625rem; }
.route code { background: none; padding: 0; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 26rem); gap: 0 2rem; align-items: start; }
.examples { position: sticky; top: 1.5rem; margin-top: 1.75rem; }

.badge {
  flex: none; min-width: 3rem; padding: .125rem .375rem; border-radius: .3125rem; text-align: center;
  font: 700 .6875rem/1.3 var(--mono); letter-spacing: .03em; color: var(--tone);
  background: color-mix(in srgb, var(--tone) 13%, transparent);
}
.get { --tone: var(--get); } .post { --tone: var(--post); } .delete { --tone: var(--delete); }
.status { font: 600 .875em var(--mono); color: var(--tone, var(--soft)); }
.target:target { outline: 2px solid currentColor; outline-offset: 3px; border-radius: 2px; }
.s2, .s3 { --tone: var(--ok); } .s4 { --tone: var(--warn); } .s5 { --tone: var(--bad); }

table { width: 100%; border-collapse: collapse; font-size: .875rem; line-height: 1.5; }
thead th { padding: .25rem .75rem .375rem 0; text-align: left; font-weight: 500; color: var(--soft); border-bottom: 1px solid var(--line); }
tbody th, td { padding: .5rem 1rem .5rem 0; vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
td:last-child { padding-right: 0; }
tbody tr:last-child > * { border-bottom: 0; }
tbody th { text-align: left; font-weight: 600; white-space: nowrap; }
td[data-head='Takes'], td[data-head='Holds'] { color: var(--soft); }
.inner { font-weight: 400; color: var(--soft); }
.aside { display: block; font: .75rem/1.5 var(--sans); color: var(--soft); }
.target { display: inline-block; scroll-margin-top: 2rem; }
.links { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .875rem; }
.links a { color: inherit; text-decoration: none; }
.links a:hover { text-decoration: underline; }
h3 + table { margin-top: 1rem; }

.code { margin: 0 0 1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--tint); overflow: hidden; }
figcaption { padding: .375rem .875rem; font-size: .75rem; color: var(--soft); border-bottom: 1px solid var(--line); }
pre {
  margin: 0; padding: .75rem .875rem; max-height: 30rem; overflow: auto; font-size: .75rem; line-height: 1.55;
  white-space: pre-wrap; overflow-wrap: anywhere;
}
pre code { font-size: inherit; }

@media (max-width: 70rem) { .columns { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 52rem) {
  .page { display: block; }
  nav { position: static; max-height: none; padding: 1.25rem 1rem; border-bottom: 1px solid var(--line); }
  nav ul ul.names { display: flex; flex-wrap: wrap; }
  main { border: 0; padding: 1.5rem 1rem 4rem; }
  h1 { font-size: 2.25rem; }
  h2 { margin-top: 3rem; font-size: 1.5rem; }
  article { padding: 1rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, tbody th, td { display: block; }
  tr { padding: .625rem 0; border-bottom: 1px solid var(--line); }
  tr:last-child { border-bottom: 0; }
  tbody th, td { padding: .0625rem 0; border: 0; white-space: normal; }
  td:empty { display: none; }
  th .aside { display: inline; margin-left: .25rem; }
  .examples { position: static; }
}
@media print { nav { display: none; } .page { display: block; } article { break-inside: avoid; } }
`;
