/** The page's whole style sheet: colours by the reader's scheme, one column on a phone, ink-saving on paper. */
export const STYLE = `
:root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#191d23;--soft:#565f6b;--rule:#dfe3e8;--now:#2757d6;--area:#2757d61f;--before:#78818c;--weekend:#eef0f4;--up:#146c3a;--down:#b42318;--look:#7a4400;--look-page:#fff1d6;--code:#f0f2f5}
@media (prefers-color-scheme:dark){:root{--page:#0f1216;--card:#171b21;--ink:#e7eaee;--soft:#a5aeb9;--rule:#2b323b;--now:#7ea6ff;--area:#7ea6ff2b;--before:#8d97a4;--weekend:#1e242c;--up:#74d39a;--down:#ff9d92;--look:#f3cd84;--look-page:#35290f;--code:#20262e}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
header,main,footer{max-width:62rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem;padding-bottom:.5rem}
header p{margin:0;color:var(--soft)}
header .of{font-weight:600;color:var(--now);letter-spacing:.01em}
h1{margin:.1em 0 .15em;font-size:clamp(1.9rem,6vw,2.75rem);line-height:1.15;letter-spacing:-.02em;text-wrap:balance}
h2{margin:0 0 .75rem;font-size:1.25rem;letter-spacing:-.01em}
h3{margin:1.75rem 0 .5rem;font-size:1rem}
section{margin:1.25rem 0;padding:1.5rem;background:var(--card);border:1px solid var(--rule);border-radius:.75rem}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:1.25rem 1.5rem;margin:0}
.tiles dt{color:var(--soft);font-size:.9rem}
.tiles dd{margin:0;font-size:.9rem}
.tiles .big{font-size:clamp(1.6rem,5vw,2.1rem);font-weight:650;line-height:1.2;letter-spacing:-.02em;overflow-wrap:anywhere}
.was,.aside,.legend,figcaption,caption,footer{color:var(--soft)}
.was{white-space:nowrap}
.change{font-weight:600;white-space:nowrap}
.change.up{color:var(--up)}
.change.down{color:var(--down)}
.short{margin:1.5rem 0 0;padding:1.25rem 0 0;border-top:1px solid var(--rule);list-style:none}
.short li{margin:.25rem 0;overflow-wrap:anywhere}
.look{display:inline-block;padding:0 .5em;border-radius:.35rem;background:var(--look-page);color:var(--look);font-size:.85em;font-weight:650}
.note{margin:1.25rem 0;padding:.75rem 1rem;border-radius:.6rem;background:var(--look-page);color:var(--look)}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;margin:0 0 .5rem;font-size:.875rem}
.legend svg{vertical-align:baseline}
figure{margin:1.25rem 0}
figcaption{font-size:.9rem;font-weight:600;color:var(--ink)}
.chart{display:block;overflow:visible;font-size:12px}
.chart svg{overflow:visible}
line.grid{stroke:var(--rule)}
.tick,.label{fill:var(--soft)}
.tick,text.peak{paint-order:stroke;stroke:var(--card);stroke-width:4px;stroke-linejoin:round}
.weekend{fill:var(--weekend)}
.area{fill:var(--area)}
path.now,path.before{fill:none;vector-effect:non-scaling-stroke;stroke-linejoin:round;stroke-linecap:round}
path.now{stroke:var(--now);stroke-width:2.25px}
path.before{stroke:var(--before);stroke-width:1.5px;stroke-dasharray:4 4}
line.line{stroke:var(--before);stroke-width:1.5px;stroke-dasharray:4 4}
line.mark{stroke:var(--ink);stroke-width:2px}
circle.before{fill:var(--card);stroke:var(--before);stroke-width:2px}
.now-fill{fill:var(--now)}
circle.peak{fill:var(--now);stroke:var(--card);stroke-width:2px}
text.peak{fill:var(--ink);font-weight:650}
.hit{fill:transparent}
.hit:hover{fill:var(--area)}
.aside{margin:.5rem 0 0;font-size:.875rem}
details{margin-top:1rem}
summary{display:inline-block;padding:.35rem .75rem;border:1px solid var(--rule);border-radius:.5rem;font-size:.9rem;font-weight:600;cursor:pointer;list-style:none}
summary::-webkit-details-marker{display:none}
summary::before{content:"+ "}
[open]>summary::before{content:"\\2212 "}
summary:focus-visible,.scroll:focus-visible,pre:focus-visible{outline:3px solid var(--now);outline-offset:2px}
.scroll{overflow-x:auto;margin:.75rem -1.5rem 0;padding:0 1.5rem}
table{width:100%;border-collapse:collapse;font-size:.9rem}
caption{padding-bottom:.5rem;text-align:left;font-size:.875rem}
th,td{padding:.45rem 0 .45rem 1rem;border-top:1px solid var(--rule);text-align:left;vertical-align:top}
th:first-child,td:first-child{padding-left:0}
thead th{border:0;color:var(--soft);font-size:.8rem;font-weight:600;vertical-align:bottom}
tbody th{font-weight:600}
th.number,td.number{text-align:right;white-space:nowrap}
thead th.number{white-space:normal}
time{white-space:nowrap}
.bar{display:block;margin-top:.2rem;overflow:visible}
#videos tbody th,#formats tbody th{width:38%;min-width:8.5rem;max-width:22rem;overflow-wrap:anywhere}
#checks tbody th{min-width:9rem}
small{display:block;color:var(--soft);font-size:.85rem;font-weight:400}
.facts{display:grid;gap:0 2rem;margin:0}
.facts div{display:grid;grid-template-columns:minmax(8rem,11rem) 1fr;gap:1rem;padding:.4rem 0;border-top:1px solid var(--rule)}
.facts div:first-child{border:0}
.facts dt{color:var(--soft)}
.facts dd{margin:0;overflow-wrap:anywhere}
code{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{margin:.5rem 0;padding:.75rem 1rem;overflow-x:auto;border-radius:.5rem;background:var(--code)}
footer{padding-bottom:3rem;font-size:.875rem}
@media (max-width:40rem){header{padding-top:1.5rem}section{padding:1.25rem 1rem;border-radius:.6rem}.tiles{grid-template-columns:1fr 1fr}.scroll{margin-inline:-1rem;padding-inline:1rem}th,td{padding-left:.6rem}table{font-size:.85rem}#videos tbody th,#formats tbody th{min-width:6.25rem}.facts div{grid-template-columns:1fr;gap:0}}
@media print{
@page{margin:14mm}
:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#000;--soft:#444b54;--rule:#ccd1d8;--now:#2757d6;--area:#2757d61f;--before:#78818c;--weekend:#eef0f4;--up:#146c3a;--down:#b42318;--look:#7a4400;--look-page:#fff1d6;--code:#f0f2f5}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{font-size:10pt}
header,main,footer{max-width:none;padding-inline:0}
header{padding-top:0}
section{margin:0 0 6mm;padding:0;border:0;border-radius:0}
.tiles{grid-template-columns:repeat(4,1fr)}
h2,h3,caption{break-after:avoid}
figure,tr,.tiles,.facts div,.note{break-inside:avoid}
.scroll{overflow:visible;margin:2mm 0 0;padding:0}
pre{white-space:pre-wrap;overflow-wrap:anywhere}
table{font-size:8pt}
th,td{padding:.2rem 0 .2rem .5rem}
#videos tbody th,#formats tbody th,#checks tbody th{min-width:0}
summary{display:none}
details::details-content{display:block;content-visibility:visible}
}
`;
