"""The mathematics, the pictures and the explorers behind the KL divergence notebooks.

Imports run one way:

    worms, models, divergence  <-  figures  <-  explorers  <-  notebooks
             (numpy)             (matplotlib)  (anywidget)       check

The mathematics knows nothing of pictures, and the pictures nothing of sliders.

**The mathematics**

- `kl_helpers.worms`: `TEETH_COUNTS`, `teeth_distribution`
- `kl_helpers.models`: `pmf_from_counts`, `uniform_pmf`, `binomial_pmf`,
  `log_binomial_pmf`, `log_binomial_coefficients`, `beta_binomial_pmf`,
  `log_beta_binomial_pmf`, `mean`, `variance`, `fit_binomial`, `fit_beta_binomial`
- `kl_helpers.divergence`: `kl_terms`, `kl_divergence`, `kl_from_binomial`, `entropy`,
  `cross_entropy`, `jensen_shannon`, `total_variation`
- `kl_helpers.lengths`: `length_density`, `length_probability`
- `kl_helpers.softmax`: `softmax`, `log_softmax`, `gradient_descent`
- `kl_helpers.normals`: `normal_density`, `log_normal_density`, `log_mixture_density`,
  `kl_normals`, `kl_densities`
- `kl_helpers.estimators`: `kl_estimates`
- `kl_helpers.coding`: `encode`, `decode`, `message_lengths`, `exact_pmf`
- `kl_helpers.own_data`: `Data`, `read_data`, `same_outcomes`

**The explorers**

- `kl_helpers.explorers`: one function for each explorer, in the order of the notebooks:
  `cut_into_pieces`, `discrete_event`, `interval_event`, `collect_worms`,
  `uniform_outcomes`, `binomial_factors`, `bernoulli_variance`, `binomial_vs_data`,
  `surprise`, `one_term`, `your_model`, `kl_breakdown`, `kl_curve`, `both_directions`,
  `beta_binomial_model`, `mixture_model`, `code_lengths`, `messages`, `gradient_descent`,
  `bins_to_areas`, `two_normals`, `bell_on_two_humps`, `estimate_from_samples`; and `p_control`,
  the slider for p
- `kl_helpers.explorer`: `Control`, `without_comments`, `Explorer`, `as_plain_text`
- `kl_helpers.your_model`: `joined`, `YourModel`
- `kl_helpers.picture`: `Frame`, `Handle`, `Hidden`, `Picture`

**The checks**

- `kl_helpers.check`: one question for each "Check yourself" of the notebooks

`kl_helpers.figures`, `kl_helpers.own_files`, `kl_helpers.own_numbers`, `kl_helpers.style`,
`kl_helpers.svg` and `kl_helpers.validation` serve these modules; their
names may change between versions.
"""
