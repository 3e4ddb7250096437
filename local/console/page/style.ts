import { STYLE as REPORT } from '../../../lambdas/report/page/style';
import { styleSheet } from '../../../policies/diagram/theme';

/** The console's style sheet: the report's, that of the pictures within their frames, and what a page needs beside it on which something can be done. */
export const STYLE = `${REPORT}
body{display:flex;flex-direction:column;min-height:100vh}
.bar,main,footer{width:100%;max-width:80rem}
.bar{display:flex;flex-wrap:wrap;align-items:baseline;gap:.25rem 2rem;padding-top:1rem;padding-bottom:0}
.bar .of span{color:var(--soft);font-weight:400}
.bar ul{display:flex;flex-wrap:wrap;gap:.25rem;margin:0;padding:0;list-style:none}
.bar nav a{display:block;padding:.4rem .75rem;border-radius:.5rem;color:var(--ink);text-decoration:none}
.bar nav a:hover{background:var(--code)}
.bar nav a[aria-current]{background:var(--now);color:var(--card);font-weight:600}
main{flex:1}
main:focus{outline:0}
main h1{font-size:1.75rem;margin:.75rem 0}
a{color:var(--now)}
a:focus-visible,button:focus-visible,input:focus-visible,textarea:focus-visible,select:focus-visible{outline:3px solid var(--now);outline-offset:2px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;padding:.5rem;background:var(--card);z-index:1}
#said:empty{display:none}
#said{white-space:pre-line;margin:.75rem 0;padding:.6rem 1rem;border-radius:.6rem;border:1px solid var(--up);color:var(--up);background:var(--card)}
.badge{display:inline-block;padding:0 .5em;border:1px solid currentColor;border-radius:.35rem;font-size:.8em;font-weight:650;white-space:nowrap}
.long{display:block;min-width:16rem;overflow-wrap:anywhere}
.lines{white-space:pre-wrap;overflow-wrap:anywhere}
.badge.good{color:var(--up)}.badge.bad,.problem{color:var(--down)}.badge.busy{color:var(--look)}.badge.plain{color:var(--soft)}
form{display:flex;flex-wrap:wrap;gap:.75rem 1rem;align-items:start;margin:.5rem 0}
.field{margin:0;display:flex;flex-direction:column;gap:.2rem;min-width:0;max-width:100%}
.field:not(.wide)+button{margin-top:1.6rem}
.problem{overflow-wrap:anywhere}
input[type=file]{width:100%}
.field.wide{flex:1 1 100%}
label{font-size:.9rem;font-weight:600}
input,textarea,select,button{font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--before);border-radius:.5rem;padding:.4rem .6rem;max-width:100%}
textarea{width:100%;min-height:8rem;font:.9rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
button{cursor:pointer;background:var(--now);border-color:var(--now);color:var(--card);font-weight:600}
button.quiet{background:var(--card);color:var(--now)}button.danger{background:var(--card);border-color:var(--down);color:var(--down)}
.pages{display:flex;gap:1rem;align-items:baseline;margin:.75rem 0}
.gone .bar::after{content:"The account is gone: what you see is what was last known.";color:var(--down);font-weight:600}
mark{background:var(--look-page);color:var(--look);text-decoration:underline wavy var(--down)}
.examples{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:0;padding:0;list-style:none}
pre{max-height:24rem;overflow:auto;white-space:pre-wrap;overflow-wrap:anywhere}
iframe{width:100%;height:70vh;border:1px solid var(--rule);border-radius:.5rem;background:#fff}
line.threshold{stroke:var(--down);stroke-width:1.5px;stroke-dasharray:6 3}text.threshold{fill:var(--down);paint-order:stroke;stroke:var(--card);stroke-width:4px}
.picture{overflow-x:auto;${styleSheet}.graph>polygon{fill:none}.edge text{stroke:var(--card)}}
.picture.run .node.node :is(path,polygon){fill:var(--card);stroke:var(--before)}
.run .node.not-entered{opacity:.75}
.picture.run .node:not(.not-entered) :is(path,polygon){fill:color-mix(in srgb,var(--it) 15%,var(--card));stroke:var(--it);stroke-width:2.5}
.run .node:is(.running,.retrying){--it:var(--now)}.run .node.caught{--it:var(--look)}.run .node.succeeded{--it:var(--up)}.run .node:is(.failed,.aborted,.timed-out){--it:var(--down)}
.run :is(.running,.retrying) :is(path,polygon){stroke-dasharray:6 3}
.visits{margin:0;padding:0;list-style:none}.visits li:first-child{border:0}
.visits li{display:flex;flex-wrap:wrap;align-items:baseline;gap:.25rem 1rem;padding:.6rem 0;border-top:1px solid var(--rule);overflow-wrap:anywhere}
.visits strong{min-width:12rem}
:is(.visits,dd,td) details{margin:0;max-width:100%}
:is(.visits details[open],.visits small){flex-basis:100%}
.beside{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,34rem),1fr));gap:0 1.25rem}
.beside section{min-width:0}
.beside :is(pre,iframe){height:70vh;max-height:none}
.choices{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:0 0 .5rem;font-size:.9rem}
.choices [aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
.picture svg{max-width:100%;height:auto}
.picture a:hover path,.picture a:hover polygon,.picture a:focus-visible path,.picture a:focus-visible polygon{stroke-width:3}
.picture .node text.count{font-weight:650;fill:var(--ink)}.picture .node text.count.bad{fill:var(--down)}.picture .node text.count.busy{fill:var(--look)}
@media (max-width:40rem){.picture svg{max-width:none}form{flex-direction:column;align-items:stretch}.field:not(.wide)+button{margin-top:0}}
`;
