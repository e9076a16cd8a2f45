"""A Sphinx extension that mends each page as it is written: nothing off-site, and usable by everyone.

Each page passes :func:`helpers.publishing.mends.mend` once, whole, between the theme's template and the disk, so a
page that an incremental build leaves alone is never mended twice. What cannot be mended (an image without
words, a table without a name, a request to another host) becomes a Sphinx warning, and warnings stop the build.
"""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from helpers.publishing.mends import mend

logger = logging.getLogger(__name__)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension: the page mends and the renderer that keeps formulas (and their scripts) out."""
    app.add_html_math_renderer("none", (_refuse_formula, None), (_refuse_formula, None))
    # Jupyter Book always passes this setting on; without the comments extension nobody else declares it.
    app.add_config_value("comments_config", {}, "html")
    app.connect("builder-inited", mend_every_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def mend_every_page(app: Sphinx) -> None:
    """Put the mends between the builder's templates and the files it writes."""
    if app.builder.format != "html":
        return
    templates: Any = app.builder.templates
    render = templates.render

    def render_and_mend(template: str, context: dict[str, Any]) -> str:
        """Render a template; mend it if it is a whole page, and warn of what cannot be mended."""
        html: str = render(template, context)
        if "<html" not in html[:2000]:
            return html
        mended, complaints = mend(html)
        for complaint in complaints:
            logger.warning(complaint, location=context.get("pagename"))
        return mended

    templates.render = render_and_mend


def _refuse_formula(translator: Any, node: nodes.Node) -> None:
    logger.warning("a formula stands here; say it in words", location=node)
    raise nodes.SkipNode
