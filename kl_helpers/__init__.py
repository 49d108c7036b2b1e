"""The mathematics, the pictures and the explorers behind the KL divergence notebooks.

Imports run one way::

    worms, models, divergence  <-  figures  <-  explorers  <-  notebooks
           (numpy)               (matplotlib)  (ipywidgets)

The mathematics knows nothing of pictures, and the pictures nothing of sliders.
"""
