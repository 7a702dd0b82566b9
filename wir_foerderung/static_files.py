"""Which static files are published: what pages ask for, not all that packages carry along."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class SlimStaticFilesConfig(StaticFilesConfig):
    """Leaves out files that no page of ours names; compressing them would take most of a start."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        # KERN: its one minified style sheet is all we serve; screens use the system's fonts.
        "fonts",
        "kern.css",
        "kern-*",
        # The admin takes the minified ones outside development.
        "*/jquery.js",
        "*/select2.full.js",
        "*/xregexp.js",
        "admin/js/vendor/select2/i18n/[!d]*",
    ]
