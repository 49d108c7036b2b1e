// Flips the pages of every explorer. The pages were drawn when the site was built.
"use strict";

const CLOSE_TO_EDGE = 1; // pixels by which browsers round

for (const explorer of document.querySelectorAll(".explorer:not(.live)")) {
  const book = JSON.parse(explorer.querySelector("script").textContent);
  const image = explorer.querySelector("img");
  const sentence = explorer.querySelector("figcaption");
  const sliders = [...explorer.querySelectorAll("input")];
  const readouts = [...explorer.querySelectorAll("output")];

  const show = () => {
    const stops = sliders.map((slider) => Number(slider.value));
    const page = stops.reduce((index, stop, i) => index * book.stops[i].length + stop, 0);
    image.src = book.overlays[page];
    image.alt = book.alts[page];
    sentence.innerHTML = book.sentences[page];
    stops.forEach((stop, i) => {
      readouts[i].textContent = book.stops[i][stop];
      sliders[i].setAttribute("aria-valuetext", book.stops[i][stop]);
    });
  };

  image.style.backgroundImage = `url(${book.base})`;
  explorer.addEventListener("input", show);
  explorer.querySelector(".sliders").hidden = false;
  show();
}

// What scrolls sideways in a narrow window must be within a keyboard's reach.
const reach = () => {
  for (const box of document.querySelectorAll("pre, .wide, .katex-display")) {
    box.toggleAttribute("tabindex", box.scrollWidth > box.clientWidth + CLOSE_TO_EDGE);
    if (box.hasAttribute("tabindex")) box.tabIndex = 0;
  }
};
reach();
document.fonts.ready.then(reach);
addEventListener("resize", reach);

// JupyterLite needs a web server. A page opened as a file leads to the published one.
if (location.protocol === "file:") {
  for (const link of document.querySelectorAll("[data-published]")) {
    link.href = link.dataset.published;
  }
}
