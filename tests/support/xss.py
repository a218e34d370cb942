"""Texts that run a script wherever a page takes them for markup: more than 500, each in ways that filters miss."""

from __future__ import annotations

from itertools import product

RUN = "alert(1)"
ESCAPES = ("", '">', "'>", "</textarea>", "</title></style></script>", "-->", "]]>", "</p></q>\u2028")
"""What ends the place that a text stands in."""
TAGS = (
    "<script>{run}</script>",
    "<ScRiPt>{run}</sCrIpT>",
    "<script src=data:,{run}></script>",
    "<img src=x onerror={run}>",
    "<IMG SRC=x oNeRrOr={run}//",
    "<img/src=x/onerror={run}>",
    "<img src=x onerror=&#97;lert(1)>",
    "<svg onload={run}>",
    "<svg><script>{run}</script></svg>",
    "<svg/onload={run}//",
    "<svg><animate onbegin={run} attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:{run}><text y=20>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror={run}>",
    "<iframe src=javascript:{run}></iframe>",
    "<iframe srcdoc='<script>{run}</script>'></iframe>",
    "<object data=javascript:{run}></object>",
    "<embed src=javascript:{run}>",
    "<body onload={run}>",
    "<input autofocus onfocus={run}>",
    "<select autofocus onfocus={run}></select>",
    "<textarea autofocus onfocus={run}></textarea>",
    "<details open ontoggle={run}><summary>x</summary></details>",
    "<video><source onerror={run}></video>",
    "<video src=x onerror={run}></video>",
    "<audio src=x onerror={run}></audio>",
    "<marquee onstart={run}>x</marquee>",
    "<a href=javascript:{run} autofocus onfocus={run}>x</a>",
    "<form><button formaction=javascript:{run} autofocus onfocus={run}>x</button></form>",
    "<meta http-equiv=refresh content='0;url=javascript:{run}'>",
    "<base href=javascript:{run}//>",
    "<link rel=stylesheet href=data:,*{{x:expression({run})}}>",
    "<style>@import'javascript:{run}';</style>",
    "<style onload={run}></style>",
    "<div style=background:url(javascript:{run})>x</div>",
    "<div onpointerover={run} style=position:fixed;inset:0>x</div>",
    "<div contenteditable autofocus onfocus={run}>x</div>",
    "<template><script>{run}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={run}>'>",
    "<xss id=x tabindex=1 onfocus={run}></xss>",
    "<dialog open oncancel={run} onclose={run}>x</dialog>",
    "<keygen autofocus onfocus={run}>",
    "<isindex type=image src=x onerror={run}>",
    "<![CDATA[<img src=x onerror={run}>]]>",
    "<!--><img src=x onerror={run}>-->",
    "<script>/*{run}*/{run}</script x>",
    "<plaintext><img src=x onerror={run}>",
    "&lt;script&gt;{run}&lt;/script&gt;",
    "&#60;script&#62;{run}&#60;/script&#62;",
    "%3Cscript%3E{run}%3C/script%3E",
    "\\u003cscript\\u003e{run}\\u003c/script\\u003e",
    "\uff1cscript\uff1e{run}\uff1c/script\uff1e",
    "<\u200bscript>{run}</script>",
    "<scr\u00adipt>{run}</scr\u00adipt>",
    "[x](javascript:{run})",
    "![x](x'onerror='{run})",
    "<javascript:{run}>",
    "{{{{constructor.constructor('{run}')()}}}}",
    "${{{run}}}",
    "`${{{run}}}`",
    "'-{run}-'",
    '";{run};//',
    "\\\";{run};//",
    "javascript:{run}",
    "JaVaScRiPt:{run}",
    "java\tscript:{run}",
    "javascript&colon;{run}",
    "vbscript:{run}",
    "data:text/html,<script>{run}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "__proto__[innerHTML]=<img src=x onerror={run}>",
)  # fmt: skip

PAYLOADS = tuple(escape + tag.format(run=RUN) for tag, escape in product(TAGS, ESCAPES))
"""All of them."""
MADE_OF_TEXT = (
    "img[src=x], iframe, object, embed, marquee, xss, a[href^='javascript' i], [onerror], [onload], [onfocus]"
)
"""Elements that are on no page of ours, unless a text was taken for markup."""
