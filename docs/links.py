# SPDX-License-Identifier: MIT
"""Finds the links that lead nowhere: in the Markdown pages, as a code host shows them, and in a site of HTML.

    python3 docs/links.py            the pages of this project
    python3 docs/links.py FOLDER     the site in FOLDER
"""
import html.parser
import pathlib
import re
import sys
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
FENCE = re.compile(r"(`{3,}|~{3,})")
CODE = re.compile(r"(`+)(?:(?!`).|(?<!`)`+(?!`))*?\1")
ID = re.compile(r"""<\w+ [^>]*?\b(?:id|name)="([^"]+)\"""")
HEADING = re.compile(r"(#{1,6}) +(.*?) *#*$")
LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^()\s]+)\)")
SOURCE = re.compile(r"""\b(?:href|src|srcset)="([^"]+)\"""")


def pages():
    """The pages written in Markdown."""
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("examples/**/*.md")])


def prose(text):
    """The lines outside of code, without their code spans and comments, each with its number."""
    fence = None
    for number, line in enumerate(re.sub(r"<!--.*?-->", "", text).splitlines(), 1):
        mark = FENCE.match(line.strip())
        if fence is None and mark:
            fence = mark[1]
        elif fence is not None:
            if line.strip() == fence:
                fence = None
        elif not line.startswith("    "):
            yield number, line


def slug(title):
    """The anchor that a code host gives to a heading."""
    title = re.sub(r"<[^>]*>", "", title)
    title = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title)
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def anchors(text):
    found = set()
    for _, line in prose(text):
        found.update(ID.findall(line))
        if heading := HEADING.match(line):
            name = slug(heading[2])
            times = 0
            while (name if times == 0 else f"{name}-{times}") in found:
                times += 1
            found.add(name if times == 0 else f"{name}-{times}")
    return found


def dead_in_pages():
    known = {page: anchors(page.read_text(encoding="utf-8")) for page in pages()}
    for page in known:
        for number, line in prose(page.read_text(encoding="utf-8")):
            line = CODE.sub("", line)
            for link in LINK.findall(line) + SOURCE.findall(line):
                if ELSEWHERE.match(link):
                    continue
                path, _, anchor = urllib.parse.unquote(link).partition("#")
                target = (page.parent / path).resolve() if path else page
                if not target.exists() or not target.is_relative_to(ROOT):
                    yield f"{page.relative_to(ROOT)}:{number}: there is no {link}"
                elif anchor and anchor not in known.get(target, ()):
                    yield f"{page.relative_to(ROOT)}:{number}: nothing is called {link}"


class Document(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.anchors, self.links = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name == "id" or (name == "name" and tag == "a"):
                self.anchors.add(value)
            elif name in ("href", "src", "srcset") and value and not ELSEWHERE.match(value):
                self.links.append(value)


def dead_in_site(folder):
    folder = pathlib.Path(folder)
    documents = {file: Document(file.read_text(encoding="utf-8")) for file in folder.rglob("*.html")}
    links = {file: document.links for file, document in documents.items()}
    for script in folder.glob("*.js"):
        if script.name.startswith("navtreeindex"):
            continue  # where a page stands in the navigation, which holds more than the links
        links[script] = re.findall(r'"([\w.-]+\.html(?:#[\w.-]+)?)"', script.read_text(encoding="utf-8"))
    if not any(links.values()):
        yield f"{folder}: there is no site"
    for file, targets in links.items():
        for link in sorted(set(targets)):
            path, _, anchor = urllib.parse.unquote(link).partition("#")
            target = file.parent / path.partition("?")[0] if path else file
            if not target.exists():
                yield f"{file.relative_to(folder)}: there is no {link}"
            elif anchor and target in documents and anchor not in documents[target].anchors:
                yield f"{file.relative_to(folder)}: nothing is called {link}"


if __name__ == "__main__":
    dead = list(dead_in_site(sys.argv[1]) if len(sys.argv) > 1 else dead_in_pages())
    print("\n".join(dead) if dead else "no dead link")
    sys.exit(bool(dead))
