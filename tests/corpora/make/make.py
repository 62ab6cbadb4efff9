#!/usr/bin/env python3
"""Writes tests/corpora/formats and tests/corpora/traps: every format and every trap once.

All sentences, outlets and events are made up for these tests. Run from the root of the
package: python3 tests/corpora/make/make.py; the results are checked in.
"""
import gzip, io, json, os, shutil, subprocess, tarfile, zipfile

HERE = os.path.join(os.path.dirname(__file__), "..")
P1 = "The harbour council of Ardent Bay voted on Tuesday to close the north pier for repairs, the harbour master said."
P2 = "At least 14 fishing boats must move to the south basin by 3 November, according to a notice posted at the pier."
P3 = "The pier has been unsafe since a storm in August, and two earlier plans to mend it were dropped for want of money."
P4 = "A spokeswoman for the boat owners said they would ask a judge on Friday to stop the closure."
P5 = "The council last closed the pier in 1998, when a barge struck it in fog and nobody was hurt."
PARAS = [P1, P2, P3, P4, P5]
BODY = "\n\n".join(PARAS) + "\n"
TITLE = "Council closes north pier for repairs"


def put(path, data):
    path = os.path.join(HERE, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data if isinstance(data, bytes) else data.encode())


def page(published="2016-10-11T14:05:00-04:00", extra="", charset="utf-8", outlet="Harbour Post"):
    ld = {"@context": "https://schema.org", "@graph": [
        {"@type": "WebSite", "name": outlet},
        {"@type": "NewsArticle", "headline": TITLE, "datePublished": published,
         "dateModified": "2016-10-12T09:00:00-04:00", "author": [{"@type": "Person", "name": "Ada Quill"}],
         "publisher": {"@type": "Organization", "name": outlet}}]}
    paras = "\n".join(f"<p>{p}</p>" for p in PARAS)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="{charset}">
<title>{TITLE} - {outlet}</title>
<link rel="canonical" href="https://harbourpost.example/2016/10/11/north-pier">
<meta property="og:site_name" content="{outlet}">
<meta property="og:title" content="{TITLE}">
<meta property="article:published_time" content="{published}">
<script type="application/ld+json">{json.dumps(ld)}</script>
<style>p {{ color: black }}</style>
<script>document.write("<p>never read</p>");</script>
</head>
<body>
<header><nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav></header>
<article>
<h1>{TITLE}</h1>
<p class="byline">By Ada Quill</p>
<time datetime="{published}">11 October 2016</time>
{paras}
<figure><img src="pier.jpg" alt="The pier"><figcaption>The pier on Monday. Photo: A. Quill</figcaption></figure>
{extra}
</article>
<aside class="related"><h2>Related</h2><ul><li><a href="/a">Storm breaks a mast at the lighthouse</a> <time datetime="2016-08-20">20 August</time></li></ul></aside>
<div class="comments"><p>I have said for years that the pier would fall down one day, and nobody listened.</p></div>
<footer>&copy; 2016 {outlet}. All rights reserved.</footer>
</body>
</html>
"""


def rec(**kw):
    base = {"title": TITLE, "text": BODY, "date": "2016-10-11", "source": "Canal Courier"}
    base.update(kw)
    return {k: v for k, v in base.items() if v is not None}


def formats():
    f = "formats/"
    put(f + "text/plain.txt", TITLE + "\n\n" + BODY)
    put(f + "text/scraped.txt", "The pier at dusk\nDusk falls...\n00:31 - Source: Gull TV\n\nStory highlights\n\nPier closes for repairs\n\nGULL — \n\n" + BODY
        + "\ngull pier pkg_00014.jpg\nBoats leave the north basin\n01:10 - Source: Gull TV\n\nREAD MORE: Who owns the pier?\n\nUpdated 0215 GMT (1015 HKT) October 12, 2016\n\n© 2016 Gull Television Network\n")
    put(f + "text/dateline.txt", "ARDENT BAY, Oct 11, 2016 (Meridian Wire) - " + BODY)
    put(f + "text/several.txt", ("\n" + "=" * 40 + "\n").join([TITLE + "\n\n" + BODY, "Boat owners go to court over pier\n\n" + P4 + "\n\n" + P2 + "\n\n" + P5 + "\n", "Storm of August still costs the bay\n\n" + P3 + "\n\n" + P5 + "\n\n" + P2 + "\n"]))
    put(f + "text/form-feeds.txt", "\f".join([TITLE + "\n\n" + BODY, "Boat owners go to court over pier\n\n" + P4 + "\n\n" + P2 + "\n"]))
    wrapped = "\n\n".join("\n".join(__import__("textwrap").wrap(p, 60, break_on_hyphens=False)) for p in PARAS).replace("notice", "no-\ntice", 1)
    put(f + "text/hard-wrapped.txt", wrapped + "\n")
    put(f + "text/2016-10-11_canal-courier_north-pier.txt", BODY)
    put(f + "markdown/yaml.md", f'---\ntitle: "{TITLE}"\npublication: Ferry Gazette\ndate: 2016-10-11\nlastmod: 2016-10-12\nauthor:\n  - Ben Oar\n  - Ada Quill\nurl: https://ferrygazette.example/north-pier # kept\n---\n\n' + BODY)
    put(f + "markdown/toml.md", f'+++\ntitle = "{TITLE}"\nsource = "Ferry Gazette"\ndate = 2016-10-11T08:30:00+02:00\n+++\n\n' + BODY)
    put(f + "markdown/plain.md", f"# {TITLE}\n\n" + BODY)
    put(f + "html/page.html", page())
    put(f + "html/two-zones.html", page().replace('"article:published_time" content="2016-10-11T14:05:00-04:00"', '"article:published_time" content="2016-10-11T18:05:00Z"'))
    put(f + "html/dates-disagree.html", page("2016-10-14T10:00:00Z"))
    put(f + "html/no-markup.html", "<html><head><title>" + TITLE + " | Reed Tribune</title></head><body><div id=nav><a href=/>Home</a></div><div class=story>" + "<br><br>".join(PARAS) + "</div></body></html>")
    put(f + "html/page_files/script.js", "never read")
    put(f + "feeds/rss.xml", f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Reed Tribune</title><language>en-gb</language>
<item><title>{TITLE}</title><link>https://reedtribune.example/pier</link><guid>r1</guid><pubDate>Tue, 11 Oct 2016 16:05:00 +0200</pubDate><dc:creator>Cy Rudder</dc:creator><content:encoded><![CDATA[{''.join(f'<p>{p}</p>' for p in PARAS)}]]></content:encoded></item>
<item><title>Pier &amp; basin: a teaser</title><link>https://reedtribune.example/teaser</link><guid>r2</guid><pubDate>Wed, 12 Oct 2016 06:00:00 GMT</pubDate><description>&lt;p&gt;Boats must move by 3 November.&lt;/p&gt;</description></item></channel></rss>""")
    put(f + "feeds/atom.xml", f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Lock Review</title><updated>2016-10-13T00:00:00Z</updated><entry><title>{TITLE}</title><id>tag:lock.example,2016:1</id><link rel="alternate" href="https://lock.example/1"/><published>2016-10-11T14:05:00Z</published><updated>2016-10-12T10:00:00Z</updated><author><name>Di Keel</name></author><content type="html">{''.join(f'&lt;p&gt;{p}&lt;/p&gt;' for p in PARAS)}</content></entry></feed>""")
    put(f + "json/news-please.json", json.dumps({"authors": ["Ada Quill"], "date_download": "2017-01-02 03:04:05", "date_modify": "None", "date_publish": "2016-10-11 14:05:00", "description": P2, "filename": "x.json", "language": "en", "localpath": None, "maintext": BODY, "source_domain": "www.canalcourier.example", "title": TITLE, "url": "https://www.canalcourier.example/north-pier"}))
    put(f + "json/newsapi.json", json.dumps({"status": "ok", "totalResults": 2, "articles": [{"source": {"id": None, "name": n}, "author": "Ada Quill", "title": TITLE, "description": P2, "url": f"https://x.example/{i}", "publishedAt": "2016-10-11T14:05:00Z", "content": P1 + " " + P2[:40] + "… [+1234 chars]"} for i, n in enumerate(["Harbour Post", "Reed Tribune"])]}))
    put(f + "json/event-registry.json", json.dumps({"articles": {"results": [{"uri": "701", "lang": "eng", "isDuplicate": False, "date": "2016-10-11", "time": "14:05:00", "dateTime": "2016-10-11T14:05:00Z", "dateTimePub": "2016-10-11T13:50:00Z", "url": "https://lock.example/701", "title": TITLE, "body": BODY, "source": {"uri": "lock.example", "dataType": "news", "title": "Lock Review"}}], "totalResults": 1}}))
    put(f + "json/trafilatura.json", json.dumps({"title": TITLE, "author": "Ada Quill", "hostname": "harbourpost.example", "date": "2016-10-11", "fingerprint": "abc", "id": None, "license": None, "comments": "", "raw_text": BODY, "text": BODY, "language": None, "source": "https://harbourpost.example/north-pier", "source-hostname": "Harbour Post", "excerpt": None, "categories": "", "tags": ""}))
    put(f + "json/ninjs.json", json.dumps({"uri": "urn:meridian:1", "version": "2", "type": "text", "firstcreated": "2016-10-11T13:00:00Z", "versioncreated": "2016-10-11T15:00:00Z", "pubstatus": "usable", "headline": TITLE, "byline": "Eve Tide", "infosource": [{"name": "Meridian Wire"}], "language": "en", "body_xhtml": "".join(f"<p>{p}</p>" for p in PARAS)}))
    put(f + "json/odd-names.json", json.dumps({"kopf": TITLE, "inhalt": BODY, "when": "2016-10-11"}))
    put(f + "json/pretty.json", json.dumps([rec(id="a1"), rec(id="a2", source="Reed Tribune")], indent=2))
    put(f + "jsonl/records.jsonl", "".join(json.dumps(rec(id=i, source=s)) + "\n" for i, s in [("c1", "Canal Courier"), ("c2", "Reed Tribune"), ("c3", "Lock Review")]))
    put(f + "jsonl/changing-schema.jsonl", json.dumps({"headline": TITLE, "body": BODY, "published": "2016-10-11T14:05:00+01:00", "outlet": "Canal Courier"}) + "\n" + json.dumps({"title": TITLE, "content": "".join(f"<p>{p}</p>" for p in PARAS), "publishedAt": 1476194700, "publisher": {"name": "Reed Tribune"}}) + "\n")
    q = lambda s: '"' + s.replace('"', '""') + '"'
    put(f + "csv/all-the-news.csv", ",id,title,publication,author,date,year,month,url,content\r\n" + f'0,17283,{q(TITLE + " - Harbour Post")},Harbour Post,Ada Quill,2016-10-11,2016.0,10.0,,{q(BODY)}\r\n' + f'1,17284,{q(TITLE)},Reed Tribune,,2016-10-11,2016.0,10.0,,{q(BODY)}\r\n')
    put(f + "csv/semicolons.csv", "Titel;Quelle;Datum;Text\n".replace("Titel", "Title").replace("Quelle", "Source").replace("Datum", "Date") + f"{q(TITLE)};Lock Review;11.10.2016;{q(BODY)}\n")
    put(f + "csv/tabs.tsv", "title\tpublication\tdate\ttext\n" + f"{TITLE}\tFerry Gazette\t2016-10-11\t{' '.join(PARAS)}\n")
    put(f + "csv/media-cloud.csv", "id,indexed_date,language,media_name,media_url,publish_date,title,url\n" + f"9f,2016-10-12 01:00:00,en,Harbour Post,harbourpost.example,2016-10-11,{TITLE},https://harbourpost.example/north-pier\n")
    put(f + "csv/day-first.csv", "source,date,title,text\n" + f"Canal Courier,11/10/2016,{q(TITLE)},{q(BODY)}\n" + f"Canal Courier,13/10/2016,{q(TITLE)},{q(P4 + ' ' + P5 + ' ' + P2)}\n")
    paras = "".join(f"<p>{p}</p>\n" for p in PARAS)
    put(f + "xml/trafilatura.xml", f'<doc sitename="Harbour Post" title="{TITLE}" author="Ada Quill" date="2016-10-11" url="https://harbourpost.example/north-pier" hostname="harbourpost.example">\n<main>\n{paras}</main>\n<comments/>\n</doc>\n')
    put(f + "xml/tei.xml", f'<?xml version="1.0"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title type="main">{TITLE}</title><author>Ada Quill</author></titleStmt><publicationStmt><publisher>Ferry Gazette</publisher><date>2016-10-11</date></publicationStmt><sourceDesc><bibl>Ferry Gazette, 2016</bibl></sourceDesc></fileDesc></teiHeader><text><body>{paras}</body></text></TEI>')
    put(f + "xml/nitf.xml", f'<?xml version="1.0"?><nitf><head><title>{TITLE}</title><docdata><doc-id id-string="mw-77"/><date.issue norm="20161011T140500-0400"/><doc.copyright holder="Meridian Wire"/></docdata></head><body><body.head><hedline><hl1>{TITLE}</hl1></hedline><byline>By <person>Eve Tide</person></byline><dateline><location>ARDENT BAY</location> <story.date norm="20161011"/></dateline></body.head><body.content><block>{paras}</block></body.content></body></nitf>')
    def g2(v, t): return f'<newsItem guid="urn:newsml:meridian:77" version="{v}" xml:lang="en"><rightsInfo><copyrightHolder literal="Meridian Wire"/></rightsInfo><itemMeta><provider literal="Meridian Wire"/><versionCreated>{t}</versionCreated><firstCreated>2016-10-11T13:00:00Z</firstCreated><pubStatus qcode="stat:usable"/></itemMeta><contentMeta><contentCreated>{t}</contentCreated><headline>{TITLE}</headline><by>Eve Tide</by></contentMeta><contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>{paras}</body></html></inlineXML></contentSet></newsItem>'
    put(f + "xml/newsml-g2.xml", f'<?xml version="1.0"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{g2(1, "2016-10-11T13:00:00Z")}{g2(2, "2016-10-11T15:00:00Z")}</itemSet></newsMessage>')
    put(f + "xml/generic.xml", f'<?xml version="1.0"?><articles><article id="g1"><headline>{TITLE}</headline><publication>Canal Courier</publication><pubdate>2016-10-11</pubdate><body>{paras}</body></article><article id="g2"><headline>{TITLE}</headline><publication>Reed Tribune</publication><pubdate>2016-10-12</pubdate><body>{paras}</body></article></articles>')
    html = page(charset="iso-8859-1").encode()
    def warc(kind, uri, block, extra=""):
        return f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: 2019-01-01T00:00:00Z\r\nWARC-Target-URI: {uri}\r\n{extra}Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"
    info = b"software: none\r\n"
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(html[i:i + 700]), html[i:i + 700]) for i in range(0, len(html), 700)) + b"0\r\n\r\n"
    records = [
        warc("warcinfo", "", info),
        warc("response", "https://harbourpost.example/2016/10/11/north-pier", b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html),
        warc("response", "https://harbourpost.example/chunked", b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked),
        warc("response", "https://harbourpost.example/pier.jpg", b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n\xff\xd8\xff"),
        warc("response", "https://harbourpost.example/old", b"HTTP/1.1 301 Moved\r\nLocation: /\r\n\r\n"),
        warc("revisit", "https://harbourpost.example/2016/10/11/north-pier", b"HTTP/1.1 200 OK\r\n\r\n"),
    ]
    put(f + "warc/crawl.warc", b"".join(records))
    put(f + "warc/crawl.warc.gz", b"".join(gzip.compress(r, mtime=0) for r in records))
    qp = __import__("quopri").encodestring(BODY.replace("said.", "said\u2026").encode()).decode()
    mail = f"From: Harbour Post Briefing <brief@harbourpost.example>\nTo: reader@example.org\nSubject: =?utf-8?q?Council_closes_north_pier?=\nDate: Tue, 11 Oct 2016 18:05:00 +0200\nMessage-ID: <1@harbourpost.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n{qp}"
    put(f + "mail/letter.eml", mail)
    put(f + "mail/box.mbox", "From brief@harbourpost.example Tue Oct 11 16:05:00 2016\n" + mail + "\nFrom brief@harbourpost.example Wed Oct 12 16:05:00 2016\n" + mail.replace("Tue, 11", "Wed, 12").replace("<1@", "<2@").replace("\n\n", "\n\n>From the newsroom of the Harbour Post.\n\n", 1))
    put(f + "databases/lexisnexis.txt", "".join(f"""\f                               {n} of 2 DOCUMENTS


                                  Harbour Post

                            October {10 + n}, 2016 Tuesday

{TITLE}

BYLINE: Ada Quill

SECTION: NEWS; Pg. {n}

LENGTH: 103 words


{BODY}
LOAD-DATE: October 13, 2016

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


""" for n in (1, 2)))
    put(f + "databases/factiva.txt", "".join(f"""HD
{TITLE}
BY
Ada Quill
WC
103 words
PD
1{n} October 2016
SN
Reed Tribune
SC
REEDT
LA
English
CY
(c) 2016 Reed Tribune
LP
{P1}
TD
{P2}

{P3}

{P4}
RE
arden : Ardent Bay
PUB
Reed Press
AN
Document REEDT0002016101{n}ec1b0000{n}

""" for n in (1, 2)))
    put(f + "databases/proquest.txt", "".join(f"""____________________________________________________________

Document {n} of 2

{TITLE}

Author: Quill, Ada

Publication info: Ferry Gazette ; Ardent Bay  [Ardent Bay]1{n} Oct 2016.

Full text:
{BODY}
Title: {TITLE}

Publication title: Ferry Gazette; Ardent Bay

Publication date: Oct 1{n}, 2016

Publication year: 2016

ProQuest document ID: 1234567{n}
""" for n in (1, 2)))
    put(f + "databases/factiva-bare.txt", "".join(f"""{TITLE}

Ada Quill
103 words
1{n} October 2016
06:30
Reed Tribune
REEDT
English
(c) 2016 Reed Press

{BODY}
Document REEDT0002016101{n}ec1b0000{n}

""" for n in (1, 2)))
    put(f + "databases/two-languages.txt", f"""
                               1 of 2 DOCUMENTS

                              Harbour Post (Ardent Bay)

                            October 11, 2016 Tuesday

Storms of autumn, part 1: {TITLE}

BYLINE: Ada Quill

LENGTH: 103 words

{BODY}
LOAD-DATE: October 13, 2016

LANGUAGE: ENGLISH

                               2 of 2 DOCUMENTS

                                 La Jetée

                            12 octobre 2016 mercredi

La jetée nord ferme

LENGTH: 30 mots

Le conseil du port a décidé mardi de fermer la jetée nord pour des réparations, a annoncé le maître du port.

LOAD-DATE: 13 octobre 2016

LANGUAGE: FRENCH
""")
    put(f + "json/zotero.json", json.dumps([{"id": "quill2016", "type": "article-newspaper", "title": TITLE, "container-title": "Harbour Post", "issued": {"date-parts": [[2016, 10, 11]]}, "author": [{"family": "Quill", "given": "Ada"}], "URL": "https://x.example/1", "accessed": {"date-parts": [[2020, 1, 1]]}, "abstract": P1}]))
    put(f + "csv/german.csv", f"Titel;Zeitung;Datum;Text\n{q('Mole gesperrt')};Ufer-Bote;9. März 2016;{q('Die Nordmole wird für Reparaturen geschlossen, sagte der Hafenmeister am Dienstag. Sie ist seit dem Sturm im August nicht mehr sicher, und zwei frühere Pläne scheiterten am Geld.')}\n".encode("cp1252"))
    put(f + "xml/undeclared.xml", f"<article><title>{TITLE}</title><publication>Lock Review</publication><date>2016-10-11</date><body>{paras}</body></article>\n")
    def zipped(members):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
            for name, data in members:
                z.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
        return out.getvalue()
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    para = lambda t, s="": f'<w:p>{f"<w:pPr><w:pStyle w:val={chr(34)}{s}{chr(34)}/></w:pPr>" if s else ""}<w:r><w:t xml:space="preserve">{t}</w:t></w:r></w:p>'
    docx = lambda inner: zipped([("[Content_Types].xml", "<Types/>"), ("word/document.xml", f'<?xml version="1.0"?><w:document {w}><w:body>{inner}</w:body></w:document>')])
    put(f + "office/report.docx", docx(para(TITLE, "Title") + para("Published 11 October 2016") + "".join(para(p) for p in PARAS)))
    put(f + "office/lexis.docx", docx("".join(para(TITLE, "Heading1") + para("Harbour Post") + para(f"October 1{n}, 2016 Tuesday") + para("Copyright 2016 Harbour Post All Rights Reserved") + para("Section: NEWS; Pg. 1") + para("Length: 103 words") + para("Byline: Ada Quill") + para("Body") + "".join(para(p) for p in PARAS) + para("Load-Date: October 13, 2016") + para("End of Document") for n in (1, 2))))
    put(f + "office/book.epub", zipped([("mimetype", "application/epub+zip"), ("META-INF/container.xml", '<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'), ("OEBPS/book.opf", '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Tide Weekly</dc:title><dc:publisher>Tide Weekly</dc:publisher><dc:date>2016-10-14</dc:date><dc:language>en</dc:language></metadata><manifest><item id="c1" href="one%20.xhtml"/><item id="c2" href="two.xhtml"/></manifest><spine><itemref idref="c1"/><itemref idref="c2"/></spine></package>'), ("OEBPS/one .xhtml", f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{paras}</body></html>"), ("OEBPS/two.xhtml", "<html><body><p>Contents</p></body></html>")]))
    stream = b"BT /F1 12 Tf 72 720 Td (" + P1.encode() + b") Tj ET"
    objs = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>", b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream), b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    pdf, offsets = b"%PDF-1.4\n", []
    for n, o in enumerate(objs, 1):
        offsets.append(len(pdf)); pdf += b"%d 0 obj\n%s\nendobj\n" % (n, o)
    at = len(pdf)
    pdf += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % o for o in offsets) + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % at
    put("pdf/paper.pdf", pdf)
    lines = "".join(json.dumps(rec(id=i)) + "\n" for i in ("z1", "z2"))
    put(f + "packed/records.jsonl.gz", gzip.compress(lines.encode(), mtime=0))
    put(f + "packed/page.html.zst", subprocess.run(["zstd", "-q", "-c"], input=page().encode(), capture_output=True, check=True).stdout)
    put(f + "packed/archive.zip", zipped([("harbour-post/one.txt", TITLE + "\n\n" + BODY), ("records.jsonl", lines), ("__MACOSX/._one.txt", "x"), ("inner.txt.gz", gzip.compress(("Gulls return\n\n" + BODY).encode(), mtime=0))]))
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w", format=tarfile.USTAR_FORMAT) as t:
        for name, data in [("reed-tribune/one.html", page(outlet="Reed Tribune").encode()), ("reed-tribune/two.md", f"# {TITLE}\n\n{BODY}".encode())]:
            info = tarfile.TarInfo(name); info.size = len(data); t.addfile(info, io.BytesIO(data))
    put(f + "packed/archive.tar.gz", gzip.compress(tar.getvalue(), mtime=0))
    fr = "Le conseil du port a décidé mardi de fermer la jetée nord pour des réparations, a annoncé le maître du port. « Elle est dangereuse depuis août », a-t-il déclaré à la presse."
    ru = "Совет порта решил во вторник закрыть северный пирс на ремонт, сообщил начальник порта. Пирс опасен с августа, когда его повредил шторм, и два прежних плана ремонта были отменены."
    ja = "港湾評議会は火曜日、修理のため北桟橋を閉鎖することを決めたと港長が発表した。桟橋は八月の嵐以来危険な状態にあり、以前の二つの修理計画は資金不足で中止された。"
    put(f + "encodings/utf-8-bom.txt", b"\xef\xbb\xbf" + BODY.encode())
    put(f + "encodings/utf-16le-bom.txt", b"\xff\xfe" + BODY.encode("utf-16le"))
    put(f + "encodings/utf-16be.txt", BODY.encode("utf-16be"))
    put(f + "encodings/windows-1252.txt", ("\u201cThe pier is closed,\u201d the harbour master\u2019s office said \u2013 and a caf\u00e9 beside it will stay shut until spring. " + BODY).encode("cp1252"))
    put(f + "encodings/latin-1.txt", (fr + "\n").encode("latin-1", "replace"))
    put(f + "encodings/koi8-r.txt", (ru + "\n").encode("koi8-r"))
    put(f + "encodings/shift-jis.txt", (ja + "\n").encode("shift_jis"))
    put(f + "encodings/declared.html", page(charset="windows-1251").replace(P1, ru).encode("cp1251", "replace"))
    put(f + "encodings/mojibake.txt", ("The pier\u2019s keeper said: \u201cWe can\u2019t wait.\u201d The caf\u00e9 is shut. " + BODY).encode().decode("cp1252", "replace").replace("\ufffd", "\u009d"))
    put(f + "encodings/decomposed.txt", "Le cafe\u0301 de la jete\u0301e reste ferme\u0301.\u00a0La re\u00ad\u00adpa\u00adra\u00adtion dure jusqu'au 3\u00a0novembre, et 1\u202f200 personnes ont signe\u0301.\n\n" + fr + "\n")
    put(f + "encodings/a-few-bad-bytes.txt", BODY.replace("said.", "said \u2013 twice.").encode() + b"Boats \xff\xfe moved.\n")


def traps():
    t = "traps/"
    put(t + "empty.txt", "")
    put(t + "blank.txt", " \n\n\t\n")
    put(t + "binary.txt", bytes(range(256)) * 20)
    put(t + "nuls.txt", (P1 + "\x00" + P2 + "\n").encode())
    put(t + "picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(100))
    put(t + "broken-in-the-middle.jsonl", json.dumps(rec(id="ok1")) + "\n{\"title\": \"cut\n" + json.dumps(rec(id="ok2")) + "\n[1,2]\n" + json.dumps(rec(id="ok3")) + "\n")
    put(t + "broken.json", '[{"title": "' + TITLE + '", "text": "' + P1 + " " + P2 + '", "source": "Lock Review"}, {"title": oops}, ' + json.dumps(rec(id="after")) + "]")
    put(t + "deep.json", "[" * 5000)
    put(t + "no-text.json", json.dumps({"a": 1, "b": [1, 2, 3]}))
    put(t + "yaml-bomb.md", "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\ntitle: Bombs of letters\n---\n" + BODY)
    put(t + "unclosed-front-matter.md", "---\ntitle: Never closed\n\n" + BODY)
    put(t + "billion-laughs.xml", '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;"><!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">]><article><title>Laughs</title><body><p>' + P1 + " &lol3; " + P2 + "</p></body></article>")
    put(t + "external-entity.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><article><title>Outside</title><body><p>' + P1 + " &x; " + P2 + "</p></body></article>")
    put(t + "never-closed.xml", f"<?xml version=\"1.0\"?><article><title>{TITLE}</title><date>2016-10-11</date><text>{P1} {P2}</text>\n")
    put(t + "cut-off.json", json.dumps([rec(id="k1"), rec(id="k2")])[:-90])
    put(t + "captures.cdx", "example,lock)/701 20161011140500 https://lock.example/701 text/html 200 ABCDEF 1234\nexample,lock)/702 20161012140500 https://lock.example/702 text/html 200 ABCDEG 1240\n")
    put(t + "withdrawn.json", json.dumps({"status": "ok", "articles": [{"source": {"name": "Harbour Post"}, "title": "[Removed]", "description": "[Removed]", "content": "[Removed]", "url": "https://removed.example", "publishedAt": "1970-01-01T00:00:00Z"}]}))
    put(t + "cut-off.xml", '<?xml version="1.0"?><article><title>Cut off</title><body><p>' + P1 + "</p><p>" + P2 + "</p><p <")
    put(t + "escapes.txt", "Pier \x1b[31mred\x1b[0m closes \x9b2J now\n\n\x1b]0;owned\x07" + P1 + " \u202egnihtyna\u202c \u200b\u200d \U000e0041\U000e0042 \u2066x\u2069\n\n" + P2 + "\n")
    put(t + "escapes.jsonl", json.dumps(rec(id="\x1b[2Jid", title="Title\x1b[31m\u202e", source="Out\x07let\u200b", author="A\x9bB", url="https://x.example/\x1b")) + "\n")
    put(t + "deep.html", "<html><body>" + "<div>" * 100_000 + "<p>" + P1 + "</p><p>" + P2 + "</p>")
    put(t + "unclosed.html", "<html><head><title>Unclosed</title></head><body><p>" + P1 + "<p>" + P2 + "<p>" + P3 + "<script>let x = '")
    zeros = gzip.compress(b"0" * (80 << 20), mtime=0)
    put(t + "bomb.txt.gz", zeros)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(zipfile.ZipInfo("bomb.txt", (2020, 1, 1, 0, 0, 0)), b"a b " * (20 << 20), zipfile.ZIP_DEFLATED)
        z.writestr(zipfile.ZipInfo("../../escape.txt", (2020, 1, 1, 0, 0, 0)), BODY)
        z.writestr(zipfile.ZipInfo("/absolute.txt", (2020, 1, 1, 0, 0, 0)), BODY)
        z.writestr(zipfile.ZipInfo("good.txt", (2020, 1, 1, 0, 0, 0)), BODY)
    put(t + "bomb.zip", out.getvalue())
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w", format=tarfile.USTAR_FORMAT) as f:
        i = tarfile.TarInfo("../escape.txt"); i.size = len(BODY); f.addfile(i, io.BytesIO(BODY.encode()))
        i = tarfile.TarInfo("link.txt"); i.type = tarfile.SYMTYPE; i.linkname = "/etc/hostname"; f.addfile(i)
        i = tarfile.TarInfo("pipe"); i.type = tarfile.FIFOTYPE; f.addfile(i)
        i = tarfile.TarInfo("good.txt"); i.size = len(BODY); f.addfile(i, io.BytesIO(BODY.encode()))
    put(t + "escape.tar", tar.getvalue())
    put(t + "cut-off.tar.gz", gzip.compress(tar.getvalue(), mtime=0)[:-200])
    nested = BODY.encode()
    for _ in range(8):
        nested = gzip.compress(nested, mtime=0)
    put(t + "nested.txt.gz", nested)
    put(t + "cut-off.jsonl.gz", gzip.compress((json.dumps(rec(id="g1")) + "\n").encode() * 50, mtime=0)[:-60])
    put(t + "broken.zip", b"PK\x03\x04" + bytes(50))
    put(t + "broken.docx", b"PK\x05\x06" + bytes(18))
    put(t + "cut-off.warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 100000\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>" + (P1 + P2).encode())
    put(t + "quotes.csv", 'title,text\n"never closed,' + P1 + "\nx,y\n")
    put(t + "rtf.txt", "{\\rtf1 " + P1 + "}")
    put(t + "parallax.toml", "[[article]\npath = 1\n")


for name in ("formats", "traps", "pdf"):
    shutil.rmtree(os.path.join(HERE, name), ignore_errors=True)
formats()
traps()
