#!/usr/bin/env python3
"""Writes tests/corpora/pages: saved pages in the manner of news sites of many sorts, and
expected.json with the words, day and outlet that each holds.

Stories, outlets and layouts are made up. Run from the root of the package:
python3 tests/corpora/make/pages.py; the results are checked in.
"""
import html, json, os, shutil

HERE = os.path.join(os.path.dirname(__file__), "..", "pages")

STORIES = [
    ("Ferry runs aground off outer islands", "2016-10-11", [
        "The morning ferry to the outer islands ran aground on a sandbank on Tuesday, and all 31 people on board were brought ashore in lifeboats, the coast guard said.",
        "Nobody was badly hurt, but a deckhand was treated for a broken wrist and two passengers were kept in hospital overnight.",
        "“We felt a long soft push and then everything was at an angle,” said Mara Fenn, a schoolteacher who takes the boat twice a week.",
        "The coast guard said the ferry had left the marked channel a few minutes after nine, in clear weather and a light wind.",
        "The owner, Bay Lines, said the captain had 20 years of service on the route and had been taken off duty while the matter was looked into.",
        "It was the third grounding in the channel since the sandbank began to move in 2013, when a breakwater was built to the north of it.",
        "Harbour engineers had asked in August for the channel to be dredged, but the work was put off until next spring.",
        "The ferry is to be pulled free at high water on Wednesday night.",
    ]),
    ("Parliament turns down water levy", "2017-03-02", [
        "Parliament voted by 71 to 64 on Thursday against a levy on water drawn from the river, in a defeat for the farm minister.",
        "Eleven members of the governing party voted with the opposition, after a debate of seven hours that went on past midnight.",
        "The levy would have raised about 40 million crowns a year for new reservoirs, according to the ministry.",
        "Farm unions had called it a tax on drought, and drove some 300 tractors through the capital last week.",
        "“This house has told the fields to drink sand,” the minister, Otto Brandvik, said after the vote.",
        "The leader of the opposition, Ines Rauma, said her party would put forward a plan of its own before Easter.",
        "River levels have been below their mean since June, and three towns have rationed water since the autumn.",
    ]),
    ("Strike at foundry enters fourth week", "2015-11-23", [
        "A strike at the Holm foundry went into its fourth week on Monday with no talks in sight, union and company said.",
        "About 860 of the 1,100 workers walked out on 2 November over a plan to close the night shift.",
        "The company says the shift loses 200,000 crowns a month. The union says the figure leaves out the work that the night shift does for the day.",
        "On Friday a court turned down the company's request to clear the gate.",
        "Two car makers that buy castings from Holm have said they will run out of parts by the middle of December.",
        "The union's chairwoman, Petra Lund, said the strike fund would last until February.",
    ]),
    ("Dig finds burnt grain under market square", "2018-06-19", [
        "Archaeologists digging under the market square of Old Reed have found a store of burnt grain that may be 900 years old.",
        "The grain lay in three pits lined with clay, beneath a floor that had collapsed in a fire, the town museum said on Tuesday.",
        "Samples have been sent to a laboratory for dating, and the results are expected in September.",
        "Written sources tell of a fire that destroyed the town in the year 1121, but no trace of it had been found before.",
        "The square is being dug up for a tramway, which was to open in 2019 and will now be at least half a year late.",
        "The museum wants to show a part of the floor behind glass in the new tram stop.",
        "A spokesman for the tram company said that it liked the idea but had no money for glass.",
    ]),
    ("Two climbers rescued from north face", "2019-08-05", [
        "Two climbers who had spent two nights on a ledge of the north face were flown down by helicopter on Monday morning.",
        "The two women, aged 24 and 27, were cold but unhurt, the mountain rescue service said.",
        "They had called for help on Saturday evening when a rope jammed, but cloud kept the helicopter on the ground until Monday.",
        "A team of six that set out on foot on Sunday had to turn back 200 metres below the ledge because of falling stones.",
        "The service has been called out 48 times since the beginning of July, twice as often as in the whole of last summer.",
    ]),
    ("Museum to return drum to island community", "2016-05-14", [
        "The national museum will give back a drum that a missionary took from the Sound islands in 1874, its director said on Saturday.",
        "The islanders have asked for it since 1981. A committee of five scholars found in March that it had been taken without consent.",
        "“It has been silent in a drawer for longer than it was ever played,” said Aila Norr, who speaks for the island council.",
        "The drum is to be handed over in a ceremony on 1 July, and will be played once before it goes into a new case.",
        "The museum holds 212 other objects from the islands, and has promised to publish a list of them by the end of the year.",
        "Not everybody is content: a former curator, Hugo Stein, wrote that the drum would fall apart within a decade outside of the museum's climate chambers.",
        "The council said it had asked the museum for advice on that very matter and was given a hygrometer.",
    ]),
]
OUTLETS = ["Harbour Post", "Reed Tribune", "Canal Courier", "Lock Review", "Ferry Gazette", "North Herald"]
DOMAIN = {o: o.lower().replace(" ", "") + ".example" for o in OUTLETS}
MONTHS = "January February March April May June July August September October November December".split()
OTHER = ["Mayor opens new bridge", "Ten soups for a cold week", "What the tide tables tell us", "Review: a play without doors", "Letters to the editor", "Weather: wind from the west"]
COMMENTS = ["I took that boat for years and never once did it leave on time, let alone run aground. They should ask the passengers before they ask the engineers.",
            "Nobody reads the minutes of these meetings but I do, and what is written there is quite different from what you print here."]
COOKIE = "We and our partners use cookies to understand how you use our site and to show you advertising that fits your interests. By going on you agree to our policy."
NEWSLETTER = "Sign up for our morning newsletter and get the best of our reporting in your inbox."


def e(s): return html.escape(s, quote=True)
def long_day(d): return f"{int(d[8:])} {MONTHS[int(d[5:7]) - 1]} {d[:4]}"
def us_day(d): return f"{MONTHS[int(d[5:7]) - 1]} {int(d[8:])}, {d[:4]}"
def links(n=6, cls=""): return "<ul" + (f' class="{cls}"' if cls else "") + ">" + "".join(f'<li><a href="/{i}">{OTHER[i % 6]}</a></li>' for i in range(n)) + "</ul>"
def nav(): return '<nav><a href="/">Home</a> <a href="/world">World</a> <a href="/politics">Politics</a> <a href="/sport">Sport</a> <a href="/weather">Weather</a></nav>'
def ld(o, t, d, **kw):
    return '<script type="application/ld+json">' + json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "headline": t, "datePublished": d + "T09:30:00+02:00", "dateModified": d + "T17:00:00+02:00", "author": {"@type": "Person", "name": "Ada Quill"}, "publisher": {"@type": "Organization", "name": o, "logo": {"@type": "ImageObject", "url": "x.png"}}, **kw}) + "</script>"
def og(o, t, d): return f'<meta property="og:site_name" content="{o}"><meta property="og:title" content="{e(t)}"><meta property="article:published_time" content="{d}T07:30:00Z"><meta property="og:type" content="article">'


def semantic(o, t, d, ps):
    body = "\n".join(f"<p>{e(p)}</p>" for p in ps)
    return f'<!doctype html><html lang="en"><head><title>{e(t)} | {o}</title>{og(o, t, d)}{ld(o, t, d)}</head><body><header>{nav()}</header><main><article><h1>{e(t)}</h1><p class="byline">By Ada Quill</p><time datetime="{d}T09:30:00+02:00">{long_day(d)}</time>{body}<aside class="related"><h3>More on this</h3>{links()}</aside></article></main><footer><p>© {d[:4]} {o}. All rights reserved.</p>{links()}</footer></body></html>'

def div_soup(o, t, d, ps):
    body = "".join(f'<div class="text-block"><p>{e(p)}</p></div>' + (f'<div class="inline-promo"><p>{NEWSLETTER}</p></div>' if i == 2 else "") for i, p in enumerate(ps))
    return f'<!doctype html><html><head><title>{e(t)}</title>{og(o, t, d)}</head><body><div id="cookie-consent"><p>{COOKIE}</p><button>Agree</button></div><div class="site-header">{links(5, "menu")}</div><div class="page"><div class="content-column"><h1 class="title">{e(t)}</h1><div class="meta"><span>Ada Quill</span> <span>{long_day(d)}</span></div><div class="story-body">{body}</div><div class="tags">{links(3)}</div></div><div class="sidebar"><h2>Most read</h2>{links()}<p>{COMMENTS[0]}</p></div></div><div class="site-footer"><p>{o} is published by Bay Press, 1 Quay Street.</p></div></body></html>'

def old_table(o, t, d, ps):
    body = "\n<P>".join(e(p) for p in ps)
    return f'<HTML><HEAD><TITLE>{e(t)} - {o}</TITLE><META NAME="publisher" CONTENT="{o}"><META NAME="date" CONTENT="{d}"></HEAD><BODY BGCOLOR=white><TABLE WIDTH=100%><TR><TD COLSPAN=3><A HREF=/>Home</A> | <A HREF=/world>World</A> | <A HREF=/sport>Sport</A></TD></TR><TR><TD WIDTH=120><A HREF=/1>{OTHER[0]}</A><BR><A HREF=/2>{OTHER[1]}</A><BR><A HREF=/3>{OTHER[2]}</A></TD><TD><H1>{e(t)}</H1><P>{body}</TD><TD WIDTH=120><A HREF=/4>{OTHER[3]}</A></TD></TR></TABLE><HR><FONT SIZE=1>Copyright {d[:4]} {o}</FONT></BODY></HTML>'

def microdata(o, t, d, ps):
    body = "".join(f"<p>{e(p)}</p>" for p in ps)
    return f'<!doctype html><html lang="en-GB"><head><title>{e(t)}</title></head><body>{nav()}<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{e(t)}</h1><meta itemprop="datePublished" content="{d}T09:30:00+02:00"><span itemprop="publisher" itemscope itemtype="https://schema.org/Organization"><meta itemprop="name" content="{o}"></span><div itemprop="articleBody">{body}</div></div><section class="comments"><h2>2 comments</h2><p>{COMMENTS[0]}</p><p>{COMMENTS[1]}</p></section><link rel="canonical" href="https://{DOMAIN[o]}/{d.replace("-", "/")}/x"></body></html>'

def br_only(o, t, d, ps):
    return f'<html><head><title>{e(t)}</title><meta property="og:site_name" content="{o}"><link rel="canonical" href="https://{DOMAIN[o]}/{d.replace("-", "/")}/story.html"></head><body><div id="top"><a href="/">{o}</a></div><div id="main"><h2>{e(t)}</h2><br>{"<br><br>".join(e(p) for p in ps)}</div><div id="bottom"><a href="/a">About us</a> <a href="/c">Contact</a></div></body></html>'

def wordpress(o, t, d, ps):
    body = "\n".join(f"<p>{e(p)}</p>" for p in ps)
    return f'<!doctype html><html lang="en-US"><head><title>{e(t)} &#8211; {o}</title>{og(o, t, d)}<script>var wp = "<p>no</p>";</script></head><body class="post-template single"><header class="site-header">{nav()}</header><div class="site-content"><article id="post-12" class="post hentry"><header class="entry-header"><h1 class="entry-title">{e(t)}</h1><div class="entry-meta">Posted on <time class="entry-date published" datetime="{d}T09:30:00+02:00">{us_day(d)}</time></div></header><div class="entry-content">{body}<div class="sharedaddy sd-sharing"><h3>Share this:</h3>{links(4)}</div></div><footer class="entry-footer">Posted in <a href="/n">News</a></footer></article><div id="comments" class="comments-area"><ol><li><p>{COMMENTS[0]}</p></li><li><p>{COMMENTS[1]}</p></li></ol></div></div><aside id="secondary" class="widget-area"><h2>Recent posts</h2>{links()}</aside></body></html>'

def inline_related(o, t, d, ps):
    parts = []
    for i, p in enumerate(ps):
        parts.append(f"<p>{e(p)}</p>")
        if i % 2 == 1:
            parts.append(f'<figure><img src="{i}.jpg"><figcaption>A picture of the place. Photograph: Bay Press</figcaption></figure>')
        if i == 2:
            parts.append(f'<p><strong><a href="/r">Read more: {OTHER[0]}</a></strong></p><div class="ad-slot">Advertisement</div>')
    return f'<!doctype html><html lang="en"><head><title>{e(t)} | {o}</title>{ld(o, t, d)}</head><body>{nav()}<main role="main"><section class="article"><h1>{e(t)}</h1><div class="article-body">{"".join(parts)}</div></section><section class="recommended"><h2>You may also like</h2>{links()}</section></main><footer>{links(4)}</footer></body></html>'

def amp(o, t, d, ps):
    body = "".join(f"<p>{e(p)}</p>" + ('<amp-ad width="300" height="250"></amp-ad>' if i == 1 else "") for i, p in enumerate(ps))
    return f'<!doctype html><html amp lang="en"><head><meta charset="utf-8"><title>{e(t)}</title>{ld(o, t, d)}<style amp-boilerplate>body{{}}</style></head><body><amp-sidebar id="s">{links()}</amp-sidebar><article><h1>{e(t)}</h1><amp-img src="a.jpg"></amp-img>{body}</article><amp-consent><div>{COOKIE}</div></amp-consent></body></html>'

def graph(o, t, d, ps):
    data = {"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": t, "datePublished": "2012-01-01"}, {"@type": ["ReportageNewsArticle"], "headline": t, "datePublished": d + "T09:30:00+02:00", "publisher": {"@type": "NewsMediaOrganization", "name": o}}]}
    body = "".join(f'<p class="css-1x">{e(p)}</p>' for p in ps)
    return f'<!doctype html><html lang="en"><head><title>{e(t)}</title><script type="application/ld+json">{json.dumps(data)}</script></head><body><div id="app"><div data-testid="masthead" class="masthead">{links(4)}</div><section name="articleBody">{body}</section><div class="bottom-of-article"><div class="css-9"><p>A version of this article appears in print on page 4.</p></div></div><div class="recirculation">{links()}</div></div></body></html>'

def spans(o, t, d, ps):
    body = "".join(f'<div class="paragraph"><span>{e(p[:40])}</span><span>{e(p[40:])}</span></div>' for p in ps)
    return f'<!doctype html><html lang="en"><head><title>{e(t)}</title>{og(o, t, d)}</head><body><div class="topbar">{links(3)}</div><div class="wrapper"><div class="headline"><h1>{e(t)}</h1></div><div class="article__body">{body}</div></div><div class="newsletter-signup"><p>{NEWSLETTER}</p><form><input><button>Sign up</button></form></div></body></html>'

def paywall(o, t, d, ps):
    body = "".join(f"<p>{e(p)}</p>" for p in ps)
    return f'<!doctype html><html lang="en"><head><title>{e(t)}</title>{og(o, t, d)}<meta name="parsely-pub-date" content="{d}T07:30:00Z"></head><body><div class="subscribe-banner"><p>Read everything for one crown a week. Subscribe now and cancel whenever you like.</p></div><div class="layout"><div class="main-column"><div class="article-wrap"><h1>{e(t)}</h1><div class="deck">{e(ps[0][:60])}</div><div class="body">{body}</div></div></div><div class="right-rail">' + "".join(f'<div class="teaser"><h4><a href="/{i}">{OTHER[i]}</a></h4><p>{e(STORIES[i][2][1])}</p></div>' for i in range(3)) + '</div></div></body></html>'

def unclosed(o, t, d, ps):
    return f'<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN"><html><head><title>{e(t)}</title><meta name="DC.date.issued" content="{d}"><meta name="DC.publisher" content="{o}"></head><body><div id=head><a href=/>Home<a href=/w>World</div><div id=story><h1>{e(t)}</h1>' + "".join(f"<p>{e(p)}" for p in ps) + f'<p><a href="/print">Print this page</a></div><div id=foot><p>© {o}</div></body></html>'


def saved(o, t, d, ps):
    page = semantic(o, t, d, ps)
    return page.replace("<html", f"<!-- saved from url=(0040)https://{DOMAIN[o]}/news/1 -->\n<html", 1)


# The layouts below were written after the reader, to see where it fails.

def companion(o, t, d, ps):
    """Two or three paragraphs a column, with a promo or a picture between the columns."""
    cols = [ps[i:i + 2] for i in range(0, len(ps), 2)]
    body = "".join('<div class="css-s99gbd StoryBodyCompanionColumn"><div class="css-53u6y8">' + "".join(f'<p class="css-at9mc1 evys1bk0">{e(p)}</p>' for p in c) + '</div><aside class="css-ew4tgv" aria-label="companion column"></aside></div><div><div class="css-k7xvhl"><div id="story-ad-1-wrapper"><div class="ad"><p>Advertisement</p><p><a href="#after-ad">SKIP ADVERTISEMENT</a></p></div></div></div></div>' for c in cols)
    return f'<!DOCTYPE html><html lang="en"><head><title data-rh="true">{e(t)} - {o}</title>{og(o, t, d)}{ld(o, t, d)}</head><body><div id="app"><div><header class="css-1f7ibof"><nav>{links(5)}</nav></header></div><main id="site-content"><div><article id="story" class="css-1vxca1d"><header class="css-1vkm6nb"><h1 data-testid="headline">{e(t)}</h1><p id="article-summary" class="css-w6ymp8">{OTHER[3]} and other matters of the week.</p><div class="css-1e2jphy">By <a href="/by/ada-quill">Ada Quill</a></div><time datetime="{d}T09:30:00+02:00"><span>{us_day(d)}</span></time></header><section name="articleBody" class="meteredContent">{body}</section><div class="bottom-of-article"><div><p>A version of this article appears in print on page 4. <a href="/reprints">Order Reprints</a> | <a href="/paper">Today’s Paper</a></p></div></div></article></div></main><footer>{links(6)}</footer></div></body></html>'

def blocks(o, t, d, ps):
    """Every paragraph in three boxes of its own, as component systems write."""
    body = "".join(f'<div data-component="text-block" class="ssrcss-11r1m41-RichTextComponentWrapper"><div class="ssrcss-7uxr49-RichTextContainer"><p class="ssrcss-1q0x1qg-Paragraph">{"<b>" + e(p) + "</b>" if i == 0 else e(p)}</p></div></div>' + (f'<div data-component="image-block"><figure><div><span><img alt="A harbour" src="a.jpg"></span><span class="visually-hidden">Image source, </span>Bay Press</div><figcaption><span class="visually-hidden">Image caption, </span>The place in an earlier year</figcaption></figure></div>' if i == 1 else "") + (f'<div data-component="unordered-list-block"><div><ul role="list"><li><a href="/n/1"><b>{OTHER[0]}</b></a></li><li><a href="/n/2"><b>{OTHER[1]}</b></a></li></ul></div></div>' if i == 2 else "") for i, p in enumerate(ps))
    return f'<!doctype html><html lang="en-GB"><head><title>{e(t)} - {o}</title>{ld(o, t, d)}</head><body><div id="root"><header role="banner">{nav()}</header><div><main id="main-content"><article><header><h1 id="main-heading" tabindex="-1">{e(t)}</h1><div><ul role="list"><li>Published</li><li><time datetime="{d}T07:30:00.000Z">{long_day(d)}</time></li></ul></div></header>{body}<section data-component="links-block"><h2>Related Internet Links</h2>{links(3)}<p>The {o} is not responsible for the content of external sites.</p></section><section data-component="tag-list"><h2>Related Topics</h2>{links(3)}</section></article></main><div data-component="top-stories"><h2>Top Stories</h2>{links(3)}</div></div><footer><p>© {d[:4]} {o}. The {o} is not responsible for the content of external sites. Read about our approach to external linking.</p></footer></div></body></html>'

def div_paragraphs(o, t, d, ps):
    """Paragraphs that are divs, highlights above them, a video with its own caption."""
    body = "".join(f'<div class="zn-body__paragraph">{e(p)}</div>' for p in ps[1:])
    return f'<!DOCTYPE html><html><head><title>{e(t)} - {o}.com</title><meta itemprop="datePublished" content="{d}T05:30:00Z"><meta itemprop="dateModified" content="{d}T21:30:00Z"><meta property="og:site_name" content="{o}"><meta property="og:title" content="{e(t)}"></head><body class="pg"><div class="nav--plain-header">{links(5)}</div><article class="pg-rail-tall"><h1 class="pg-headline">{e(t)}</h1><div class="metadata"><p class="metadata__byline">By <a href="/p">Ada Quill</a>, {o}</p><p class="update-time">Updated 0215 GMT (1015 HKT) {us_day(d)}</p></div><div class="l-container"><div class="media__video"><div class="js-media__caption">A look from the air <span>01:12</span></div></div><section class="zn-body-text"><div class="el__leafmedia"><p class="zn-body__paragraph speakable"><cite>({o.split()[0]})</cite>{e(ps[0])}</p></div>{body}<div class="zn-body__footer"><p>Ben Ost contributed to this report.</p></div></section></div></article><div class="ob-widget"><div>Paid Content</div>{links(6)}</div></body></html>'

def comments(o, t, d, ps):
    """A short article over a long row of letters from readers."""
    letters = "".join(f'<li class="comment" id="c{i}"><div class="comment-author">Reader {i}</div><div class="comment-meta">{us_day(d)} at 9:4{i} pm</div><div class="comment-content"><p>{COMMENTS[i % 2]}</p><p>{COMMENTS[(i + 1) % 2]}</p></div></li>' for i in range(8))
    body = "".join(f"<p>{e(p)}</p>" for p in ps)
    return f'<!doctype html><html lang="en-US"><head><title>{e(t)} - {o}</title>{og(o, t, d)}</head><body><div id="page"><div id="masthead">{links(4)}</div><div id="content"><div id="primary"><div class="post-12 type-post"><h1 class="entry-title">{e(t)}</h1><div class="postmeta">{long_day(d)} by Ada Quill</div><div class="entry">{body}</div><div class="sharedaddy"><h3>Share this:</h3>{links(3)}</div></div><div id="disqus"><h2>{8} thoughts on “{e(t)}”</h2><ol class="commentlist">{letters}</ol></div></div></div></div></body></html>'

def consent(o, t, d, ps):
    """Two long legal texts around a short story."""
    legal = "".join(f"<p>{COOKIE} You can change your mind at any time by following the link at the foot of each page, where each of our {n} partners is listed with the purposes it follows and the law it follows them under.</p>" for n in (12, 97, 410, 733))
    body = "".join(f"<p>{e(p)}</p>" for p in ps)
    return f'<!doctype html><html lang="en"><head><title>{e(t)}</title>{og(o, t, d)}</head><body><div id="sp_message_container_1" role="dialog" aria-modal="true"><div class="message"><h2>Your privacy</h2>{legal}<button>Accept all</button></div></div><div class="wrap"><div class="top">{links(4)}</div><div class="art"><h1>{e(t)}</h1><span class="d">{long_day(d)}</span>{body}</div></div><div class="foot"><h4>Terms</h4>{legal}</div></body></html>'

def interview(o, t, d, ps):
    """Crossheads, a quoted letter, a list and a table that belong to the story."""
    body = f"<p>{e(ps[0])}</p><h2>What happened</h2><p>{e(ps[1])}</p><blockquote><p>{e(ps[2])}</p></blockquote><ul><li>{e(ps[3])}</li><li>{e(ps[4])}</li></ul>" + "".join(f"<p>{e(p)}</p>" for p in ps[5:])
    return f'<!doctype html><html lang="en"><head><title>{e(t)} | {o}</title>{og(o, t, d)}</head><body>{nav()}<main><article><h1>{e(t)}</h1><p class="dateline">{long_day(d)}</p>{body}</article><section class="card-grid"><h2>More stories</h2>' + "".join(f'<div class="card"><a href="/{i}"><h3>{OTHER[i]}</h3><p>A few lines about it that are meant to make somebody want to read on, and that have nothing to do with the story above.</p></a></div>' for i in range(6)) + f'</section></main><footer>{links(4)}</footer></body></html>'

def teaser_columns(o, t, d, ps):
    """A column of other stories with longer leads than the story's paragraphs, no markup that tells."""
    side = "".join(f'<div class="c3"><a href="/{i}">{OTHER[i]}</a><div>{OTHER[i]} is told here at some length, with names and numbers and a sentence or two that might as well be a story of its own, on {us_day(d)}.</div></div>' for i in range(6))
    body = "".join(f'<p class="x1">{e(p)}</p>' for p in ps)
    return f'<!doctype html><html><head><meta charset="utf-8"><title>{e(t)} :: {o}</title><meta name="application-name" content="{o}"><script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":{json.dumps(t)},"datePublished":"{d}T09:30:00+02:00"}}</script></head><body><div class="a1"><div class="b1">{links(4)}</div><div class="b2"><div class="c1"><h1>{e(t)}</h1><div class="c2">{body}</div></div><div class="c9">{side}</div></div></div></body></html>'


LAYOUTS = [semantic, div_soup, old_table, microdata, br_only, wordpress, inline_related, amp, graph, spans, paywall, unclosed, saved,
           companion, blocks, div_paragraphs, comments, consent, interview, teaser_columns]

if __name__ == "__main__":
    shutil.rmtree(HERE, ignore_errors=True)
    os.makedirs(HERE)
    expected = {}
    n = 0
    for i, layout in enumerate(LAYOUTS):
        for k in range(3):
            t, d, ps = STORIES[(i + 2 * k) % 6]
            o = OUTLETS[(i + k) % 6]
            name = f"{layout.__name__.replace('_', '-')}-{k + 1}.html"
            with open(os.path.join(HERE, name), "w", encoding="utf-8") as f:
                f.write(layout(o, t, d, ps))
            expected[name] = {"outlet": o, "day": d, "title": t, "text": "\n".join(ps)}
            n += 1
    with open(os.path.join(HERE, "expected.json"), "w", encoding="utf-8") as f:
        json.dump(expected, f, indent=1, ensure_ascii=False, sort_keys=True)
    print(n, "pages")
