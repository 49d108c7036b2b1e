"""Everything about how JupyterLite is built; `jupyter lite build` reads it by itself."""

import sys
from pathlib import Path

EXTENSIONS = Path(sys.prefix) / "share" / "jupyter" / "labextensions"

c = get_config()  # noqa: F821

c.LiteBuildConfig.apps = ["lab"]
c.LiteBuildConfig.output_dir = "../../_site/lite"
c.LiteBuildConfig.no_sourcemaps = True
c.LiteBuildConfig.no_unused_shared_packages = True

# Python and the sliders, and nothing else that this environment happens to hold.
c.LiteBuildConfig.ignore_sys_prefix = ["federated_extensions"]
c.LiteBuildConfig.federated_extensions = [
    str(EXTENSIONS / "@jupyterlite" / "pyodide-kernel-extension"),
    str(EXTENSIONS / "@jupyter-widgets" / "jupyterlab-manager"),
    str(EXTENSIONS / "anywidget"),
]
