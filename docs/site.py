# SPDX-License-Identifier: MIT
"""Builds the site of the documentation in a folder.

    python3 docs/site.py build/site [FOLDER OF DOXYGEN-AWESOME-CSS]

Doxygen makes it, of the headers and of all Markdown pages, both turned here into what it takes for the same. It fails
for a warning of Doxygen, a metric that Doxygen left out, and a dead link.
"""
import html
import pathlib
import re
import shutil
import subprocess
import sys

import links
from links import ROOT

STYLE = "/usr/share/doxygen-awesome-css"
GROUPS = {  # what a page is for, by the beginning of its name
    "tutorial": "Tutorial",
    "howto": "How-to guides",
    "why": "Discussion",
    "testing": "Discussion",
    "": "Reference",
}


def label(page):
    return "index" if page.name == "README.md" else page.stem.replace(".", "-")


def title(page):
    return re.search(r"^# ([^:\n]*)", page.read_text(encoding="utf-8"), re.MULTILINE)[1]


def question(example):
    text = example.read_text(encoding="utf-8").splitlines()[1].removeprefix("// ")
    return re.sub(r"docs/([\w-]+)\.md", r'<a href="\1.html">\g<0></a>', text)


class Converter:
    """One page, in the dialect of Doxygen. Labels are unique over the whole site, so they begin with the page's."""

    def __init__(self, page, site_pages):
        self.page, self.site_pages = page, site_pages
        self.images = set()

    def target(self, link):
        """Where a link leads on the site, or None for what the site does not hold."""
        if links.ELSEWHERE.match(link):
            return link
        path, _, anchor = link.partition("#")
        file = (self.page.parent / path).resolve() if path else self.page
        if file in self.site_pages:
            return label(file) + ".html" + (f"#{label(file)}-{anchor}" if anchor else "")
        if file.parent == ROOT / "examples" and file.suffix == ".cpp":
            return f"{file.stem}_8cpp-example.html"
        return None

    def image(self, path):
        self.images.add((self.page.parent / path).resolve())
        return pathlib.PurePath(path).name

    def link(self, match):
        text, link = match["text"], match["link"]
        if match["image"]:
            return f'<img src="{self.image(link)}" alt="{html.escape(text)}">'
        target = self.target(link)
        return text if target is None else f'<a href="{target}">{text}</a>'

    def line(self, line):
        heading = links.HEADING.match(line)
        if heading:
            named = re.match(r'<a id="([^"]+)"></a>(.*)', heading[2])
            anchor, text = named.groups() if named else (links.slug(heading[2]), heading[2])
            if self.page.name == "README.md":
                level = len(heading[1])  # its sections would stand in the navigation, as if they were pages
                return f"# {text} {{#mainpage}}" if level == 1 else f"@anchor index-{anchor}\n<h1>{text}</h1>\n"
            mark = f"{label(self.page)}-{anchor}" if len(heading[1]) > 1 else label(self.page)
            return f"{heading[1]} {text}" + (f" {{#{mark}}}" if mark.isascii() else "")
        if re.match(r"</?(picture|source|img|p)\b", line.strip()):
            line = re.sub(r'\b(src|srcset)="([^"]+)"', lambda m: f'{m[1]}="{self.image(m[2])}"', line)
            return f"@htmlonly {line} @endhtmlonly"
        if self.page.name.startswith("metrics"):
            line = re.sub(r"^`(\w+)`", r"@ref kpi::\1", line)
        line = re.sub(r'<a id="([^"]+)"></a>', rf"@anchor {label(self.page)}-\1 ", line)
        linked = r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<link>[^()\s]+)\)"
        return re.sub(linked, self.link, line)

    def converted(self):
        out, fence = [], None
        text = self.page.read_text(encoding="utf-8")
        for line in re.sub(r"^ *<!--.*?-->\n", "", text, flags=re.MULTILINE).splitlines():
            mark = links.FENCE.match(line.strip())
            if fence is None and mark:
                fence = mark[1]
                if line.strip() != fence + "cpp":
                    line = fence + "{.unparsed}"
            elif fence is not None:
                fence = None if line.strip() == fence else fence
            elif not line.startswith("    "):
                line = self.line(line)
            out.append(line)
        return "\n".join(out) + "\n"


FOLDERS = {
    "core": ("Core", "Counts, money, ratios, averages, periods, errors."),
    "metrics": ("Metrics", "Measures and their formulas, one header a family."),
    "records": ("Records", "Deals, subscriptions and timed cases, and what they count for."),
    "tally": ("Tally", "Folding and grouping, distributions, ledgers, rolling windows."),
    "": ("Catalogue and printing", "Metrics by name; values as text; everything at once."),
}


def group(header):
    return "header_" + "_".join(header.with_suffix("").parts)


def converted_header(header, text):
    """A header as a group of its own: else Doxygen puts all functions of the namespace on one page.

    Doxygen 1.9 takes v0_1 in `namespace kpi::inline v0_1` for a namespace outside of kpi, and stumbles over
    specialisations in namespaces that it has not read.
    """
    text = text.replace("kpi::inline v0_1", "kpi").replace("struct fmt::formatter", "struct fmt_formatter")
    text = text.replace("/// \\file\n", f"/// \\addtogroup {group(header)}\n")
    text = text.replace("namespace kpi {\n", f"namespace kpi {{\n/** \\addtogroup {group(header)}\n@{{ */\n")
    text = text.replace("}  // namespace kpi\n", "/** @} */\n}  // namespace kpi\n")
    return re.sub(r"docs/decisions\.md, (D-(\d\d))", r'<a href="decisions.html#decisions-d-\2">\1</a>', text)


def groups(headers):
    named = [f"\\defgroup folder_{folder} {name}\n{holds}" for folder, (name, holds) in FOLDERS.items()]
    for header in headers:
        folder = "" if header.parent.name == "kpi" else header.parent.name
        named.append(f"\\defgroup {group(header)} {header.name}\n\\ingroup folder_{folder}\n"
                     f"`#include <{header.as_posix()}>`")
    return "".join(f"/** {name} */\n" for name in named) + "/** \\namespace kpi\nAll of the library. */\n"


def navigation(pages):
    def tab(url, text):
        return f'<tab type="user" visible="yes" url="{url}" title="{html.escape(text)}"/>'

    out = ['<doxygenlayout version="1.0"><navindex>', '<tab type="mainpage" visible="yes" title="Start"/>']
    for group in dict.fromkeys(GROUPS.values()):
        of_group = [page for page in pages if group_of(page) == group]
        members = [tab(f"@ref {label(page)}", title(page)) for page in of_group if page.parent != ROOT]
        if group == "Reference":
            members += ['<tab type="modules" visible="yes" title="Headers"/>',
                        '<tab type="namespacemembers" visible="yes" title="Everything by name"/>',
                        tab("@ref examples-by-question", "Examples")]
        members += [tab(f"@ref {label(page)}", title(page)) for page in of_group if page.parent == ROOT]
        if len(members) == 1:
            out += members
        elif members:
            out += [f'<tab type="usergroup" visible="yes" url="[none]" title="{group}">', *members, "</tab>"]
    return "\n".join([*out, "</navindex></doxygenlayout>"])


def group_of(page):
    return next(group for prefix, group in GROUPS.items() if page.name.startswith(prefix))


def examples():
    """A page of questions, and the sources."""
    files = sorted((ROOT / "examples").glob("*.cpp"))
    files = [f for f in files if not f.stem.endswith("_options")]
    rows = [f'| <a href="{f.stem}_8cpp-example.html">{f.name}</a> | {question(f)} |\n' for f in files]
    listed = "# Examples {#examples-by-question}\n\n| example | question |\n|---|---|\n" + "".join(rows)
    return listed, "".join(f"/** \\example {f.name} */\n" for f in files)


def build(folder, style=STYLE):
    pages = [p for p in links.pages() if p.parent in (ROOT, ROOT / "docs")]
    shutil.rmtree(folder, ignore_errors=True)
    work = folder / "work"
    work.mkdir(parents=True)
    images = set()
    for page in pages:
        converter = Converter(page, set(pages))
        (work / f"{label(page)}.md").write_text(converter.converted(), encoding="utf-8")
        images |= converter.images
    (work / "layout.xml").write_text(navigation([p for p in pages if label(p) != "index"]), encoding="utf-8")
    listed, sources = examples()
    (work / "examples.md").write_text(listed, encoding="utf-8")
    (work / "examples.dox").write_text(sources, encoding="utf-8")

    headers = sorted(h.relative_to(ROOT / "include") for h in (ROOT / "include").rglob("*.hpp"))
    for header in headers:
        file = work / header
        file.parent.mkdir(parents=True, exist_ok=True)
        text = (ROOT / "include" / header).read_text(encoding="utf-8")
        file.write_text(converted_header(header, text), encoding="utf-8")
    shown = [h for h in headers if "\\addtogroup" in (work / h).read_text(encoding="utf-8")]
    (work / "groups.dox").write_text(groups(shown), encoding="utf-8")

    version = re.findall(r"#define KPI_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)",
                         (ROOT / "include/kpi/version.hpp").read_text(encoding="utf-8"))
    settings = {
        "PROJECT_NUMBER": ".".join(version),
        "INPUT": work,
        "STRIP_FROM_PATH": work,
        "STRIP_FROM_INC_PATH": work,
        "OUTPUT_DIRECTORY": folder,
        "LAYOUT_FILE": work / "layout.xml",
        "GENERATE_TAGFILE": work / "kpi.tag",
        "HTML_EXTRA_STYLESHEET": f"{style}/doxygen-awesome.css {style}/doxygen-awesome-sidebar-only.css "
                                 f"{ROOT}/docs/site.css",
        "HTML_EXTRA_FILES": " ".join(map(str, sorted(images))),
    }
    text = (ROOT / "docs/Doxyfile").read_text(encoding="utf-8")
    text += "".join(f"{name} = {value}\n" for name, value in settings.items())
    if subprocess.run(["doxygen", "-"], input=text, encoding="utf-8", cwd=ROOT, check=False).returncode:
        yield "Doxygen complains"
        return

    site = folder / "html"
    for file in site.glob("*.html"):
        text = file.read_text(encoding="utf-8")
        if file.stem.endswith("-zh"):
            text = text.replace('lang="en-US"', 'lang="zh"')
        if 'name="nested-classes"' not in text:  # private ones, which it links to but does not list
            text = re.sub(r'<a href="#nested-classes">Classes</a> &#124;\s*', "", text)
        file.write_text(text, encoding="utf-8")

    # It drops the functions of a namespace that is not documented without a word.
    tag = (work / "kpi.tag").read_text(encoding="utf-8")
    documented = set(re.findall(r'<member kind="function">\s*<type>[^\n]*</type>\s*<name>(\w+)</name>', tag))
    reference = (ROOT / "docs/metrics.md").read_text(encoding="utf-8")
    metrics = re.findall(r'^### <a id="(\w+)"></a>', reference, re.MULTILINE)
    if "win_rate" not in metrics:
        yield "docs/metrics.md names no metrics"
    yield from (f"Doxygen left out {name}" for name in metrics if name not in documented)
    yield from links.dead_in_site(site)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    faults = list(build(pathlib.Path(sys.argv[1]).resolve(), *sys.argv[2:]))
    print("\n".join(faults) if faults else f"{sys.argv[1]}/html/index.html")
    sys.exit(bool(faults))
